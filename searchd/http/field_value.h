// Values of header fields.
#pragma once

#include <string_view>

namespace veille::http {

/// Without the spaces and tabs around it. Source: RFC 9110, 5.5.
inline std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace veille::http
