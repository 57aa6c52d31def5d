#include "indexer/site/config_source.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "indexer/read/html_selector.h"
#include "indexer/site/detect.h"
#include "veille/locale.h"
#include "veille/nearest.h"

namespace veille::site {
namespace {

namespace fs = std::filesystem;
using read::Value;

bool is_id(const std::string& text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_country(const std::string& text) {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_address(const std::string& text) {
  return text.starts_with("https://") || text.starts_with("http://");
}

/// Setters return what is wrong with the value, or "" when it is taken over.
using Setter = std::function<std::string(const Value&, Source&)>;

std::string set_language_by_path(const Value& value, Source& source) {
  if (value.type != Value::Type::map) return "a map of folders to languages is needed";
  for (const auto& [path, language] : value.map) {
    const std::string code = primary_language(language.scalar);
    if (code.empty()) return "\"" + language.scalar + "\" is no language tag such as fr or en-AU";
    source.language_by_path[path] = code;
  }
  return "";
}

std::string set_url(const Value& value, Source& source) {
  if (!is_address(value.scalar)) return "an address is needed that begins with https:// or http://";
  source.url = value.scalar;
  while (source.url.ends_with('/')) source.url.pop_back();
  return "";
}

/// The generator of that name; nothing when there is none.
std::optional<Generator> generator_named(const std::string& name) {
  for (const Generator g : {Generator::jekyll, Generator::hugo, Generator::eleventy,
                            Generator::markdown, Generator::html}) {
    if (name == to_string(g)) return g;
  }
  return std::nullopt;
}

/// The generator was there before the other keys: what they say is said of its source.
std::string set_generator(const Value& value, Source& source) {
  if (!generator_named(value.scalar))
    return "the generators are jekyll, hugo, eleventy, markdown, html";
  source.recognised_by = "veille.yaml";
  return "";
}

std::string set_expired(const Value& value, Source& source) {
  source.expired = value.scalar == "leave_out" ? Expired::leave_out : Expired::archive;
  return value.scalar == "leave_out" || value.scalar == "archive"
             ? ""
             : "archive or leave_out is needed";
}

std::string set_flag(const Value& value, bool& flag) {
  flag = value.scalar == "true";
  return flag || value.scalar == "false" ? "" : "true or false is needed";
}

std::string set_list(const Value& value, std::vector<std::string>& list) {
  if (value.type == Value::Type::map) return "a list is needed";
  list = value.texts();
  return "";
}

std::string set_content(const Value& value, Source& source) {
  source.content = fs::path(value.scalar).lexically_normal().generic_string();
  while (source.content.ends_with('/')) source.content.pop_back();
  if (source.content == ".") source.content.clear();
  return source.content.starts_with("..") || source.content.starts_with('/')
             ? "the folder must lie inside the site"
             : "";
}

const std::vector<std::pair<std::string, Setter>>& setters() {
  static const std::vector<std::pair<std::string, Setter>> kSetters = {
      {"id",
       [](const Value& v, Source& s) {
         s.id = v.scalar;
         return is_id(v.scalar) ? "" : "an id has only a-z, 0-9 and -";
       }},
      {"title",
       [](const Value& v, Source& s) {
         s.title = v.scalar;
         return v.scalar.empty() ? "a title is needed" : "";
       }},
      {"folder", [](const Value&, Source&) { return ""; }},
      {"url", set_url},
      {"language",
       [](const Value& v, Source& s) {
         s.language = primary_language(v.scalar);
         return s.language.empty() ? "a language tag such as fr or en-AU is needed" : "";
       }},
      {"country",
       [](const Value& v, Source& s) {
         s.country = v.scalar;
         return is_country(v.scalar) ? ""
                                     : "two capital letters of ISO 3166-1 are needed, such as FR";
       }},
      {"generator", set_generator},
      {"main",
       [](const Value& v, Source& s) {
         s.main = v.scalar;
         return read::HtmlSelector::parse(v.scalar)
                    ? ""
                    : "one element is needed, such as main, #content or div.post";
       }},
      {"content", set_content},
      {"permalink",
       [](const Value& v, Source& s) {
         s.permalink = v.scalar;
         s.dated_permalink.clear();
         s.section_permalinks.clear();
         return v.scalar.empty() ? "a pattern is needed" : "";
       }},
      {"tag_keys", [](const Value& v, Source& s) { return set_list(v, s.tag_keys); }},
      {"tag_separator",
       [](const Value& v, Source& s) {
         s.tag_separator = v.scalar == "space" ? TagSeparator::space : TagSeparator::comma;
         return v.scalar == "space" || v.scalar == "comma" ? "" : "comma or space is needed";
       }},
      {"translation_keys",
       [](const Value& v, Source& s) { return set_list(v, s.translation_keys); }},
      {"author_keys", [](const Value& v, Source& s) { return set_list(v, s.author_keys); }},
      {"date_keys", [](const Value& v, Source& s) { return set_list(v, s.date_keys); }},
      {"language_by_path", set_language_by_path},
      {"exclude", [](const Value& v, Source& s) { return set_list(v, s.exclude); }},
      {"future", [](const Value& v, Source& s) { return set_flag(v, s.future); }},
      {"drafts", [](const Value& v, Source& s) { return set_flag(v, s.drafts); }},
      {"expired", set_expired},
  };
  return kSetters;
}

const Setter* setter_of(const std::string& key) {
  for (const auto& [name, setter] : setters()) {
    if (name == key) return &setter;
  }
  return nullptr;
}

std::vector<std::string> known_keys() {
  std::vector<std::string> out;
  for (const auto& [name, setter] : setters()) out.push_back(name);
  return out;
}

}  // namespace

Error config_error(const fs::path& file, int line, std::string code, std::string what,
                   std::string mend) {
  return {std::move(code), std::move(what), file.string(), line, std::move(mend)};
}

Error unknown_key(const fs::path& file, const std::string& key, int line,
                  const std::vector<std::string>& known) {
  const std::string near = nearest(key, known);
  std::string list;
  for (const auto& name : known) list += (list.empty() ? "" : ", ") + name;
  return config_error(file, line, "config_unknown_key", "unknown key \"" + key + "\"",
                      near.empty() ? "the keys are " + list : "did you mean \"" + near + "\"?");
}

Result<Source> read_source(const fs::path& file, const Value& entry) {
  if (entry.type != Value::Type::map) {
    return config_error(file, entry.line, "config_bad_value", "a source is a map of keys",
                        "write \"- id: …\" and \"folder: …\"");
  }
  const std::string folder = entry.text("folder");
  if (folder.empty())
    return config_error(file, entry.line, "config_bad_value", "a source needs a folder",
                        "add \"folder: …\"");
  const auto generator = generator_named(entry.text("generator"));
  const fs::path path = file.parent_path() / folder;
  auto source = detect(path, generator);
  if (!source) {
    Error error = source.error();
    return error.code == "site_missing" ? config_error(file, entry.find("folder")->line, error.code,
                                                       "there is no folder \"" + folder + "\"",
                                                       "it is relative to this file")
                                        : error;
  }
  for (const auto& [key, value] : entry.map) {
    const Setter* setter = setter_of(key);
    if (setter == nullptr) return unknown_key(file, key, value.line, known_keys());
    const std::string wrong = (*setter)(value, *source);
    if (!wrong.empty())
      return config_error(file, value.line, "config_bad_value", "bad value for \"" + key + "\"",
                          wrong);
  }
  return source;
}

}  // namespace veille::site
