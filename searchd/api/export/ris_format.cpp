#include "searchd/api/export/format.h"

namespace veille::api {
namespace {

void add_line(std::string& out, const char* tag, std::string_view value) {
  if (!value.empty()) out.append(tag).append("  - ").append(on_one_line(value)).append("\r\n");
}

const char* type_of(Kind kind) {
  switch (kind) {
    case Kind::report:
      return "RPRT";
    case Kind::page:
      return "ELEC";
    default:
      return "BLOG";
  }
}

/// "2019/07/10/" of "2019-07-10".
std::string date_of(const std::string& iso_date) {
  std::string out = iso_date;
  for (char& c : out) c = c == '-' ? '/' : c;
  return out.empty() ? out : out + "/";
}

std::string ris_entry(const ExportContext&, const search::Hit& hit) {
  const Publication& p = hit.publication;
  std::string out;
  add_line(out, "TY", type_of(p.kind));
  add_line(out, "ID", p.id);
  add_line(out, "TI", p.title);
  for (const auto& author : p.authors) add_line(out, "AU", author);
  add_line(out, "PY", p.date.substr(0, 4));
  add_line(out, "DA", date_of(p.date));
  add_line(out, "PB", hit.source_title);
  add_line(out, "LA", p.language);
  add_line(out, "AB", p.description);
  for (const auto& tag : p.tags) add_line(out, "KW", tag);
  add_line(out, "UR", p.url);
  return out + "ER  - \r\n";
}

}  // namespace

const ExportFormat& ris_format() {
  static constexpr ExportFormat kFormat = {
      "ris", "application/x-research-info-systems; charset=utf-8", no_head, ris_entry, no_tail};
  return kFormat;
}

}  // namespace veille::api
