#include "searchd/web/labels.h"

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

}  // namespace veille::web
