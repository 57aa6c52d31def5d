#include "searchd/api/csv.h"
#include "searchd/api/export/format.h"

namespace veille::api {
namespace {

constexpr std::string_view kBetween = "; ";

std::string addresses(const std::vector<search::Related>& list) {
  std::vector<std::string> out;
  for (const auto& one : list) out.push_back(one.url);
  return joined(out, kBetween);
}

std::string csv_head(const ExportContext& context) {
  const std::string mark = context.settings.byte_order_mark ? "\xEF\xBB\xBF" : "";
  return mark + csv_line({"id", "work", "kind", "source", "source_title", "path", "url", "title",
                          "language", "date", "archived", "authors", "tags", "countries",
                          "translations", "linked_from", "reports", "description"});
}

std::string csv_entry(const ExportContext&, const search::Hit& hit) {
  const Publication& p = hit.publication;
  std::vector<std::string> countries;
  for (const auto& country : p.countries) countries.push_back(country.code);
  std::vector<search::Related> reports;
  for (const auto& one : hit.reports) reports.push_back(one.report);
  return csv_line({p.id, p.work, to_string(p.kind), p.source, hit.source_title, p.path, p.url,
                   p.title, p.language, p.date, p.archived ? "true" : "false",
                   joined(p.authors, kBetween), joined(p.tags, kBetween),
                   joined(countries, kBetween), addresses(hit.translations),
                   addresses(hit.linked_from), addresses(reports), p.description});
}

}  // namespace

const ExportFormat& csv_format() {
  static constexpr ExportFormat kFormat = {"csv", "text/csv; charset=utf-8", csv_head, csv_entry,
                                           no_tail};
  return kFormat;
}

}  // namespace veille::api
