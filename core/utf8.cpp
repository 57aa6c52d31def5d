#include "veille/utf8.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <stdexcept>

#include "veille/sha256.h"

namespace veille {
namespace {

/// Made once for all threads.
const icu::Normalizer2& nfc_instance() {
  static const icu::Normalizer2& kInstance = []() -> const icu::Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const auto* instance = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU: no data for NFC");
    return *instance;
  }();
  return kInstance;
}

}  // namespace

UChar32 next_character(std::string_view text, std::size_t& i) {
  auto at = static_cast<int64_t>(i);
  const auto length = static_cast<int64_t>(text.size());
  UChar32 c = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
  U8_NEXT(text.data(), at, length, c);
#pragma GCC diagnostic pop
  i = static_cast<std::size_t>(at);
  return c;
}

std::string lower_case(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())))
      .toLower(icu::Locale::getRoot())
      .toUTF8String(out);
  return out;
}

std::string nfc(std::string_view text) {
  const bool ascii = std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
  if (ascii) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const auto raw = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  const icu::UnicodeString normal = nfc_instance().normalize(raw, status);
  std::string out;
  (U_SUCCESS(status) ? normal : raw).toUTF8String(out);
  return out;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower_ascii(c);
  return out;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (next_character(text, i) < 0) return false;
  }
  return true;
}

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const UChar32 c = next_character(text, i);
    const bool ends_line = c == 0x2028 || c == 0x2029;
    const bool shown = c >= 0 && u_isprint(c) != 0 && !ends_line;
    if (shown) {
      out += text.substr(begin, i - begin);
      continue;
    }
    for (std::size_t at = begin; at < i; ++at) out.append("\\x").append(hex(text.substr(at, 1)));
  }
  return out;
}

std::string_view cut_utf8(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace veille
