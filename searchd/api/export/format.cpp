#include "searchd/api/export/format.h"

#include <array>

namespace veille::api {

const ExportFormat* format_named(std::string_view extension) {
  static const std::array<const ExportFormat*, 6> kFormats = {
      &csv_format(), &jsonl_format(), &bibtex_format(),
      &ris_format(), &atom_format(),  &json_feed_format()};
  for (const auto* format : kFormats) {
    if (format->extension == extension) return format;
  }
  return nullptr;
}

std::string no_head(const ExportContext& /*context*/) { return {}; }

std::string no_tail() { return {}; }

std::string feed_title(const ExportContext& context) {
  const std::string& text = context.search.text;
  const std::string& site = context.settings.site.name;
  return text.empty() ? site : text + " – " + site;
}

std::string time_of(const Publication& publication) {
  return publication.date.empty() ? "" : publication.date + "T00:00:00Z";
}

std::string permanent_id(const web::Site& site, const std::string& path, const std::string& urn) {
  return site.public_url.empty() ? "urn:x-veille:" + urn : site.public_url + path;
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
