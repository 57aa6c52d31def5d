// From a file of a source to a publication: what front matter, file name and place mean.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/read/extracted.h"
#include "indexer/site/files.h"
#include "veille/publication.h"

namespace veille::site {

/// A text and what links it holds. The publication has no `work` yet and only declared countries;
/// its language is what the file or the source says, with provenance declared or source.
struct Post {
  Publication publication;
  std::vector<read::Link> links;
  std::vector<Error> problems;
};

/// What a file gives on a certain day.
struct PostReading {
  std::optional<Post> post;  ///< nothing when the site does not publish the file
  std::string changes_on;    ///< the first later day on which the file gives something else, since
                             ///< a date passes; YYYY-MM-DD, empty when none does
  bool is_copied = false;    ///< the generator publishes the file as it is: a document, if anything
                             ///< links to it
};

/// The publication in `bytes`, or nothing when the site does not publish the file (no front matter
/// in a Jekyll page, `published: false`, `draft: true`, a date after `today` unless the source
/// wants those).
///
/// `today`  YYYY-MM-DD.
PostReading read_post(const Source& source, const SourceFile& file, const std::string& bytes,
                      const std::string& today);

}  // namespace veille::site
