#include "core/letters.h"

#include <unicode/locid.h>

#include <array>

#include "veille/utf8.h"

namespace veille {

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
  std::string out;
  text.toUTF8String(out);
  return nfc(out);
}

}  // namespace veille
