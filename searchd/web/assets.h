// The files that are compiled in: templates, styles, texts.
#pragma once

#include <string_view>

namespace veille::web {

/// The bytes of the file `name` ("page.css", "texts/fr.json"); empty when there is none of this
/// name.
std::string_view asset(std::string_view name);

}  // namespace veille::web
