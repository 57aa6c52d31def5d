#include "searchd/api/csv.h"

#include <string_view>

namespace veille::api {
namespace {

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

/// Where the language's decimal sign is a comma, spreadsheets take a semicolon for what parts
/// cells, whatever quotation marks say: a formula may begin behind one, too.
std::string without_formulas(std::string_view text) {
  std::string out;
  bool begins = true;
  for (const char c : text) {
    if (begins && is_one_of(c, "=+-@\t\r")) out.push_back('\'');
    out.push_back(c);
    begins = is_one_of(c, ";\t\r\n") || (begins && is_one_of(c, " \""));
  }
  return out;
}

std::string csv_cell(const std::string& text) {
  const std::string cell = without_formulas(text);
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
