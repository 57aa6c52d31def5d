// What was made of one file of a site, before anything outside of the file has a say in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/read/extracted.h"
#include "indexer/site/file_stamp.h"
#include "veille/publication.h"
#include "veille/result.h"

namespace veille::cache {

/// Where a publication's sections lie, and what they are.
struct TextReference {
  std::int64_t row = 0;     ///< in the cache; 0 for none
  std::uint64_t bytes = 0;  ///< of all sections' texts
  std::string sha256;       ///< 32 bytes, of all that the sections say
};

struct Reading {
  std::string path;            ///< inside the source, as on disk
  site::FileStamp stamp;       ///< zero when the file may have changed unseen since
  std::string content_sha256;  ///< 32 bytes, of the file
  bool published = false;      ///< whether there is a publication
  Publication publication;     ///< without its sections
  std::vector<read::Link> links;
  std::vector<Error> problems;   ///< `where` is the path
  std::optional<Error> failure;  ///< why a file that should have become a publication did not
  std::string changes_on;        ///< as in site::PostReading
  bool is_copied = false;        ///< as in site::PostReading
  bool is_lasting = true;        ///< false for failures that another run may not have; not kept
  TextReference text;
};

}  // namespace veille::cache
