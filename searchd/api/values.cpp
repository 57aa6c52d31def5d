#include "searchd/api/values.h"

namespace veille::api {

Error bad_parameter(const std::string& name, const std::string& what, const std::string& mend) {
  return {"bad_parameter", what, name, 0, mend};
}

std::optional<Facet> facet_named(const std::string& name) {
  for (const Facet facet : kFacets) {
    if (name == to_string(facet)) return facet;
  }
  return std::nullopt;
}

std::optional<Provenance> provenance_named(const std::string& name) {
  for (const Provenance provenance : {Provenance::declared, Provenance::source, Provenance::title,
                                      Provenance::text, Provenance::link}) {
    if (name == to_string(provenance)) return provenance;
  }
  return std::nullopt;
}

const char* facet_help(Facet facet) {
  switch (facet) {
    case Facet::country:
      return "use a code of ISO 3166-1 such as CA, or unknown";
    case Facet::language:
      return "use a language tag such as fr, or unknown";
    case Facet::year:
      return "use four digits, or unknown";
    case Facet::kind:
      return "use post, report, page";
    default:
      return "use a value of the facet, or unknown";
  }
}

}  // namespace veille::api
