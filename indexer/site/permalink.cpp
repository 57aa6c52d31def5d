#include "indexer/site/permalink.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <optional>

#include "indexer/site/link_parts.h"
#include "veille/analysis.h"
#include "veille/utf8.h"

namespace veille::site {
namespace {

std::string last_part(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

std::string date_part(const std::string& date, std::size_t from, std::size_t count,
                      bool strip_zero = false) {
  if (date.size() != 10) return {};
  std::string out = date.substr(from, count);
  if (strip_zero && out[0] == '0') out.erase(0, 1);
  return out;
}

std::string day_of_year(const std::string& date) {
  if (date.size() != 10) return {};
  static constexpr std::array kBefore = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  const int year = std::stoi(date.substr(0, 4));
  const int month = std::stoi(date.substr(5, 2));
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int day = kBefore[static_cast<std::size_t>(month - 1)] + std::stoi(date.substr(8, 2)) +
                  (leap && month > 2);
  char out[8];
  std::snprintf(out, sizeof out, "%03d", day);
  return out;
}

constexpr std::array kMonths = {"January",   "February", "March",    "April",
                                "May",       "June",     "July",     "August",
                                "September", "October",  "November", "December"};
constexpr std::array kDays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                              "Friday", "Saturday", "Sunday"};

/// The ISO week of a day: its year, its number, and the day's number in it from 1.
struct Week {
  int year = 0;
  int number = 0;
  int day = 0;
};

Week week_of(const std::string& date) {
  using namespace std::chrono;
  const sys_days day = year_month_day(year(std::stoi(date.substr(0, 4))) /
                                      std::stoi(date.substr(5, 2)) / std::stoi(date.substr(8, 2)));
  const int of_week = static_cast<int>(weekday(day).iso_encoding());
  const sys_days thursday = day + days(4 - of_week);
  const year_month_day place(thursday);
  const auto since = (thursday - sys_days(place.year() / 1 / 1)).count();
  return {int(place.year()), static_cast<int>(since / 7 + 1), of_week};
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// Placeholders of weeks and of names; nothing when `name` is none of them.
std::optional<std::string> named_date(std::string_view name, const std::string& date) {
  const bool month = name == "short_month" || name == "long_month";
  const bool week = name == "week" || name == "w_year" || name == "w_day" || name == "short_day" ||
                    name == "long_day";
  if (!month && !week) return std::nullopt;
  if (date.size() != 10) return "";
  if (month) {
    const std::string full = kMonths.at(static_cast<std::size_t>(std::stoi(date.substr(5, 2)) - 1));
    return name == "long_month" ? full : full.substr(0, 3);
  }
  const Week w = week_of(date);
  if (name == "week") return two_digits(w.number);
  if (name == "w_year") return std::to_string(w.year);
  if (name == "w_day") return std::to_string(w.day);
  const std::string full = kDays.at(static_cast<std::size_t>(w.day - 1));
  return name == "long_day" ? full : full.substr(0, 3);
}

std::string join(const std::vector<std::string>& parts, bool slugified) {
  std::string out;
  for (const auto& part : parts)
    out += (out.empty() ? "" : "/") + (slugified ? slugify(part) : lower_case(part));
  return out;
}

/// Placeholders of the date in numbers; nothing when `name` is none of them.
std::optional<std::string> number_date(std::string_view name, const std::string& date) {
  if (name == "year") return date_part(date, 0, 4);
  if (name == "month") return date_part(date, 5, 2);
  if (name == "day") return date_part(date, 8, 2);
  if (name == "short_year") return date_part(date, 2, 2);
  if (name == "i_month") return date_part(date, 5, 2, true);
  if (name == "i_day") return date_part(date, 8, 2, true);
  if (name == "y_day") return day_of_year(date);
  return named_date(name, date);
}

/// What a placeholder stands for; nothing when the name is none.
std::optional<std::string> placeholder(std::string_view name, const PermalinkParts& parts) {
  if (auto date = number_date(name, parts.date)) return date;
  if (name == "title") return parts.title;
  if (name == "slug") return slugify(parts.slug);
  if (name == "path") return parts.path;
  if (name == "name" || name == "basename") return last_part(parts.path);
  if (name == "categories" || name == "sections") return join(parts.categories, false);
  if (name == "slugified_categories") return join(parts.categories, true);
  if (name == "section")
    return parts.path.find('/') == std::string::npos ? ""
                                                     : parts.path.substr(0, parts.path.find('/'));
  if (name == "collection") return parts.collection;
  if (name == "lang") return parts.language;
  if (name == "output_ext") return ".html";
  return std::nullopt;
}

std::string_view style(std::string_view name) {
  if (name == "date") return "/:categories/:year/:month/:day/:title:output_ext";
  if (name == "pretty") return "/:categories/:year/:month/:day/:title/";
  if (name == "ordinal") return "/:categories/:year/:y_day/:title:output_ext";
  if (name == "weekdate") return "/:categories/:year/W:week/:short_day/:title:output_ext";
  if (name == "none") return "/:categories/:title:output_ext";
  return name;
}

/// Joins runs of slashes that empty placeholders leave.
std::string single_slashes(const std::string& path) {
  std::string out = "/";
  for (const char c : path) {
    if (c != '/' || out.back() != '/') out.push_back(c);
  }
  return out;
}

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_path_character(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("-._~!$&'()*+,;=:@/").find(c) != std::string_view::npos;
}

int hex_value(char c) {
  if (c <= '9') return c - '0';
  return (c | 0x20) - 'a' + 10;
}

}  // namespace

std::string permalink(std::string_view pattern, const PermalinkParts& parts) {
  pattern = style(pattern);
  std::string out;
  // A pattern that repeats its placeholders gives an address that nobody takes, however it ends.
  for (std::size_t i = 0; i < pattern.size() && out.size() <= kMaxAddressBytes;) {
    if (pattern[i] != ':') {
      out.push_back(pattern[i++]);
      continue;
    }
    std::size_t end = i + 1;
    while (end < pattern.size() &&
           ((pattern[end] >= 'a' && pattern[end] <= 'z') || pattern[end] == '_'))
      ++end;
    const auto value = placeholder(pattern.substr(i + 1, end - i - 1), parts);
    out += value ? *value : std::string(pattern.substr(i, end - i));
    i = end;
  }
  return encode_path(single_slashes(out));
}

std::string encode_path(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    const bool escape =
        c == '%' && i + 2 < path.size() && is_hex(path[i + 1]) && is_hex(path[i + 2]);
    if (is_path_character(c) || escape) {
      out.push_back(c);
    } else {
      out += percent_encoded(c);
    }
  }
  return out;
}

std::string decode_path(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '%' && i + 2 < path.size() && is_hex(path[i + 1]) && is_hex(path[i + 2])) {
      out.push_back(static_cast<char>(hex_value(path[i + 1]) * 16 + hex_value(path[i + 2])));
      i += 2;
    } else {
      out.push_back(path[i]);
    }
  }
  return out;
}

std::string pretty_slug(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool kept = static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
                      (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      std::string_view("._~!$&'()+,;=@").find(c) != std::string_view::npos;
    if (kept) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != '-') {
      out.push_back('-');
    }
  }
  while (out.ends_with('-')) out.pop_back();
  return out;
}

std::string permalink_suffix(std::string_view site_pattern) {
  if (site_pattern == "pretty" || site_pattern.ends_with('/')) return "/";
  const bool style_name = site_pattern.find('/') == std::string_view::npos;
  return style_name || site_pattern.ends_with(":output_ext") ? ":output_ext" : "";
}

std::string slugify(std::string_view text) {
  std::string out;
  for (const auto& word : words(text)) out += (out.empty() ? "" : "-") + word.exact;
  return out;
}

}  // namespace veille::site
