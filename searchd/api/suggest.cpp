#include "searchd/api/suggest.h"

#include <nlohmann/json.hpp>
#include <set>

#include "searchd/api/parameters.h"
#include "searchd/api/values.h"
#include "veille/utf8.h"

namespace veille::api {
namespace {

using json = nlohmann::ordered_json;
using Type = search::Suggestion::Type;

const char* to_string(Type type) {
  switch (type) {
    case Type::word:
      return "word";
    case Type::tag:
      return "tag";
    case Type::country:
      return "country";
    case Type::author:
      return "author";
    case Type::title:
      return "title";
  }
  return "";
}

json suggestion_json(const search::Suggestion& s) {
  json out = {{"type", to_string(s.type)}, {"text", s.text}};
  if (s.type == Type::title) {
    out["id"] = s.id;
    out["url"] = s.url;
    out["language"] = s.language.empty() ? json(nullptr) : json(s.language);
    return out;
  }
  if (s.type == Type::word) {
    out["publications"] = s.count;
    return out;
  }
  out["value"] = s.value;
  out["works"] = s.count;
  return out;
}

}  // namespace

Result<SuggestParameters> parse_suggest(const Request& request) {
  SuggestParameters out;
  auto language = parse_language(request);
  if (!language) return language.error();
  out.language = *language;
  std::set<std::string> seen;
  for (const auto& [name, value] : request.params) {
    if (name != "q" && name != "limit" && name != "hl")
      return Error{"unknown_parameter",
                   "there is no parameter \"" + std::string(cut_utf8(name, 80)) + "\" here",
                   std::string(cut_utf8(name, 80)), 0, "use q, limit and hl"};
    if (!seen.insert(name).second)
      return Error{"repeated_parameter", "\"" + name + "\" is given twice", name, 0,
                   "give it once"};
    if (name == "q") out.text = value;
    if (name != "limit" || value.empty()) continue;
    const auto limit = to_number(value);
    if (!limit || *limit < 1 || *limit > search::kMaxSuggestions)
      return Error{"bad_parameter", "\"" + value + "\" is no number that can be used here", name, 0,
                   "use 1 to " + std::to_string(search::kMaxSuggestions)};
    out.limit = *limit;
  }
  return out;
}

std::string suggest_json(const std::vector<search::Suggestion>& suggestions,
                         const SuggestParameters& parameters, const Manifest& manifest) {
  json list = json::array();
  for (const auto& one : suggestions) list.push_back(suggestion_json(one));
  const json out = {{"text", parameters.text},
                    {"snapshot", {{"id", manifest.id}, {"built_at", manifest.built_at}}},
                    {"suggestions", std::move(list)}};
  return out.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace veille::api
