// Where readers find a text.
#pragma once

#include <string>
#include <vector>

#include "indexer/site/fields.h"
#include "veille/publication.h"

namespace veille::site {

/// The path of a file below its source's `content`: what addresses and rules by path speak of.
std::string content_path(const Source& source, const std::string& path);

/// The address of a text: the permalink of its front matter, its collection or its source, filled
/// in and put behind the source's own address; the file's path where that is longer than
/// kMaxAddressBytes. `publication` gives date, title, language and kind.
std::string post_address(const Source& source, const SourceFile& file, const Fields& fields,
                         const Publication& publication);

/// Its further addresses: those of `redirect_from` (Jekyll) and `aliases` (Hugo), sorted, behind
/// the source's own address. A relative alias lies beside the text's own address, which
/// `publication` must have. A whole address counts on the source's own host only: a site has no say
/// in what others' addresses lead to.
std::vector<std::string> other_addresses(const Source& source, const Fields& fields,
                                         const Publication& publication);

}  // namespace veille::site
