// Values of facets and dates as readers and programs write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "veille/schema.h"

namespace veille::search {

/// A whole number in digits alone; nothing for anything else.
std::optional<std::size_t> to_number(const std::string& text);

/// A facet's value as in the schema's terms, "" for `unknown`; nothing when `text` cannot be one.
std::optional<std::string> facet_value(Facet facet, const std::string& text);

/// YYYY, YYYY-MM or YYYY-MM-DD as the first or the last day meant, YYYYMMDD; nothing for anything
/// else.
std::optional<std::uint32_t> parse_day(const std::string& text, bool last);

/// YYYYMMDD -> YYYY-MM-DD.
std::string iso_day(std::uint32_t date);

}  // namespace veille::search
