#include "searchd/web/accent.h"

#include <algorithm>
#include <cmath>

namespace veille::web {
namespace {

constexpr double kLeastContrast = 4.5;
constexpr int kSteps = 64;

// Paper and tint of page.css.
constexpr Colour kLightPaper = {0xFF, 0xFF, 0xFF};
constexpr Colour kLightTint = {0xF3, 0xF5, 0xF9};
constexpr Colour kDarkPaper = {0x14, 0x16, 0x1B};
constexpr Colour kDarkTint = {0x1E, 0x21, 0x29};
constexpr Colour kBlack = {0, 0, 0};
constexpr Colour kWhite = {0xFF, 0xFF, 0xFF};

double luminance(const Colour& colour) {
  std::array<double, 3> linear{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double part = colour[i] / 255.0;
    linear[i] = part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  }
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

Colour between(const Colour& from, const Colour& to, double share) {
  Colour out{};
  for (std::size_t i = 0; i < 3; ++i)
    out[i] = static_cast<std::uint8_t>(std::lround(from[i] + (to[i] - from[i]) * share));
  return out;
}

/// The end itself can always be read.
Colour readable(const Colour& colour, const Colour& end, const Colour& paper, const Colour& tint) {
  for (int i = 0; i < kSteps; ++i) {
    const Colour shade = between(colour, end, double(i) / kSteps);
    if (std::min(contrast(shade, paper), contrast(shade, tint)) >= kLeastContrast) return shade;
  }
  return end;
}

}  // namespace

std::optional<Colour> parse_colour(const std::string& text) {
  if (!text.starts_with('#')) return std::nullopt;
  std::string digits = text.substr(1);
  if (digits.size() == 3)
    digits = {digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]};
  if (digits.size() != 6 || digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
    return std::nullopt;
  Colour out{};
  for (std::size_t i = 0; i < 3; ++i)
    out[i] = static_cast<std::uint8_t>(std::stoi(digits.substr(2 * i, 2), nullptr, 16));
  return out;
}

std::string to_string(const Colour& colour) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = "#";
  for (const auto part : colour) {
    out += kDigits[part / 16];
    out += kDigits[part % 16];
  }
  return out;
}

double contrast(const Colour& a, const Colour& b) {
  const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
  return (light + 0.05) / (dark + 0.05);
}

Accents accents(const Colour& colour) {
  return {readable(colour, kBlack, kLightPaper, kLightTint),
          readable(colour, kWhite, kDarkPaper, kDarkTint)};
}

std::string accent_style(const std::string& accent) {
  const auto colour = parse_colour(accent);
  if (!colour) return {};
  const auto [light, dark] = accents(*colour);
  return ":root { --accent: " + to_string(light) +
         "; }\n@media (prefers-color-scheme: dark) { :root { --accent: " + to_string(dark) +
         "; } }\n";
}

}  // namespace veille::web
