// Completions while typing: parameters and answer.
#pragma once

#include <string>
#include <vector>

#include "searchd/api/request.h"
#include "searchd/search/suggest.h"
#include "veille/snapshot.h"

namespace veille::api {

struct SuggestParameters {
  std::string text;
  std::string language;
  std::size_t limit = 5;      ///< of each kind
  bool for_browsers = false;  ///< as the search field of a browser reads them
};

/// Errors: bad_parameter, unknown_parameter, repeated_parameter.
Result<SuggestParameters> parse_suggest(const Request& request);

std::string suggest_json(const std::vector<search::Suggestion>& suggestions,
                         const SuggestParameters& parameters, const Manifest& manifest);

/// ["typed", ["completion", …]]: what is typed in a browser's own search field is a text only.
/// Source: OpenSearch Suggestions 1.1.
std::string browser_suggestions(const std::vector<search::Suggestion>& suggestions,
                                const std::string& text);

}  // namespace veille::api
