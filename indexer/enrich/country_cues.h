// Words that tell how a text speaks of countries, in the languages of the index.
#pragma once

#include <string_view>

namespace veille::enrich {

/// "we", "notre": who publishes the text speaks of itself.
bool is_own_voice(std::string_view exact);

/// A word of agreement, cooperation or comparison.
bool is_comparison(std::string_view exact);

/// "similar", "counterpart": likeness alone is said of a form or a page; said of things abroad it
/// compares.
bool is_likeness(std::string_view exact);

/// Whether the words say that a text looks at other countries ("abroad", "à l'étranger").
bool looks_abroad(std::string_view text);

}  // namespace veille::enrich
