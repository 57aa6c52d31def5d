#include "searchd/api/pivot_formats.h"

#include <vector>

#include "searchd/api/csv.h"
#include "searchd/api/json_writer.h"
#include "searchd/web/labels.h"
#include "searchd/web/texts.h"

namespace veille::api {
namespace {

void write_side(JsonWriter& out, const search::PivotSide& side, const std::string& language) {
  out.begin_object();
  out.member("facet", to_string(side.facet));
  out.member("label", web::facet_name(side.facet, language));
  out.key("values");
  out.begin_array();
  for (const auto& entry : web::pivot_entries(side, language)) {
    out.begin_object();
    out.member("value", entry.value);
    out.member("label", entry.label);
    out.member("works", entry.works);
    out.end_object();
  }
  out.end_array();
  out.member("more", side.more);
  out.member("total_values", std::uint64_t{side.total_values});
  out.end_object();
}

void write_cells(JsonWriter& out, const std::vector<std::vector<std::uint32_t>>& cells) {
  out.begin_array();
  for (const auto& row : cells) {
    out.begin_array();
    for (const auto works : row) out.value(works);
    out.end_array();
  }
  out.end_array();
}

}  // namespace

std::string pivot_json(const search::Pivot& pivot, const Manifest& manifest,
                       const std::string& language) {
  JsonWriter out;
  out.begin_object();
  write_snapshot(out, manifest.id, manifest.built_at);
  out.key("rows");
  write_side(out, pivot.rows, language);
  out.key("columns");
  write_side(out, pivot.columns, language);
  out.key("cells");
  write_cells(out, pivot.cells);
  out.key("total");
  out.begin_object();
  out.member("works", pivot.works);
  out.member("publications", pivot.publications);
  out.end_object();
  out.member("note", web::Texts::of(language).get("pivot_note"));
  out.end_object();
  return out.take();
}

std::string pivot_csv(const search::Pivot& pivot, const std::string& language) {
  const auto rows = web::pivot_entries(pivot.rows, language);
  const auto columns = web::pivot_entries(pivot.columns, language);
  const std::string total = web::Texts::of(language).get("pivot_total");
  std::vector<std::string> head = {to_string(pivot.rows.facet),
                                   web::facet_name(pivot.rows.facet, language)};
  std::vector<std::string> foot = {"", total};
  for (const auto& column : columns) {
    head.push_back(column.label);
    foot.push_back(std::to_string(column.works));
  }
  head.push_back(total);
  foot.push_back(std::to_string(pivot.works));
  std::string out = csv_line(head);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<std::string> line = {rows[i].value, rows[i].label};
    for (const auto works : pivot.cells[i]) line.push_back(std::to_string(works));
    line.push_back(std::to_string(rows[i].works));
    out += csv_line(line);
  }
  return out + csv_line(foot);
}

}  // namespace veille::api
