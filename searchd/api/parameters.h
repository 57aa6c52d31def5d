// The parameters of a search, checked: the same for the page and the API.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "searchd/api/request.h"
#include "searchd/search/request.h"
#include "veille/result.h"

namespace veille::api {

inline constexpr std::size_t kMaxPerPage = 100;
inline constexpr std::size_t kMaxFilterValues = 64;
inline constexpr std::size_t kMaxFacetValues = 100;

struct SearchParameters {
  search::SearchRequest search;
  std::vector<std::string> fields;  ///< names of result fields to give; empty: all
};

/// What a request asks for. Parameters: API.md. An empty value is as if the parameter was not
/// there. Errors: unknown_parameter (naming the nearest), repeated_parameter, bad_parameter;
/// `where` is the parameter.
Result<SearchParameters> parse_search(const Request& request);

/// There is no parameter of this name at this address; `mend` says what there is instead.
Error unknown_parameter_here(const std::string& name, const std::string& mend);

/// Where a request is about all results of a search: the error of the first parameter that makes a
/// page of them (page, per_page, facets, facet_values, explain, typing; `fields`, unless they may
/// be chosen); nothing when there is none.
std::optional<Error> find_page_parameter(const Request& request, bool fields_may_be_chosen);

/// The UI language that `hl`, else Accept-Language asks for.
/// Errors: bad_parameter, when `hl` is no UI language.
Result<std::string> parse_language(const Request& request);
/// The same where no other parameter is known.
/// Errors: as above; unknown_parameter; repeated_parameter.
Result<std::string> parse_only_language(const Request& request);

}  // namespace veille::api
