// What facets and their values are called in the reader's language.
#pragma once

#include <string>

#include "searchd/search/answer.h"

namespace veille::web {

/// "Canada", "Français", "Article": the label of a facet's value; the value itself where it has no
/// other name.
std::string facet_label(Facet facet, const search::FacetCount& value, const std::string& language);

}  // namespace veille::web
