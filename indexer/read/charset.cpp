#include "indexer/read/charset.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "veille/utf8.h"

namespace veille::read {
namespace {

constexpr const char* kWindows = "windows-1252";
constexpr std::size_t kPrescanBytes = 1024;

std::optional<std::string> decoded(std::string_view bytes, const char* charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset, &status),
                                                                     ucnv_close);
  if (U_FAILURE(status)) return std::nullopt;
  const icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(),
                                status);
  if (U_FAILURE(status)) return std::nullopt;
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::optional<std::string> by_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return std::string(bytes.substr(3));
  if (bytes.starts_with("\xFF\xFE")) return decoded(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF")) return decoded(bytes.substr(2), "UTF-16BE");
  return std::nullopt;
}

std::string without_mark(std::string_view bytes) {
  if (is_utf8(bytes)) return std::string(bytes);
  return decoded(bytes, kWindows).value_or(std::string(bytes));
}

/// The name behind "charset=" in the first <meta> that has one; empty when there is none.
std::string stated_charset(std::string_view bytes) {
  const std::string head = lower_ascii(bytes.substr(0, kPrescanBytes));
  for (auto meta = head.find("<meta"); meta != head.npos; meta = head.find("<meta", meta + 1)) {
    const std::string tag = head.substr(meta, head.find('>', meta) - meta);
    const auto key = tag.find("charset");
    if (key == tag.npos) continue;
    const auto begin = tag.find_first_not_of(" \t\r\n=\"'", key + 7);
    if (begin == tag.npos) continue;
    const auto end = tag.find_first_of(" \t\r\n\"'/;", begin);
    return tag.substr(begin, end - begin);
  }
  return {};
}

/// What a page that states `name` is written in. Source: WHATWG Encoding, labels: Latin-1 and ASCII
/// are read as Windows-1252, and a page whose <meta> could be read is not UTF-16.
std::string meant_charset(const std::string& name) {
  if (name.starts_with("utf-16") || name.starts_with("utf-7")) return "utf-8";
  for (const char* latin : {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"}) {
    if (name == latin) return kWindows;
  }
  return name;
}

}  // namespace

std::string text_utf8(std::string_view bytes) {
  if (auto text = by_mark(bytes)) return *text;
  return without_mark(bytes);
}

std::string html_utf8(std::string_view bytes) {
  if (auto text = by_mark(bytes)) return *text;
  const std::string charset = meant_charset(stated_charset(bytes));
  // What claims to be UTF-8 and is not holds single bad bytes, which the reader of HTML reports.
  if (charset == "utf-8" || charset == "utf8") return std::string(bytes);
  if (!charset.empty()) {
    if (auto text = decoded(bytes, charset.c_str())) return *text;
  }
  return without_mark(bytes);
}

}  // namespace veille::read
