// Words too common to be asked for.
#pragma once

#include <string>
#include <vector>

namespace veille::search {

/// Whether `exact` (lower case) is a stop word of `language`; false for languages without a list.
bool is_stop_word(const std::string& exact, const std::string& language);

/// Whether it is one of any language.
bool is_stop_word_anywhere(const std::string& exact);

/// The languages that have a list.
const std::vector<std::string>& stop_word_languages();

}  // namespace veille::search
