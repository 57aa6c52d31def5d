// Tables as CSV.
#pragma once

#include <string>
#include <vector>

namespace veille::api {

/// A line with its end (CRLF). Cells are quoted where they must be. One that a spreadsheet would
/// run as a formula (it begins with = + - @, a tab or a carriage return) gets an apostrophe before
/// it, and so does what would be one behind a semicolon, tab or line end, with blanks or quotation
/// marks between or not. Source: RFC 4180; OWASP, CSV Injection.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace veille::api
