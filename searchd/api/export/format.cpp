#include "searchd/api/export/format.h"

#include <array>

namespace veille::api {

const ExportFormat* format_named(std::string_view extension) {
  static const std::array<const ExportFormat*, 5> kFormats = {
      &csv_format(), &jsonl_format(), &bibtex_format(), &ris_format(), &atom_format()};
  for (const auto* format : kFormats) {
    if (format->extension == extension) return format;
  }
  return nullptr;
}

std::string joined(const std::vector<std::string>& list, std::string_view between) {
  std::string out;
  for (const auto& one : list) {
    if (!out.empty()) out += between;
    out += one;
  }
  return out;
}

std::string on_one_line(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::string_view rest = text.substr(i);
    if (byte < 0x20 || byte == 0x7F) {
      out += ' ';
    } else if (rest.starts_with("\u2028") || rest.starts_with("\u2029")) {
      out += ' ';
      i += 2;
    } else if (rest.starts_with("\u0085")) {
      out += ' ';
      i += 1;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace veille::api
