// Fields in a query ("country:CA", "year:2018..2020"): their names, and what their values ask for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "searchd/search/query.h"

namespace veille::search {

enum class Field { title, author, tag, country, language, source, kind, year, date };

/// The field with this name, in any case: title, author, tag, country, lang or language, source,
/// kind, year, date.
std::optional<Field> field_named(std::string_view name);

/// What a field other than the title asks for: a node of the type facet or dates. Values of one
/// facet are parted by commas; years and dates may be ranges ("2018..2020", "..2019-05"). Any may
/// be "unknown".
/// Nothing when the field cannot have such a value.
std::optional<Node> field_node(Field field, std::string_view value);

}  // namespace veille::search
