#include "searchd/web/labels.h"

#include <algorithm>

#include "searchd/web/texts.h"
#include "veille/locale.h"

namespace veille::web {

std::string facet_label(Facet facet, const search::FacetCount& value, const std::string& language) {
  switch (facet) {
    case Facet::country:
      return country_name(value.value, language);
    case Facet::language:
      return language_name(value.value, language);
    case Facet::kind:
      return Texts::of(language).get("kind_" + value.value);
    default:
      return value.label.empty() ? value.value : value.label;
  }
}

std::string facet_name(Facet facet, const std::string& language) {
  return Texts::of(language).get(std::string("facet_") + to_string(facet));
}

std::string value_label(const search::OpenSnapshot& snapshot, Facet facet, const std::string& value,
                        const std::string& language) {
  if (value.empty()) return Texts::of(language).get("unknown");
  const bool labelled = facet == Facet::tag || facet == Facet::author || facet == Facet::source;
  return facet_label(facet, {value, labelled ? snapshot.label(facet, value) : ""}, language);
}

std::vector<PivotEntry> pivot_entries(const search::PivotSide& side, const std::string& language) {
  std::vector<PivotEntry> out;
  for (const auto& v : side.values)
    out.push_back({v.value, facet_label(side.facet, v, language), v.works});
  out.push_back({"unknown", Texts::of(language).get("unknown"), side.unknown});
  return out;
}

std::string file_format(const std::string& url) {
  const std::string path = url.substr(0, url.find_first_of("?#"));
  const auto dot = path.rfind('.');
  if (dot == std::string::npos || path.find('/', dot) != std::string::npos || path.size() - dot > 5)
    return {};
  std::string end = path.substr(dot + 1);
  for (auto& c : end) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return end;
}

std::string year_value(int year) {
  const std::string digits = std::to_string(year);
  return std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits;
}

}  // namespace veille::web
