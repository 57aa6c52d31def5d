// Values of parameters.
#pragma once

#include <optional>
#include <string>

#include "searchd/search/facet_value.h"
#include "veille/schema.h"

namespace veille::api {

using search::facet_value;
using search::parse_day;
using search::to_number;

/// The facet of this name.
std::optional<Facet> facet_named(const std::string& name);

/// The provenance of this name.
std::optional<Provenance> provenance_named(const std::string& name);

/// What a value of the facet looks like, as a hint.
const char* facet_help(Facet facet);

}  // namespace veille::api
