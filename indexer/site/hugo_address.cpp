// Hugo's addresses. Source: gohugo.io, URL management, configuration of permalinks.
#include <algorithm>
#include <array>
#include <vector>

#include "indexer/site/config_file.h"
#include "indexer/site/date.h"
#include "indexer/site/fields.h"
#include "indexer/site/hugo.h"
#include "indexer/site/link_parts.h"
#include "indexer/site/permalink.h"
#include "veille/locale.h"
#include "veille/utf8.h"

namespace veille::site {
namespace {

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

/// What Hugo's placeholders speak of.
struct Parts {
  std::string date;
  std::string title;
  std::string slug;
  std::string name;      ///< the file's name without language and extension
  std::string folder;    ///< below the content
  bool section = false;  ///< the list of a folder's texts
};

Parts parts_of(const Source& source, const std::string& path, const Publication& p,
               const std::string& slug) {
  Parts out;
  const std::string place = hugo_place(source, path).path;
  out.name = file_name(place);
  out.folder = parent_of(place);
  out.section = out.name == "_index";
  if (out.name == "_index" || out.name == "index") {
    out.name = file_name(out.folder);
    out.folder = parent_of(out.folder);
  }
  out.date = p.date;
  out.title = p.title;
  out.slug = slug;
  // Where the date comes from the file's name, the rest of it is the slug.
  const bool dated_names = !source.date_keys.empty() && source.date_keys.front() == kFileNameDate;
  const auto dated = split_dated_name(out.name);
  if (dated_names && dated && slug.empty()) out.slug = dated->rest;
  return out;
}

std::string first_folder(const std::string& path) { return path.substr(0, path.find('/')); }

/// `:sections[1:]`, `:sections[last]`: only the slices that drop the first or last, and one folder.
std::string sections(const std::string& folder, std::string_view slice) {
  if (slice == "[1:]") {
    const auto slash = folder.find('/');
    return slash == std::string::npos ? "" : folder.substr(slash + 1);
  }
  if (slice == "[:last]" || slice == "[0:last]") return parent_of(folder);
  if (slice == "[last]") return file_name(folder);
  if (slice == "[0]") return first_folder(folder);
  return folder;
}

std::string either(const std::string& first, const std::string& second) {
  return first.empty() ? second : first;
}

std::string date_placeholder(std::string_view name, const std::string& date) {
  PermalinkParts parts;
  parts.date = date;
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames = {
      {{"year", ":year"},
       {"month", ":month"},
       {"day", ":day"},
       {"monthname", ":long_month"},
       {"weekdayname", ":long_day"},
       {"yearday", ":y_day"}}};
  for (const auto& [hugo, jekyll] : kNames) {
    if (name == hugo && !date.empty()) return permalink(jekyll, parts).substr(1);
  }
  if (name != "weekday" || date.empty()) return {};
  const std::string day = permalink(":w_day", parts).substr(1);
  return day == "7" ? "0" : day;
}

std::string value_of(std::string_view name, std::string_view slice, const Parts& parts) {
  if (name == "section") return first_folder(parts.folder);
  if (name == "sections") return sections(parts.folder, slice);
  if (name == "title") return urlize(parts.title);
  if (name == "slug") return urlize(either(parts.slug, parts.title));
  if (name == "filename" || name == "contentbasename") return parts.name;
  if (name == "slugorfilename" || name == "slugorcontentbasename")
    return either(parts.slug, parts.name);
  return date_placeholder(name, parts.date);
}

std::string filled(std::string_view pattern, const Parts& parts) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size() && out.size() <= kMaxAddressBytes;) {
    if (pattern[i] != ':') {
      out.push_back(pattern[i++]);
      continue;
    }
    std::size_t end = i + 1;
    while (end < pattern.size() && pattern[end] >= 'a' && pattern[end] <= 'z') ++end;
    const std::string_view name = pattern.substr(i + 1, end - i - 1);
    std::string_view slice;
    if (end < pattern.size() && pattern[end] == '[') {
      slice = pattern.substr(end, pattern.find(']', end) - end + 1);
      end += slice.size();
    }
    out += value_of(name, slice, parts);
    i = end;
  }
  return out;
}

std::string pattern_of(const Source& source, const Parts& parts) {
  const Kind kind = parts.section ? Kind::page : Kind::post;
  const std::string section =
      first_folder(parts.folder.empty() && parts.section ? parts.name : parts.folder);
  for (const auto& rule : source.section_permalinks) {
    if (rule.kind == kind && trimmed_path(rule.section) == section) return rule.pattern;
  }
  if (!parts.section && !source.permalink.empty()) return source.permalink;
  return parts.section ? "/:sections/:filename/" : "/:sections/:slugorfilename/";
}

std::string language_prefix(const Source& source, const std::string& language) {
  const auto& all = source.languages;
  if (std::find(all.begin(), all.end(), language) == all.end()) return {};
  return language == all.front() && !source.default_language_in_address ? "" : "/" + language;
}

}  // namespace

HugoPlace hugo_place(const Source& source, const std::string& path) {
  HugoPlace place;
  place.path = source.content.empty() ? path : path.substr(source.content.size() + 1);
  std::size_t longest = 0;
  for (const auto& [folder, language] : source.language_by_path) {
    if (!lies_below(place.path, folder) || folder.size() < longest) continue;
    longest = folder.size();
    place.language = language;
  }
  if (longest > 0 && source.language_folders) place.path.erase(0, longest + 1);
  place.path = without_extension(place.path);
  const auto dot = place.path.rfind('.');
  if (dot == std::string::npos || place.path.find('/', dot) != std::string::npos) return place;
  const std::string suffix = primary_language(place.path.substr(dot + 1));
  const auto& all = source.languages;
  if (suffix.empty() || std::find(all.begin(), all.end(), suffix) == all.end()) return place;
  place.language = suffix;
  place.path.resize(dot);
  return place;
}

std::string urlize(std::string_view text) {
  std::string out;
  for (const char c : lower_case(text)) {
    const bool space = c == ' ' || c == '\t';
    const bool letter =
        static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter || std::string_view("-._/+~").find(c) != std::string_view::npos) out.push_back(c);
    if (space && !out.empty() && out.back() != '-') out.push_back('-');
  }
  while (out.ends_with('-')) out.pop_back();
  return out;
}

std::string hugo_address(const Source& source, const std::string& path, const Publication& p,
                         const std::string& slug, const std::string& url) {
  // A text's own `lang` says what it is written in, not where Hugo puts it.
  const std::string language = hugo_place(source, path).language;
  const std::string prefix = language_prefix(source, language.empty() ? source.language : language);
  const Parts parts = parts_of(source, path, p, slug);
  if (!url.empty()) {
    // An address from the root names no language of its own.
    const std::string own = filled(url, parts);
    return permalink(url.starts_with('/') ? own : prefix + "/" + own, {});
  }
  std::string address = urlize("/" + filled(pattern_of(source, parts), parts));
  if (source.ugly_addresses && !parts.section && address.ends_with('/')) {
    while (address.ends_with('/')) address.pop_back();
    if (!address.empty()) address += ".html";
  }
  return permalink(prefix + "/" + address, {});
}

}  // namespace veille::site
