// What the database of match_spy holds besides the terms, values and positions of a snapshot.
#pragma once

#include <cstdint>
#include <string>

#include "veille/schema.h"

namespace veille::bench {

/// The numbers of a facet's values, two bytes each, low byte first; empty when unknown. The
/// metadata kValuesKey has lines FACET=VALUE, the first of them of value 0.
constexpr unsigned facet_slot(Facet facet) { return 10 + static_cast<unsigned>(facet); }
inline constexpr char kValuesKey[] = "values";

inline void append_number(std::string& out, std::size_t number) {
  out.push_back(static_cast<char>(number & 0xFFU));
  out.push_back(static_cast<char>(number >> 8U));
}
inline std::size_t number_at(const std::string& numbers, std::size_t i) {
  return static_cast<std::size_t>(static_cast<std::uint8_t>(numbers[i])) |
         static_cast<std::size_t>(static_cast<std::uint8_t>(numbers[i + 1])) << 8U;
}

// The document data is title, url and text, with '\n' after the first two.

}  // namespace veille::bench
