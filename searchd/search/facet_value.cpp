#include "searchd/search/facet_value.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "veille/analysis.h"
#include "veille/locale.h"

namespace veille::search {
namespace {

std::string upper(std::string text) {
  for (auto& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return text;
}

bool is_country_code(const std::string& text) {
  const std::string code = upper(text);
  return code.size() == 2 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::optional<std::size_t> to_number(const std::string& text) {
  std::size_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::string> facet_value(Facet facet, const std::string& text) {
  if (text == "unknown") return "";
  std::string value = text;
  switch (facet) {
    case Facet::tag:
    case Facet::author:
      value = vocabulary_key(text);
      break;
    case Facet::country:
      value = is_country_code(text) ? upper(text) : "";
      break;
    case Facet::language:
      value = primary_language(text);
      break;
    case Facet::year:
      value = text.size() == 4 && to_number(text) ? text : "";
      break;
    case Facet::source:
      break;
    case Facet::kind:
      value = text == "post" || text == "report" || text == "page" ? text : "";
      break;
  }
  if (value.empty()) return std::nullopt;
  return value;
}

std::optional<std::uint32_t> parse_day(const std::string& text, bool last) {
  const bool shape = text.size() == 4 || (text.size() == 7 && text[4] == '-') ||
                     (text.size() == 10 && text[4] == '-' && text[7] == '-');
  if (!shape) return std::nullopt;
  const auto year = to_number(text.substr(0, 4));
  const auto month =
      text.size() > 4 ? to_number(text.substr(5, 2)) : std::optional<std::size_t>(last ? 12 : 1);
  const auto date =
      text.size() > 7 ? to_number(text.substr(8, 2)) : std::optional<std::size_t>(last ? 31 : 1);
  if (!year || !month || !date || *month < 1 || *month > 12 || *date < 1 || *date > 31)
    return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(*year)),
                                        std::chrono::month(static_cast<unsigned>(*month)),
                                        std::chrono::day(static_cast<unsigned>(*date))};
  if (text.size() > 7 && !day.ok()) return std::nullopt;
  return static_cast<std::uint32_t>(*year * 10'000 + *month * 100 + *date);
}

std::string iso_day(std::uint32_t date) {
  std::string digits = std::to_string(date);
  digits.insert(0, 8 - std::min<std::size_t>(8, digits.size()), '0');
  return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
}

}  // namespace veille::search
