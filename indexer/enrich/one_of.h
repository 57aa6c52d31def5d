// Short lists of words.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace veille::enrich {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace veille::enrich
