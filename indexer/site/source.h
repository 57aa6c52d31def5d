// A source: one site, and how to read it. Detected from the site's own configuration, overridden by
// veille.yaml.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "indexer/read/front_matter.h"
#include "veille/publication.h"
#include "veille/result.h"

namespace veille::site {

/// What makes pages of the files; it decides which files are published and under which address.
enum class Generator { jekyll, hugo, eleventy, markdown, html };

/// "jekyll", "hugo", "eleventy", "markdown"; "html" for a site that is built already.
const char* to_string(Generator generator);

/// What becomes of a text whose expiry date has passed.
enum class Expired { archive, leave_out };

/// What parts the tags in a lone string: what the site's generator has it, or one of these always.
enum class TagSeparator { of_generator, comma, space };

/// A folder of documents that are published alike (a Jekyll collection).
struct Collection {
  std::string name;  ///< "posts", "defis"
  std::string
      folder;  ///< "_posts", "_defis"; the name of a folder at the top or, for posts, at any depth
  std::string permalink;  ///< empty: the source's
  Kind kind = Kind::page;
};

/// Front matter that files get by where they lie (Jekyll's `defaults`, Hugo's `cascade`, Eleventy's
/// directory data).
struct PathDefault {
  std::string path;  ///< a prefix of the file's path, without '/' at its end, or a pattern with
                     ///< '*'; empty for all
  std::string type;  ///< a collection's name, or "pages"; empty for all
  read::Value values;
};

/// The addresses of one section of a Hugo site.
struct SectionPermalink {
  std::string section;     ///< the first folder below the content
  Kind kind = Kind::post;  ///< post for its texts, page for the lists (`_index.md`)
  std::string pattern;
};

/// Stands in `date_keys` for the date in the file's name.
inline constexpr const char* kFileNameDate = ":filename";

struct Source {
  std::string id;                ///< [a-z0-9-]+, unique in an index
  std::string title;             ///< shown to readers
  std::filesystem::path folder;  ///< where its files lie
  std::string url;               ///< its base address without '/' at the end; empty when unknown
  std::string language;          ///< primary subtag; empty when unknown
  std::string country;           ///< ISO 3166-1 alpha-2; empty when unknown
  Generator generator = Generator::markdown;
  std::string recognised_by;  ///< what showed the generator, for a build's summary; empty: nothing
  std::string
      content;  ///< the folder below `folder` that holds the texts; empty for all (Jekyll: always)
  std::string
      permalink;  ///< a pattern ("/blog/:year/:title.html") or a style of Jekyll's ("pretty")
  std::string dated_permalink;  ///< Eleventy, plain Markdown: that of texts with a date in their
                                ///< names; empty: the same
  std::vector<Collection> collections;
  std::vector<PathDefault> defaults;
  std::vector<SectionPermalink> section_permalinks;  ///< Hugo
  std::vector<std::string> tag_keys = {"tags", "categories", "topics",     "keywords",
                                       "tag",  "topic",      "thematiques"};
  TagSeparator tag_separator = TagSeparator::of_generator;
  std::vector<std::string> author_keys = {"authors", "author"};
  std::vector<std::string> date_keys = {
      "date",    "publishDate", "published_at", "pubDate",
      "created", kFileNameDate, "lastmod"};  ///< where a date comes from, the first wins
  std::vector<std::string> translation_keys = {"lang-ref", "ref", "translationKey",
                                               "translation_key"};
  std::map<std::string, std::string>
      language_by_path;                ///< prefix of the path below `content` -> language
  std::vector<std::string> languages;  ///< Hugo: those of the site, the default one first
  bool language_folders = false;       ///< Hugo: the folders of `language_by_path` are no part of
                                       ///< addresses, and hold all texts
  bool default_language_in_address = false;  ///< Hugo: "/en/…" for the default language, too
  bool ugly_addresses = false;               ///< Hugo: "/a.html" instead of "/a/"
  std::string main;                          ///< html: the element that holds a page's text, as
                                             ///< read::HtmlSelector reads it; empty: found out
  std::vector<std::string> include;  ///< Jekyll: names with '_' or '.' that are read all the same
  std::vector<std::string> exclude;  ///< patterns of fnmatch(3) over paths inside the source
  bool future = false;               ///< texts dated after today are published, too
  bool drafts = false;               ///< and those that say `draft: true`
  Expired expired = Expired::archive;
  std::vector<Error> problems;  ///< what of its configuration is not followed, and why; `where` is
                                ///< the path inside the source
};

}  // namespace veille::site
