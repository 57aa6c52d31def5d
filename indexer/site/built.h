// A built site: the HTML that a generator has made, whichever it was.
#pragma once

#include <optional>
#include <string>

#include "indexer/site/folder.h"
#include "indexer/site/post.h"
#include "indexer/site/source.h"

namespace veille::site {

/// Whether `site` holds a built site: an index.html at its top that is a whole page, and no
/// Markdown beside it that it would be made of.
bool is_built(const Folder& site);

/// The source in `site`: address, title and language as its front page says them. `id` is left
/// empty.
Source read_built(const Folder& site);

/// The publication that a page is, or nothing when it asks not to be indexed, only leads on to
/// another one, or is no whole page.
PostReading read_built_page(const Source& source, const SourceFile& file, const std::string& bytes,
                            const std::string& today);

}  // namespace veille::site
