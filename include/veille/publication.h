// The records that the indexer makes and that the index holds. Words as in the design: publication,
// work, facet.
#pragma once

#include <string>
#include <vector>

namespace veille {

/// What a publication is: a dated article, a document with pages of its own, or a standing page. A
/// report is a document of the site, linked to or not.
enum class Kind { post, report, page };

/// Where a value came from, the strongest first.
enum class Provenance { declared, source, title, text, link };

/// "post", "report", "page".
const char* to_string(Kind kind);
/// "declared", "source", "title", "text", "link".
const char* to_string(Provenance provenance);

/// A country that a publication is about.
struct Country {
  std::string code;  ///< ISO 3166-1 alpha-2, upper case, or "EU"
  Provenance provenance = Provenance::declared;
  std::string sentence;  ///< the sentence that names it, for provenance title and text; else empty

  bool operator==(const Country&) const = default;
};

/// A piece of a publication's text that is shown, cited and stored on its own: the part of a post
/// below one heading, or one page of a report.
struct Section {
  int page = 0;         ///< the physical page, from 1; 0 for texts without pages
  std::string label;    ///< the page number as printed ("iv"); empty for texts without pages
  std::string heading;  ///< the heading above the text; empty when there is none
  std::string text;     ///< plain text, UTF-8 in NFC, paragraphs separated by '\n'

  bool operator==(const Section&) const = default;
};

/// One text in one language.
struct Publication {
  std::string id;      ///< 16 hex digits of SHA-256(source, NUL, NFC path)
  std::string work;    ///< 16 hex digits; equal for the members of one work
  std::string source;  ///< id of the source
  std::string path;    ///< the file's path inside its source, NFC, '/' between its parts
  std::string url;     ///< where readers find it; absolute when the source's address is known
  std::vector<std::string> other_urls;  ///< further addresses of the same text, sorted
  Kind kind = Kind::post;
  std::string language;  ///< BCP 47 primary subtag ("fr"); empty when unknown
  Provenance language_provenance = Provenance::declared;
  std::string title;
  std::string description;
  std::string date;       ///< YYYY-MM-DD; empty when unknown
  bool archived = false;  ///< its site counts it as past (Hugo's expiryDate has gone by)
  std::vector<std::string> authors;
  std::vector<std::string> tags;
  std::string image;  ///< address of the picture that stands for it; may be empty
  std::vector<Country> countries;
  std::string translation_key;  ///< what its translations share; empty when it has none
  std::vector<std::string>
      linked_from;                ///< ids of the publications that link to this report, sorted
  std::vector<Section> sections;  ///< in reading order; for reports one for each page

  bool operator==(const Publication&) const = default;
};

/// 16 hex digits of SHA-256(source, NUL, NFC of `path_or_url`).
std::string publication_id(const std::string& source, const std::string& path_or_url);

}  // namespace veille
