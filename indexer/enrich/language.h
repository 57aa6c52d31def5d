// The language of a text, told from the text itself.
#pragma once

#include <string>
#include <string_view>

#include "veille/publication.h"

namespace veille::enrich {

/// The language of `text` as a primary subtag, or "" when CLD2 is not sure: fewer than 120 bytes of
/// letters, or less than 80 % in one language.
std::string detect_language(std::string_view text);

/// What the file itself declares stands; what only its place or its site says, or nothing, yields
/// to confident detection, with provenance text.
void decide_language(Publication& publication);

}  // namespace veille::enrich
