#include "indexer/site/date.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace veille::site {
namespace {

/// Reads digits at the front of `text` and moves behind them; -1 when there are fewer than `least`
/// or more than `most`.
int take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t n = 0;
  while (n < text.size() && text[n] >= '0' && text[n] <= '9') ++n;
  if (n < least || n > most) return -1;
  int value = 0;
  std::from_chars(text.data(), text.data() + n, value);
  text.remove_prefix(n);
  return value;
}

std::optional<std::string> iso(std::chrono::year_month_day day) {
  if (!day.ok()) return std::nullopt;
  char out[16];
  std::snprintf(out, sizeof out, "%04d-%02u-%02u", int(day.year()), unsigned(day.month()),
                unsigned(day.day()));
  return std::string(out);
}

std::optional<std::string> iso(int year, int month, int day) {
  if (month < 1 || day < 1 || year < 0 || year > 9999) return std::nullopt;
  return iso(std::chrono::year(year) / month / day);
}

std::optional<std::string> from_epoch(std::string_view text) {
  long long seconds = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return iso(std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(seconds))));
}

/// Year, separator, month, separator, day; moves behind them.
std::optional<std::string> take_date(std::string_view& text) {
  const std::string_view start = text;
  int year = take_number(text, 2, 4);
  const auto year_digits = start.size() - text.size();
  if (year < 0 || year_digits == 3 || text.empty()) return std::nullopt;
  if (year_digits == 2) year += 2000;
  const char separator = text.front();
  if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
  text.remove_prefix(1);
  const int month = take_number(text, 1, 2);
  if (month < 0 || text.empty() || text.front() != separator) return std::nullopt;
  text.remove_prefix(1);
  const int day = take_number(text, 1, 2);
  if (day < 0) return std::nullopt;
  return iso(year, month, day);
}

}  // namespace

std::optional<std::string> parse_date(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return std::nullopt;
  text.remove_prefix(first);
  if (text.size() == 10 && text.find_first_not_of("0123456789") == std::string_view::npos)
    return from_epoch(text);
  auto date = take_date(text);
  // Behind the day only a time may follow.
  if (date && !text.empty() && text.front() != ' ' && text.front() != 'T' && text.front() != 't')
    return std::nullopt;
  return date;
}

std::optional<DatedName> split_dated_name(std::string_view name) {
  std::string_view rest = name;
  auto date = take_date(rest);
  if (!date || rest.empty() || rest.front() != '-') return std::nullopt;
  if (name.substr(0, name.size() - rest.size()).find_first_of("/.") != std::string_view::npos)
    return std::nullopt;
  return DatedName{*date, std::string(rest.substr(1))};
}

}  // namespace veille::site
