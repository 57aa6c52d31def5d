// Which files of a site the links of its posts name.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "indexer/read/extracted.h"
#include "indexer/site/files.h"
#include "veille/publication.h"

namespace veille::enrich {

/// What a link leads to.
struct LinkTarget {
  enum class Type {
    other,    ///< no document of this site: another site, a page, a picture
    report,   ///< a document that is there
    missing,  ///< a document of this site (PDF, DOCX, ODT) that is not there
  };
  Type type = Type::other;
  std::string
      path;  ///< of the file inside the source, as on disk; for `missing` the path looked for
};

/// Finds the reports of one source by the links to them. Links are resolved as text and looked up
/// among the files that were listed: none can name a file outside the site.
class ReportLinks {
 public:
  /// `files` are those that the generator copies as they are: an HTML page or a text among them is
  /// a report as a PDF is one.
  ReportLinks(const site::Source& source, const std::vector<std::string>& files);

  /// `from` is the publication that holds the link. Relative links are tried from its address, then
  /// from its file. Percent escapes, Unicode forms, '?' and '#' parts do not matter.
  LinkTarget resolve(const Publication& from, const read::Link& link) const;

  /// The address of a document at another site that the link leads to, without what stands behind
  /// '#'; empty when it leads to none.
  std::string elsewhere(const read::Link& link) const;

  /// The paths of the PDFs, DOCX and ODT that the site publishes whether or not a text links to
  /// them, sorted: for Hugo those in its static folder and among its content, for Eleventy none
  /// (which files it copies is code), for all others every one.
  std::vector<std::string> documents() const;

  /// The address at which readers find the file.
  std::string url(const std::string& path) const;

 private:
  std::string find(const std::string& address_path) const;

  const site::Generator generator_;
  const std::string content_;                   // the folder whose files are at the top of the site
  std::string base_;                            // the source's address without '/' at the end
  std::string base_path_;                       // the path in it
  std::map<std::string, std::string> by_path_;  // NFC path in addresses -> path on disk
};

}  // namespace veille::enrich
