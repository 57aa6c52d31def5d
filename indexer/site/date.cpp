#include "indexer/site/date.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

#include "indexer/site/date_words.h"

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

bool is_number(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Nine or ten digits are seconds, thirteen milliseconds, eight a day without separators.
std::optional<std::string> from_digits(std::string_view digits) {
  long long number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.size() == 8) {
    return iso(static_cast<int>(number / 10000), static_cast<int>(number / 100 % 100),
               static_cast<int>(number % 100));
  }
  if (digits.size() == 13) number /= 1000;
  if (digits.size() != 13 && digits.size() != 10 && digits.size() != 9) return std::nullopt;
  return iso(std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(number))));
}

/// Two digits are of the years 1969 to 2068, as in POSIX and Ruby.
int full_year(int two_digits) { return two_digits + (two_digits < 69 ? 2000 : 1900); }

/// Three numbers with one separator between them.
struct Numbers {
  int first = 0;
  int second = 0;
  int third = 0;
  std::size_t first_digits = 0;
  std::size_t third_digits = 0;
  char separator = 0;
};

/// Takes them off the front of `text`.
std::optional<Numbers> take_numbers(std::string_view& text) {
  Numbers n;
  std::size_t before = text.size();
  n.first = take_number(text, 1, 4);
  n.first_digits = before - text.size();
  if (n.first < 0 || text.empty()) return std::nullopt;
  n.separator = text.front();
  if (n.separator != '-' && n.separator != '/' && n.separator != '.') return std::nullopt;
  text.remove_prefix(1);
  n.second = take_number(text, 1, 2);
  if (n.second < 0 || text.empty() || text.front() != n.separator) return std::nullopt;
  text.remove_prefix(1);
  before = text.size();
  n.third = take_number(text, 1, 4);
  n.third_digits = before - text.size();
  if (n.third < 0 || n.third_digits == 3) return std::nullopt;
  return n;
}

/// The year comes last: the number above 12 is the day, and before full stops the first one is.
std::optional<std::string> year_last(const Numbers& n) {
  if (n.first_digits > 2) return std::nullopt;
  if (n.separator == '.' || n.first > 12 || n.first == n.second)
    return iso(n.third, n.second, n.first);
  return n.second > 12 ? iso(n.third, n.first, n.second) : std::nullopt;
}

std::optional<std::string> year_first(const Numbers& n) {
  if (n.third_digits > 2 || (n.first_digits != 2 && n.first_digits != 4)) return std::nullopt;
  return iso(n.first_digits == 2 ? full_year(n.first) : n.first, n.second, n.third);
}

}  // namespace

std::optional<std::string> parse_date(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return std::nullopt;
  text.remove_prefix(first);
  while (std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  const std::string_view head = text.substr(0, text.find_first_of("T."));
  if (is_number(head) && (head.size() == text.size() || head.size() > 4)) return from_digits(head);
  std::string_view rest = text;
  const auto numbers = take_numbers(rest);
  // Behind the day only a time may follow.
  const bool ends = rest.empty() || std::string_view(" \tTt,").find(rest.front()) != rest.npos;
  if (numbers && ends)
    return numbers->third_digits == 4 ? year_last(*numbers) : year_first(*numbers);
  const auto day = day_in_words(text);
  return day ? iso(day->year, day->month, day->day) : std::nullopt;
}

std::optional<DatedName> split_dated_name(std::string_view name) {
  std::string_view rest = name;
  const auto numbers = take_numbers(rest);
  if (!numbers || numbers->separator != '-' || rest.empty() || rest.front() != '-')
    return std::nullopt;
  auto date = year_first(*numbers);
  if (!date) return std::nullopt;
  return DatedName{std::move(*date), std::string(rest.substr(1))};
}

bool looks_dated(std::string_view name) {
  const auto numbers = take_numbers(name);
  return numbers && numbers->separator == '-' && numbers->third_digits <= 2 &&
         (numbers->first_digits == 2 || numbers->first_digits == 4) && name.starts_with('-');
}

}  // namespace veille::site
