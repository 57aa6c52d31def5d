// The files of a source.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/site/file_stamp.h"
#include "indexer/site/source.h"
#include "veille/result.h"

namespace veille::site {

/// A file that may become a publication.
struct SourceFile {
  std::string path;  ///< inside the source, as on disk, '/' between its parts
  const Collection*
      collection;        ///< null for pages and for plain Markdown; lives as long as the source
  FileStamp stamp = {};  ///< when it was listed
};

struct FileList {
  std::vector<SourceFile> texts;  ///< what the generator may publish, sorted by path
  std::vector<std::string>
      others;  ///< everything else that links may name (reports), sorted by path
  std::vector<Error> problems;
};

/// Walks the source's folder. Symbolic links, pipes, devices and what lies deeper than kMaxDepth
/// are left out and reported; hidden files and what the source excludes are left out in silence.
/// Throws: std::runtime_error, when the folder cannot be read at all, or a folder to its end.
FileList list_files(const Source& source);

/// Whether what a problem of the walk tells of may be texts that could not be read, and not
/// something that is left out by rule.
bool may_hide_texts(const Error& problem);

}  // namespace veille::site
