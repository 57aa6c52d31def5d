// JSON of our own files, in which every number is whole.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace veille {

/// `text` as JSON; discarded where it is none. Keys and items with a fraction are left out:
/// nlohmann would make an int of it, which C++ leaves undefined beyond an int's range.
inline nlohmann::json parse_whole_json(std::string_view text) {
  const auto is_kept = [](int, nlohmann::json::parse_event_t, const nlohmann::json& value) {
    return !value.is_number_float();
  };
  return nlohmann::json::parse(text, is_kept, false);
}

}  // namespace veille
