#include "searchd/search/field.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "searchd/search/facet_value.h"
#include "veille/analysis.h"
#include "veille/locale.h"
#include "veille/utf8.h"

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

/// Countries whose everyday abbreviation is neither their code nor a name.
std::string country_named(const std::string& text) {
  const std::string key = vocabulary_key(text);
  if (key == "uk") return "GB";
  if (key == "usa") return "US";
  return country_code(text);
}

/// The code of a kind as people call it in a language of the page.
std::string kind_named(const std::string& key) {
  static constexpr std::array<std::pair<std::string_view, Kind>, 10> kNames = {
      {{"article", Kind::post},
       {"artikel", Kind::post},
       {"articolo", Kind::post},
       {"articulo", Kind::post},
       {"informe", Kind::report},
       {"rapport", Kind::report},
       {"bericht", Kind::report},
       {"rapporto", Kind::report},
       {"seite", Kind::page},
       {"pagina", Kind::page}}};
  for (const auto& [name, kind] : kNames) {
    if (key == name) return to_string(kind);
  }
  return key;
}

/// A value as people write it: countries and languages have names, too, and codes are in any case.
std::optional<std::string> value_of(Facet facet, const std::string& text) {
  if (vocabulary_key(text) == "unknown") return "";
  if (facet == Facet::country) {
    auto code = country_named(text);
    return code.empty() ? std::nullopt : std::optional(std::move(code));
  }
  if (facet == Facet::language) {
    auto code = language_code(text);
    return code.empty() ? std::nullopt : std::optional(std::move(code));
  }
  if (facet == Facet::kind) return facet_value(facet, kind_named(vocabulary_key(text)));
  return facet_value(facet, facet == Facet::source ? vocabulary_key(text) : text);
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  return first == std::string::npos ? ""
                                    : text.substr(first, text.find_last_not_of(' ') + 1 - first);
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
    if (std::find(out.values.begin(), out.values.end(), *value) == out.values.end()) {
      out.values.push_back(std::move(*value));
      out.shown.push_back(trimmed(one));
    }
  }
  return out.values.empty() ? std::nullopt : std::optional(std::move(out));
}

/// The first or last day that is meant by a day, a month or a year; nothing when there is no such.
std::optional<std::uint32_t> day_of(const std::string& text, bool last) {
  const auto parsed = parse_day(text, last);
  if (!parsed) return std::nullopt;
  const std::chrono::year year(static_cast<int>(*parsed / 10'000));
  const std::chrono::month month(*parsed / 100 % 100);
  const auto month_end = static_cast<unsigned>((year / month / std::chrono::last).day());
  const std::uint32_t day = *parsed % 100;
  const bool is_day = text.size() == 10;
  if (is_day && day > month_end) return std::nullopt;
  return *parsed - day + std::min(day, month_end);
}

/// A day or what is meant by a year or month, or a range of such; bounds may be left out. Those
/// without a date are *unknown*.
std::optional<Node> dates_node(Field field, std::string_view text) {
  if (vocabulary_key(text) == "unknown") return facet_node(Facet::year, text);
  std::string hyphenated;
  if (field == Field::year && text.size() == 9 && text[4] == '-') {  // "2018-2019"
    hyphenated = std::string(text.substr(0, 4)) + ".." + std::string(text.substr(5));
    text = hyphenated;
  }
  const auto dots = text.find("..");
  std::string from(text.substr(0, dots));
  std::string to(dots == std::string_view::npos ? text : text.substr(dots + 2));
  const bool is_range = dots != std::string_view::npos;
  if (from.empty() && to.empty()) return std::nullopt;
  // "2018-05..2018" ends with the year.
  if (!to.empty() && to < from && !from.starts_with(to)) std::swap(from, to);
  Node out{Node::Type::dates};
  for (const bool last : {false, true}) {
    const std::string& day = last ? to : from;
    if (day.empty() && is_range) continue;
    if (field == Field::year && day.size() != 4) return std::nullopt;
    const auto parsed = day_of(day, last);
    if (!parsed) return std::nullopt;
    (last ? out.until : out.since) = *parsed;
  }
  return out;
}

}  // namespace

std::optional<Field> field_named(std::string_view name) {
  struct Names {
    Field field;
    std::array<std::string_view, 6> names;  // as in the API, then in other languages, folded
  };
  static constexpr std::array<Names, 9> kFields = {
      {{Field::title, {"title", "titre", "titel", "titolo", "titulo"}},
       {Field::author, {"author", "auteur", "autor", "autore"}},
       {Field::tag, {"tag", "etiquette", "schlagwort", "etichetta", "etiqueta"}},
       {Field::country, {"country", "pays", "land", "paese", "pais"}},
       {Field::language, {"lang", "language", "langue", "sprache", "lingua", "idioma"}},
       {Field::source, {"source", "programme", "programm", "programma"}},
       {Field::kind, {"kind", "type", "art", "tipo"}},
       {Field::year, {"year", "annee", "jahr", "anno", "ano"}},
       {Field::date, {"date", "datum", "fecha"}}}};
  const std::string folded = fold(lower_case(name));
  if (folded.empty()) return std::nullopt;
  for (const auto& [field, names] : kFields) {
    if (std::find(names.begin(), names.end(), folded) != names.end()) return field;
  }
  return std::nullopt;
}

std::optional<Node> field_node(Field field, std::string_view value) {
  if (const auto facet = facet_of(field)) return facet_node(*facet, value);
  if (field == Field::title) return std::nullopt;
  return dates_node(field, value);
}

}  // namespace veille::search
