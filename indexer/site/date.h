// Dates as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace veille::site {

/// The day that `text` begins with, as YYYY-MM-DD: "2019-07-10", "2019-7-1 09:00:00 -0400",
/// "2019/07/10", "19-04-12" (20..), or seconds since 1970 (ten digits, UTC). The day is taken as
/// written: a time zone never moves it. Nothing when there is no such day.
std::optional<std::string> parse_date(std::string_view text);

/// Of a file name "19-04-12-name.md" or "2019-04-12-name.md": the date, and where the name goes on.
struct DatedName {
  std::string date;  ///< YYYY-MM-DD
  std::string rest;  ///< "name.md"
};
std::optional<DatedName> split_dated_name(std::string_view name);

}  // namespace veille::site
