// One colour from the configuration becomes two that can be read: on light and on dark paper.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace veille::web {

/// Red, green, blue.
using Colour = std::array<std::uint8_t, 3>;

/// "#1f4fbf" or "#14b"; nothing for anything else.
std::optional<Colour> parse_colour(const std::string& text);
/// "#1f4fbf".
std::string to_string(const Colour& colour);

/// From 1 (the same) to 21 (black on white). Source: WCAG 2.2, "contrast ratio".
double contrast(const Colour& a, const Colour& b);

/// The accent on the page's light and dark paper: `colour` itself where text in it can be read
/// there (a contrast of 4.5 to the paper and to its tint, as WCAG 2.2 AA asks), else the nearest
/// shade towards black or white that can.
struct Accents {
  Colour light;
  Colour dark;
};
Accents accents(const Colour& colour);

/// The style sheet that gives a page its accent; empty for an empty text.
std::string accent_style(const std::string& accent);

}  // namespace veille::web
