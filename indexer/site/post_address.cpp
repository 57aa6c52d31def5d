#include "indexer/site/post_address.h"

#include <algorithm>
#include <vector>

#include "indexer/site/date.h"
#include "indexer/site/permalink.h"

namespace veille::site {
namespace {

using read::Value;

std::vector<std::string> categories(const SourceFile& file, const Fields& fields) {
  std::vector<std::string> out;
  if (file.collection != nullptr) {
    for (std::size_t begin = 0, end = file.path.find('/'); end != std::string::npos;
         end = file.path.find('/', begin)) {
      const std::string part = file.path.substr(begin, end - begin);
      if (part == file.collection->folder) break;
      out.push_back(part);
      begin = end + 1;
    }
  }
  for (const char* key : {"category", "categories"}) {
    const Value* value = fields.find(key);
    if (value == nullptr) continue;
    std::string all;
    for (const auto& text : value->texts()) {
      if (value->type == Value::Type::list) {
        out.push_back(text);
        continue;
      }
      all = text;
    }
    for (std::size_t begin = 0; begin < all.size();) {
      const auto end = std::min(all.find(' ', begin), all.size());
      if (end > begin) out.push_back(all.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return out;
}

/// Where the address pattern comes from: the text itself, its collection, the source.
std::string pattern_of(const Source& source, const SourceFile& file, const Fields& fields) {
  const std::string own = fields.text({"permalink", "url"});
  if (!own.empty()) return own;
  if (source.generator == Generator::markdown) return source.permalink;
  if (file.collection == nullptr)
    return source.permalink == "pretty" ? "/:path/" : "/:path:output_ext";
  if (!file.collection->permalink.empty()) return file.collection->permalink;
  return file.collection->kind == Kind::post ? source.permalink : "/:collection/:path:output_ext";
}

/// The path in addresses: no extension, and no "index" or "README" at its end.
std::string address_path(const Source& source, const SourceFile& file) {
  std::string path = without_extension(content_path(source, file.path));
  if (file.collection != nullptr && path.starts_with(file.collection->folder + "/")) {
    path.erase(0, file.collection->folder.size() + 1);
  }
  const std::string name = file_name(path);
  if (name == "_index" || name == "README" ||
      (name == "index" && source.generator == Generator::markdown)) {
    path.resize(path.size() - name.size());
    while (path.ends_with('/')) path.pop_back();
  }
  return path;
}

}  // namespace

std::string content_path(const Source& source, const std::string& path) {
  return source.content.empty() ? path : path.substr(source.content.size() + 1);
}

std::string post_address(const Source& source, const SourceFile& file, const Fields& fields,
                         const Publication& p) {
  PermalinkParts parts;
  parts.date = p.date;
  const std::string name = file_name(file.path);
  const auto dated = split_dated_name(name);
  parts.title = without_extension(dated ? dated->rest : name);
  if ((parts.title == "index" || parts.title == "_index") &&
      source.generator == Generator::markdown) {
    parts.title = file_name(address_path(source, file));
  }
  const std::string slug = fields.text({"slug"});
  if (!slug.empty() && source.generator == Generator::jekyll) parts.title = slug;
  parts.slug = slug.empty() ? parts.title : slug;
  parts.path = address_path(source, file);
  parts.collection = file.collection == nullptr ? "" : file.collection->name;
  parts.language = p.language;
  parts.categories = categories(file, fields);
  return source.url + permalink(pattern_of(source, file, fields), parts);
}

}  // namespace veille::site
