// Hugo's configuration.
#pragma once

#include <string>
#include <string_view>

#include "indexer/site/folder.h"
#include "indexer/site/source.h"
#include "veille/result.h"

namespace veille::site {

/// The path of the configuration file by which `site` is one of Hugo's: `hugo.*`, a `config.*` with
/// keys of Hugo's, or a file in `config/_default`; empty when there is none.
std::string hugo_config(const Folder& site);

/// The source that `site` with its configuration describes; Hugo's own defaults where there is
/// none. `id` is left empty. Source: gohugo.io, configuration, multilingual, permalinks.
/// Errors: config_invalid, with path and line.
Result<Source> read_hugo(const Folder& site);

/// A file's place in a Hugo site.
struct HugoPlace {
  std::string language;  ///< by folder or by suffix ("a.fr.md"); empty when neither tells
  std::string path;      ///< below the content, without language and extension: "blog/a"
};
HugoPlace hugo_place(const Source& source, const std::string& path);

/// `text` as in Hugo's addresses: lower case, spaces to '-', no punctuation but "-._/+~".
std::string urlize(std::string_view text);

/// The path of a text's address, beginning with '/'. `publication` gives date, title and kind;
/// `slug` and `url` are those of its front matter.
std::string hugo_address(const Source& source, const std::string& path,
                         const Publication& publication, const std::string& slug,
                         const std::string& url);

}  // namespace veille::site
