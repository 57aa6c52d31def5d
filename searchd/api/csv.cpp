#include "searchd/api/csv.h"

#include <string_view>

namespace veille::api {
namespace {

std::string csv_cell(const std::string& text) {
  constexpr std::string_view kFormula = "=+-@\t\r";
  const bool runs = !text.empty() && kFormula.find(text.front()) != std::string_view::npos;
  const std::string cell = (runs ? "'" : "") + text;
  if (cell.find_first_of("\",\r\n") == std::string::npos) return cell;
  std::string out = "\"";
  for (const char c : cell) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  return out + "\"";
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out.push_back(',');
    out += csv_cell(cells[i]);
  }
  return out + "\r\n";
}

}  // namespace veille::api
