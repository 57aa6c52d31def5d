#include "indexer/site/post_address.h"

#include <algorithm>
#include <vector>

#include "indexer/site/date.h"
#include "indexer/site/hugo.h"
#include "indexer/site/link_parts.h"
#include "indexer/site/permalink.h"

namespace veille::site {
namespace {

using read::Value;

/// The most that we have seen are 300 (digital.gov); the rest of a hostile list is left out.
constexpr std::size_t kMaxAliases = 1000;

void add_once(const std::string& text, std::vector<std::string>& all) {
  if (!text.empty() && std::find(all.begin(), all.end(), text) == all.end()) all.push_back(text);
}

/// The categories of front matter: `category` is one, `categories` a list or words.
void add_declared_categories(const Fields& fields, std::vector<std::string>& out) {
  const Value* one = fields.find("category");
  if (one != nullptr) {
    for (const auto& text : one->texts()) add_once(text, out);
  }
  const Value* many = fields.find("categories");
  if (many == nullptr) return;
  if (many->type == Value::Type::list) {
    for (const auto& text : many->texts()) add_once(text, out);
    return;
  }
  const std::string words = collapsed(many->scalar);
  for (std::size_t begin = 0; begin < words.size();) {
    const auto end = std::min(words.find(' ', begin), words.size());
    add_once(words.substr(begin, end - begin), out);
    begin = end + 1;
  }
}

/// The folders above `_posts`, then those of the front matter.
std::vector<std::string> categories(const SourceFile& file, const Fields& fields) {
  std::vector<std::string> out;
  if (file.collection != nullptr && file.collection->name == "posts") {
    const std::string& folder = file.collection->folder;
    const auto parent = folder.rfind('/');
    // Below `collections_dir` that folder is none of the categories.
    std::size_t begin = parent == std::string::npos ? 0 : parent + 1;
    const std::string name = folder.substr(begin);
    for (auto end = file.path.find('/', begin); end != std::string::npos;
         end = file.path.find('/', begin)) {
      const std::string part = file.path.substr(begin, end - begin);
      if (part == name) break;
      add_once(part, out);
      begin = end + 1;
    }
  }
  add_declared_categories(fields, out);
  return out;
}

/// Whether a permalink of Eleventy holds more than words and what can be filled in here.
bool is_resolvable(const std::string& pattern) {
  return pattern.find("{{") == std::string::npos && pattern.find("{%") == std::string::npos;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// Eleventy's permalink with its simplest templates filled in; "" when others remain.
std::string eleventy_permalink(std::string pattern, const PermalinkParts& parts,
                               const std::string& title) {
  if (pattern.size() > kMaxAddressBytes) return {};
  for (const char* slug : {"slugify", "slug"}) {
    for (const char* name : {"title", "page.title"})
      replace_all(pattern, "{{ " + std::string(name) + " | " + slug + " }}", slugify(title));
  }
  replace_all(pattern, "{{ page.fileSlug }}", parts.title);
  replace_all(pattern, "{{ slug }}", parts.slug);
  replace_all(pattern, "{{ page.filePathStem }}", "/" + parts.path);
  if (!is_resolvable(pattern)) return {};
  if (pattern.ends_with("index.html")) pattern.resize(pattern.size() - 10);
  return pattern;
}

/// Where the address pattern comes from: the text itself, its collection, the source.
std::string pattern_of(const Source& source, const SourceFile& file, const Fields& fields,
                       const PermalinkParts& parts, const std::string& title) {
  std::string own = fields.text({"permalink", "url"});
  if (source.generator != Generator::jekyll) own = eleventy_permalink(own, parts, title);
  if (!own.empty()) return own;
  if (source.generator != Generator::jekyll) {
    const bool dated = split_dated_name(file_name(file.path)).has_value();
    return dated && !source.dated_permalink.empty() ? source.dated_permalink : source.permalink;
  }
  const std::string suffix = permalink_suffix(source.permalink);
  if (file.collection == nullptr) {
    // An index page is its folder.
    return file_name(without_extension(file.path)) == "index" ? "/:path/" : "/:path" + suffix;
  }
  if (!file.collection->permalink.empty()) return file.collection->permalink;
  return file.collection->kind == Kind::post ? source.permalink : "/:collection/:path" + suffix;
}

/// The path in addresses: no extension, and no "index" or "README" at its end.
std::string address_path(const Source& source, const SourceFile& file) {
  std::string path = without_extension(content_path(source, file.path));
  if (file.collection != nullptr && path.starts_with(file.collection->folder + "/")) {
    path.erase(0, file.collection->folder.size() + 1);
  }
  std::string name = file_name(path);
  const auto dated = split_dated_name(name);
  if (source.generator == Generator::eleventy && dated) {
    path.replace(path.size() - name.size(), name.size(), dated->rest);
    name = dated->rest;
  }
  if (name == "_index" || name == "README" ||
      (name == "index" && (source.generator != Generator::jekyll || file.collection == nullptr))) {
    path.resize(path.size() - name.size());
    while (path.ends_with('/')) path.pop_back();
  }
  return path;
}

PermalinkParts parts_of(const Source& source, const SourceFile& file, const Fields& fields,
                        const Publication& p) {
  PermalinkParts parts;
  parts.date = p.date;
  const std::string name = file_name(file.path);
  const auto dated = split_dated_name(name);
  parts.title = without_extension(dated ? dated->rest : name);
  parts.path = address_path(source, file);
  const bool jekyll = source.generator == Generator::jekyll;
  if (!jekyll && (parts.title == "index" || parts.title == "_index"))
    parts.title = file_name(parts.path);
  const std::string slug = fields.text({"slug"});
  if (jekyll) parts.title = pretty_slug(slug.empty() ? parts.title : slug);
  parts.slug = slug.empty() ? parts.title : slug;
  parts.collection = file.collection == nullptr ? "" : file.collection->name;
  parts.language = p.language;
  parts.categories = categories(file, fields);
  return parts;
}

/// The path of a text's address, beginning with '/'.
std::string address_on_site(const Source& source, const SourceFile& file, const Fields& fields,
                            const Publication& p) {
  if (source.generator == Generator::hugo)
    return hugo_address(source, file.path, p, fields.text({"slug"}), fields.text({"url"}));
  const PermalinkParts parts = parts_of(source, file, fields, p);
  return permalink(pattern_of(source, file, fields, parts, p.title), parts);
}

/// The address that an alias stands for; "" when it is none of the site's.
std::string alias_address(const Source& source, const std::string& alias, bool may_be_relative,
                          const Publication& p) {
  if (!may_be_linked(alias)) return {};
  if (is_web_address(alias)) {
    std::string address = plain_address(alias);
    return is_of_site(address, source.url) ? address : "";
  }
  // A relative alias lies in the folder in which the text's own address ends.
  const bool relative = may_be_relative && !alias.starts_with('/');
  const std::string base =
      relative ? folder_of(p.url.substr(0, p.url.find_last_not_of('/') + 1)) : source.url + "/";
  const auto begin = std::min(alias.find_first_not_of('/'), alias.size());
  return plain_address(base + encode_path(alias.substr(begin)));
}

}  // namespace

std::string content_path(const Source& source, const std::string& path) {
  return source.content.empty() ? path : path.substr(source.content.size() + 1);
}

std::string post_address(const Source& source, const SourceFile& file, const Fields& fields,
                         const Publication& p) {
  const std::string path = address_on_site(source, file, fields, p);
  if (path.size() <= kMaxAddressBytes) return source.url + path;
  return source.url + "/" + encode_path(content_path(source, file.path));
}

std::vector<std::string> other_addresses(const Source& source, const Fields& fields,
                                         const Publication& p) {
  std::vector<std::string> out;
  for (const char* key : {"redirect_from", "aliases"}) {
    const Value* value = fields.find(key);
    if (value == nullptr) continue;
    for (const std::string& address : value->texts()) {
      if (out.size() == kMaxAliases) break;
      add_once(alias_address(source, address, std::string_view(key) == "aliases", p), out);
    }
  }
  std::erase(out, p.url);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace veille::site
