#include "searchd/api/pivot_formats.h"

#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "searchd/api/csv.h"
#include "searchd/web/labels.h"
#include "searchd/web/texts.h"

namespace veille::api {
namespace {

using json = nlohmann::ordered_json;

/// One row or column as answers show it; unknown is the last.
struct Entry {
  std::string value;
  std::string label;
  std::uint32_t works;
};

std::vector<Entry> entries(const search::PivotSide& side, const std::string& language) {
  std::vector<Entry> out;
  for (const auto& v : side.values)
    out.push_back({v.value, web::facet_label(side.facet, v, language), v.works});
  out.push_back({"unknown", web::Texts::of(language).get("unknown"), side.unknown});
  return out;
}

std::string facet_name(Facet facet, const std::string& language) {
  return web::Texts::of(language).get(std::string("facet_") + to_string(facet));
}

json side_json(const search::PivotSide& side, const std::string& language) {
  json values = json::array();
  for (const auto& entry : entries(side, language))
    values.push_back({{"value", entry.value}, {"label", entry.label}, {"works", entry.works}});
  return {{"facet", to_string(side.facet)},
          {"label", facet_name(side.facet, language)},
          {"values", std::move(values)},
          {"more", side.more},
          {"total_values", side.total_values}};
}

}  // namespace

std::string pivot_json(const search::Pivot& pivot, const Manifest& manifest,
                       const std::string& language) {
  const json out = {{"snapshot", {{"id", manifest.id}, {"built_at", manifest.built_at}}},
                    {"rows", side_json(pivot.rows, language)},
                    {"columns", side_json(pivot.columns, language)},
                    {"cells", pivot.cells},
                    {"total", {{"works", pivot.works}, {"publications", pivot.publications}}},
                    {"note", web::Texts::of(language).get("pivot_note")}};
  return out.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string pivot_csv(const search::Pivot& pivot, const std::string& language) {
  const auto rows = entries(pivot.rows, language);
  const auto columns = entries(pivot.columns, language);
  const std::string total = web::Texts::of(language).get("pivot_total");
  std::vector<std::string> head = {to_string(pivot.rows.facet),
                                   facet_name(pivot.rows.facet, language)};
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
