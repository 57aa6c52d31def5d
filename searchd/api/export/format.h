// The formats in which a whole search can be taken away.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/open_snapshot.h"
#include "searchd/search/request.h"
#include "searchd/web/site.h"

namespace veille::api {

/// How an export is to be written.
struct ExportSettings {
  const web::Site& site;            ///< outlives the export
  std::string target;               ///< of the request: path and parameters
  std::vector<std::string> fields;  ///< of results, for formats that let them be chosen
  bool byte_order_mark = false;     ///< before a table, for spreadsheets
};

/// What a format may tell besides the hits.
struct ExportContext {
  const search::OpenSnapshot& snapshot;
  const search::SearchRequest& search;
  ExportSettings settings;
};

/// A format: how it begins, what stands for each hit and between two of them, and how it ends.
struct ExportFormat {
  const char* extension;
  const char* content_type;
  std::string (*head)(const ExportContext& context);
  std::string (*entry)(const ExportContext& context, const search::Hit& hit);
  std::string (*tail)();
  const char* between = "";
  bool is_saved = true;  ///< as a file, rather than read where it is
};

/// Of a format in which nothing stands before the first hit, or behind the last.
std::string no_head(const ExportContext& context);
std::string no_tail();

/// Sources: RFC 4180 (CSV); jsonlines.org; the BibLaTeX manual 3.18, section 2; the RIS
/// specification of 2011 (Reference Manager); RFC 4287 (Atom); JSON Feed 1.1 (jsonfeed.org).
const ExportFormat& csv_format();
const ExportFormat& jsonl_format();
const ExportFormat& bibtex_format();
const ExportFormat& ris_format();
const ExportFormat& atom_format();
const ExportFormat& json_feed_format();

/// The format with this extension; null when there is none.
const ExportFormat* format_named(std::string_view extension);

/// What a feed of the search is called.
std::string feed_title(const ExportContext& context);
/// "2019-07-10T00:00:00Z": when the publication came out; empty when that is not known.
std::string time_of(const Publication& publication);
/// What names a publication, or a search, for ever: its address at the site (`path`), or where the
/// site's is not known a URN.
std::string permanent_id(const web::Site& site, const std::string& path, const std::string& urn);

/// "a; b": of a list in one cell or line.
std::string joined(const std::vector<std::string>& list, std::string_view between);

/// `text` for LaTeX: what it would take for a command stands for itself. On one line.
std::string latex(std::string_view text);
/// An address as BibTeX takes it: only what would end the field is percent-encoded.
std::string verbatim_address(std::string_view url);

/// `text` on one line: control characters, and those that end a line, are spaces.
std::string on_one_line(std::string_view text);

}  // namespace veille::api
