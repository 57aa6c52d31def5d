// A source: one site, and how to read it. Detected from the site's own configuration, overridden by
// veille.yaml.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "indexer/read/front_matter.h"
#include "veille/publication.h"

namespace veille::site {

/// What makes pages of the files; it decides which files are published and under which address.
enum class Generator { jekyll, markdown };

/// "jekyll", "markdown".
const char* to_string(Generator generator);

/// A folder of documents that are published alike (a Jekyll collection).
struct Collection {
  std::string name;  ///< "posts", "defis"
  std::string
      folder;  ///< "_posts", "_defis"; the name of a folder at the top or, for posts, at any depth
  std::string permalink;  ///< empty: the source's
  Kind kind = Kind::page;
};

/// Front matter that files get by where they lie (Jekyll's `defaults`).
struct PathDefault {
  std::string path;  ///< a prefix of the file's path, without '/' at its end; empty for all
  std::string type;  ///< a collection's name, or "pages"; empty for all
  read::Value values;
};

struct Source {
  std::string id;                ///< [a-z0-9-]+, unique in an index
  std::string title;             ///< shown to readers
  std::filesystem::path folder;  ///< where its files lie
  std::string url;               ///< its base address without '/' at the end; empty when unknown
  std::string language;          ///< primary subtag; empty when unknown
  std::string country;           ///< ISO 3166-1 alpha-2; empty when unknown
  Generator generator = Generator::markdown;
  std::string
      content;  ///< plain Markdown: the folder below `folder` that holds the texts; empty for all
  std::string
      permalink;  ///< a pattern ("/blog/:year/:title.html") or a style of Jekyll's ("pretty")
  std::vector<Collection> collections;
  std::vector<PathDefault> defaults;
  std::vector<std::string> tag_keys = {"tags", "categories", "topics", "keywords", "tag"};
  std::vector<std::string> translation_keys = {"lang-ref", "ref", "translationKey",
                                               "translation_key"};
  std::map<std::string, std::string>
      language_by_path;              ///< prefix of the path below `content` -> language
  std::vector<std::string> exclude;  ///< patterns of fnmatch(3) over paths inside the source
  bool future = false;               ///< texts dated after today are published, too
};

}  // namespace veille::site
