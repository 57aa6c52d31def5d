#include "searchd/api/suggest.h"

#include <set>

#include "searchd/api/json_writer.h"
#include "searchd/api/parameters.h"
#include "searchd/api/values.h"
#include "veille/utf8.h"

namespace veille::api {
namespace {

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

void write_suggestion(JsonWriter& out, const search::Suggestion& s) {
  out.begin_object();
  out.member("type", to_string(s.type));
  out.member("text", s.text);
  if (s.type == Type::title) {
    out.member("id", s.id);
    out.member("url", s.url);
    out.member_or_null("language", s.language);
  } else if (s.type == Type::word) {
    out.member("publications", s.count);
  } else {
    out.member("value", s.value);
    out.member("works", s.count);
  }
  out.end_object();
}

}  // namespace

Result<SuggestParameters> parse_suggest(const Request& request) {
  SuggestParameters out;
  auto language = parse_language(request);
  if (!language) return language.error();
  out.language = *language;
  std::set<std::string> seen;
  for (const auto& [name, value] : request.params) {
    if (name != "q" && name != "limit" && name != "hl" && name != "format")
      return unknown_parameter_here(name, "use q, limit, format and hl");
    if (!value.empty() && !seen.insert(name).second)
      return Error{"repeated_parameter", "\"" + name + "\" is given twice", name, 0,
                   "give it once"};
    if (name == "q") out.text = value;
    if (name == "format" && !value.empty()) {
      if (value != "json" && value != "opensearch")
        return bad_parameter(name, "\"" + std::string(cut_utf8(value, 80)) + "\" is no value of it",
                             "use json or opensearch");
      out.for_browsers = value == "opensearch";
    }
    if (name != "limit" || value.empty()) continue;
    const auto limit = to_number(value);
    if (!limit || *limit < 1 || *limit > search::kMaxSuggestions)
      return bad_parameter(name, "\"" + value + "\" is no number that can be used here",
                           "use 1 to " + std::to_string(search::kMaxSuggestions));
    out.limit = *limit;
  }
  return out;
}

std::string suggest_json(const std::vector<search::Suggestion>& suggestions,
                         const SuggestParameters& parameters, const Manifest& manifest) {
  JsonWriter out;
  out.begin_object();
  out.member("text", parameters.text);
  write_snapshot(out, manifest.id, manifest.built_at);
  out.key("suggestions");
  out.begin_array();
  for (const auto& one : suggestions) write_suggestion(out, one);
  out.end_array();
  out.end_object();
  return out.take();
}

std::string browser_suggestions(const std::vector<search::Suggestion>& suggestions,
                                const std::string& text) {
  JsonWriter out;
  out.begin_array();
  out.value(text);
  out.begin_array();
  for (const auto& one : suggestions) out.value(one.text);
  out.end_array();
  out.end_array();
  return out.take();
}

}  // namespace veille::api
