// Values of parameters.
#pragma once

#include <optional>
#include <string>

#include "searchd/search/facet_value.h"
#include "veille/result.h"
#include "veille/schema.h"

namespace veille::api {

using search::facet_value;
using search::parse_day;
using search::to_number;

/// The error that the value of a parameter is not one that it can have.
Error bad_parameter(const std::string& name, const std::string& what, const std::string& mend);

/// The facet of this name.
std::optional<Facet> facet_named(const std::string& name);

/// The provenance of this name.
std::optional<Provenance> provenance_named(const std::string& name);

/// What a value of the facet looks like, as a hint.
const char* facet_help(Facet facet);

}  // namespace veille::api
