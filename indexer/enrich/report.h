// From a report's text to a publication.
#pragma once

#include <string>
#include <vector>

#include "indexer/read/extracted.h"
#include "veille/publication.h"

namespace veille::enrich {

/// The publication of the report at `path` (inside the source), without work, countries and what
/// its posts give. Its title is the document's own where that is one, else made from the file's
/// name; its authors are those that it states, where they are somebody.
Publication make_report(const std::string& source, const std::string& path, const std::string& url,
                        read::Extracted text);

/// Whether `name`, which a document states as its author, is somebody, not what a program writes
/// where nobody said ("Microsoft Office User", "admin").
bool is_sane_author(const std::string& name);

/// Whether `title`, which a document states of itself, is one for readers, not left there by a
/// program ("Microsoft Word - x.doc", "untitled").
bool is_sane_title(const std::string& title);

}  // namespace veille::enrich
