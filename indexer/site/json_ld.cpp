#include "indexer/site/json_ld.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "indexer/read/html_head.h"
#include "indexer/site/shown_text.h"

namespace veille::site {
namespace {

using nlohmann::json;

/// Entities are common in such strings, though they should not be there.
std::string text_of(const json& value) {
  if (!value.is_string()) return {};
  const auto text = value.get<std::string>();
  return text.find_first_of("&<") == std::string::npos ? text : read::html_words(text);
}

std::string member(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? "" : text_of(*found);
}

/// A string, an object with a name or an address, or a list of these.
std::vector<std::string> names_at(const json& value, const char* key) {
  std::vector<std::string> out;
  if (value.is_array()) {
    for (const auto& item : value) {
      if (out.size() == kMaxNames) break;
      for (const char* name : {key, "url"}) {
        std::string text = item.is_object() ? member(item, name) : text_of(item);
        if (text.empty()) continue;
        out.push_back(std::move(text));
        break;
      }
    }
    return out;
  }
  std::string text = value.is_object() ? member(value, key) : text_of(value);
  if (text.empty() && value.is_object()) text = member(value, "url");
  if (!text.empty()) out.push_back(std::move(text));
  return out;
}

bool is_article(const json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  const auto all = names_at(*type, "");
  return std::any_of(all.begin(), all.end(), [](const std::string& name) {
    return name.ends_with("Article") || name == "BlogPosting" || name == "Report" ||
           name == "LiveBlogPosting";
  });
}

std::vector<std::string> keywords_of(const json& value) {
  if (!value.is_string()) return names_at(value, "name");
  std::vector<std::string> out;
  const std::string list = text_of(value);
  for (std::size_t begin = 0; begin < list.size() && out.size() < kMaxNames;) {
    const auto end = std::min(list.find(',', begin), list.size());
    out.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

JsonLd article(const json& object) {
  JsonLd out;
  out.is_article = true;
  out.headline = member(object, "headline");
  if (out.headline.empty()) out.headline = member(object, "name");
  out.description = member(object, "description");
  out.published = member(object, "datePublished");
  if (const auto author = object.find("author"); author != object.end())
    out.authors = names_at(*author, "name");
  if (const auto words = object.find("keywords"); words != object.end())
    out.keywords = keywords_of(*words);
  if (const auto image = object.find("image"); image != object.end()) {
    const auto all = names_at(*image, "url");
    if (!all.empty()) out.image = all.front();
  }
  return out;
}

/// The object, what lies in its @graph, or the items of a list.
const json* find_article(const json& document) {
  const json* list = &document;
  if (document.is_object()) {
    if (is_article(document)) return &document;
    const auto graph = document.find("@graph");
    if (graph == document.end()) return nullptr;
    list = &*graph;
  }
  if (!list->is_array()) return nullptr;
  const auto found = std::find_if(list->begin(), list->end(),
                                  [](const json& j) { return j.is_object() && is_article(j); });
  return found == list->end() ? nullptr : &*found;
}

}  // namespace

JsonLd read_json_ld(const std::vector<std::string>& scripts) {
  for (const auto& script : scripts) {
    const json document = json::parse(script, nullptr, false);
    if (document.is_discarded()) continue;
    if (const json* found = find_article(document)) return article(*found);
  }
  return {};
}

}  // namespace veille::site
