#include "searchd/search/field.h"

#include <algorithm>
#include <array>

#include "searchd/search/facet_value.h"
#include "veille/analysis.h"
#include "veille/locale.h"

namespace veille::search {
namespace {

std::optional<Facet> facet_of(Field field) {
  switch (field) {
    case Field::author:
      return Facet::author;
    case Field::tag:
      return Facet::tag;
    case Field::country:
      return Facet::country;
    case Field::language:
      return Facet::language;
    case Field::source:
      return Facet::source;
    case Field::kind:
      return Facet::kind;
    default:
      return std::nullopt;
  }
}

/// A value as people write it: countries and languages have names, too.
std::optional<std::string> value_of(Facet facet, const std::string& text) {
  if (vocabulary_key(text) == "unknown") return "";
  if (facet == Facet::country) {
    auto code = country_code(text);
    return code.empty() ? std::nullopt : std::optional(std::move(code));
  }
  if (facet == Facet::language) {
    auto code = language_code(text);
    return code.empty() ? std::nullopt : std::optional(std::move(code));
  }
  return facet_value(facet, facet == Facet::kind ? vocabulary_key(text) : text);
}

std::optional<Node> facet_node(Facet facet, std::string_view list) {
  Node out{Node::Type::facet};
  out.facet = facet;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const std::string one(list.substr(begin, end - begin));
    begin = end + 1;
    if (vocabulary_key(one).empty()) continue;
    auto value = value_of(facet, one);
    if (!value) return std::nullopt;
    if (std::find(out.values.begin(), out.values.end(), *value) == out.values.end())
      out.values.push_back(std::move(*value));
  }
  return out.values.empty() ? std::nullopt : std::optional(std::move(out));
}

/// A day or what is meant by a year or month, or a range of such; bounds may be left out.
std::optional<Node> dates_node(Field field, std::string_view text) {
  const auto dots = text.find("..");
  std::string from(text.substr(0, dots));
  std::string to(dots == std::string_view::npos ? text : text.substr(dots + 2));
  const bool is_range = dots != std::string_view::npos;
  if (from.empty() && to.empty()) return std::nullopt;
  if (!to.empty() && to < from) std::swap(from, to);
  Node out{Node::Type::dates};
  for (const bool last : {false, true}) {
    const std::string& day = last ? to : from;
    if (day.empty() && is_range) continue;
    if (field == Field::year && day.size() != 4) return std::nullopt;
    const auto parsed = parse_day(day, last);
    if (!parsed) return std::nullopt;
    (last ? out.until : out.since) = *parsed;
  }
  return out;
}

}  // namespace

std::optional<Field> field_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Field>, 10> kFields = {
      {{"title", Field::title},
       {"author", Field::author},
       {"tag", Field::tag},
       {"country", Field::country},
       {"lang", Field::language},
       {"language", Field::language},
       {"source", Field::source},
       {"kind", Field::kind},
       {"year", Field::year},
       {"date", Field::date}}};
  std::string lower(name);
  for (auto& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const auto& [known, field] : kFields) {
    if (lower == known) return field;
  }
  return std::nullopt;
}

std::optional<Node> field_node(Field field, std::string_view value) {
  if (const auto facet = facet_of(field)) return facet_node(*facet, value);
  if (field == Field::title) return std::nullopt;
  return dates_node(field, value);
}

}  // namespace veille::search
