// A source as a hash: under another one its files must be read anew.
#pragma once

#include <string>

#include "indexer/site/source.h"

namespace veille::site {

/// 32 bytes, of everything in `source` that the reading of a file can depend on.
std::string source_digest(const Source& source);

}  // namespace veille::site
