// What to ask, and which documents answer it: the two files of an evaluation.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "veille/result.h"

namespace veille::evaluate {

inline constexpr std::size_t kMaxLineBytes = 65536;
inline constexpr int kMaxGrade = 3;

struct Query {
  std::string id;        ///< without white space
  std::string language;  ///< a language tag ("fr")
  std::string type;      ///< a group of queries ("topical", "typo")
  std::string text;      ///< as a reader types it
  int line = 0;          ///< of the queries' file, from 1
};

/// What a judge said about the documents for one query.
struct Judged {
  std::string id;                     ///< of the query
  std::map<std::string, int> grades;  ///< by document, 0 to kMaxGrade; 0 is judged as no answer
  std::map<std::string, std::set<int>> pages;  ///< by document: the pages of it that answer
};

/// A document, and which of its pages are meant.
struct Named {
  std::string document;  ///< `source-id/path-in-source`, in NFC
  std::set<int> pages;   ///< empty when none is named
};

/// Takes "source/file.pdf#page=3,4" apart. Without such an end all of `path` is the document.
Named split_pages(std::string_view path);

/// Queries in the order of `file`: id, language, type and text, parted by tabs. Empty lines and
/// lines that begin with # are passed over.
///
/// Errors: file_unreadable, line_malformed (fewer fields, an empty one, bytes that are not UTF-8, a
/// control character, more than kMaxLineBytes), id_repeated, file_empty.
Result<std::vector<Query>> read_queries(const std::filesystem::path& file);

/// Judgments, grouped by query in the order in which `file` first names them: query id, 0, document
/// and grade, parted by tabs, and in some lines document#page=N. Lines are passed over as above.
///
/// Errors: as above; besides grade_unknown, judged_twice, and query_unknown when an id is not among
/// `queries` (of `queries_file`).
Result<std::vector<Judged>> read_judgments(const std::filesystem::path& file,
                                           const std::vector<Query>& queries,
                                           const std::filesystem::path& queries_file);

}  // namespace veille::evaluate
