#include "core/letters.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>

#include <array>
#include <stdexcept>

namespace veille {
namespace {

const icu::Normalizer2& nfc_instance() {
  UErrorCode status = U_ZERO_ERROR;
  const auto* instance = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU: no data for NFC");
  return *instance;
}

}  // namespace

bool is_invisible(UChar32 c) {
  return c == 0xAD || (c >= 0x200C && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

bool is_apostrophe(UChar32 c) { return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0xFF07; }

std::string lower_nfc(const icu::UnicodeString& raw) {
  icu::UnicodeString text = raw;
  text.toLower(icu::Locale::getRoot());
  // Ligatures of typesetting ("ﬁ") are not letters of a language: they are spelt out.
  for (int32_t i = 0; i < text.length(); ++i) {
    if (text[i] < 0xFB00 || text[i] > 0xFB06) continue;
    static const std::array<const char16_t*, 7> kSpelt = {u"ff",  u"fi", u"fl", u"ffi",
                                                          u"ffl", u"st", u"st"};
    text.replace(i, 1, icu::UnicodeString(kSpelt[static_cast<std::size_t>(text[i] - 0xFB00)]));
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString normal = nfc_instance().normalize(text, status);
  std::string out;
  (U_SUCCESS(status) ? normal : text).toUTF8String(out);
  return out;
}

}  // namespace veille
