// Values of parameters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "veille/schema.h"

namespace veille::api {

/// A whole number in digits alone; nothing for anything else.
std::optional<std::size_t> to_number(const std::string& text);

/// The facet of this name.
std::optional<Facet> facet_named(const std::string& name);

/// The provenance of this name.
std::optional<Provenance> provenance_named(const std::string& name);

/// A facet's value as in the schema's terms, "" for `unknown`; nothing when `text` cannot be one.
std::optional<std::string> facet_value(Facet facet, const std::string& text);

/// What a value of the facet looks like, as a hint.
const char* facet_help(Facet facet);

/// YYYY, YYYY-MM or YYYY-MM-DD as the first or the last day meant, YYYYMMDD; nothing for anything
/// else.
std::optional<std::uint32_t> parse_day(const std::string& text, bool last);

}  // namespace veille::api
