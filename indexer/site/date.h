// Dates as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace veille::site {

/// The day that `text` begins with, as YYYY-MM-DD: "2019-07-10", "2019-7-1 09:00:00 -0400",
/// "20190710", "2019/07/10", "19-04-12", "March 12, 2014" and "12. März 2014" (in English, French,
/// German, Italian and Spanish), "Tue, 04 Mar 2014 10:00:00 +0000", "10.07.2019", "25/12/2019" and
/// "12/25/2019", or the seconds or milliseconds since 1970 (UTC). Years of two digits are those
/// from 1969 to 2068. The day is taken as written: a time zone never moves it.
///
/// Nothing when there is no such day, and for "03/04/2019", of which nobody knows the month.
std::optional<std::string> parse_date(std::string_view text);

/// Of a file name "19-04-12-name.md" or "2019-04-12-name.md": the date, and where the name goes on.
struct DatedName {
  std::string date;  ///< YYYY-MM-DD
  std::string rest;  ///< "name.md"
};
std::optional<DatedName> split_dated_name(std::string_view name);

/// Whether `name` begins like a dated one, be there such a day ("2021-11-31-name.md" is like that).
bool looks_dated(std::string_view name);

}  // namespace veille::site
