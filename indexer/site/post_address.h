// Where readers find a text.
#pragma once

#include <string>

#include "indexer/site/fields.h"
#include "veille/publication.h"

namespace veille::site {

/// The path of a file below its source's `content`: what addresses and rules by path speak of.
std::string content_path(const Source& source, const std::string& path);

/// The address of a text: the permalink of its front matter, its collection or its source, filled
/// in and put behind the source's own address. `publication` gives date and language.
std::string post_address(const Source& source, const SourceFile& file, const Fields& fields,
                         const Publication& publication);

}  // namespace veille::site
