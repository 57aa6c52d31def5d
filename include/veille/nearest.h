// For error messages: what somebody may have meant.
#pragma once

#include <string>
#include <vector>

namespace veille {

/// The one of `known` that is the fewest letters (changed, added, left out, exchanged) from `word`,
/// the first of equals; empty when none is near: more than a third of the word's letters away.
/// Source: Damerau 1964, as optimal string alignment.
std::string nearest(const std::string& word, const std::vector<std::string>& known);

}  // namespace veille
