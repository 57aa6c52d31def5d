// Parameters that a route has besides those of a search, told apart from them and checked.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "searchd/api/parameters.h"

namespace veille::api {

struct OwnParameters {
  std::map<std::string, std::string> own;  ///< without empty ones
  SearchParameters search;
};

/// The request's parameters; those of `names` are the route's own.
/// Errors: as parse_search(); repeated_parameter, too, when one of `names` is given twice.
Result<OwnParameters> take_own_parameters(const Request& request,
                                          const std::vector<std::string>& names);

// Each sets `out` where the parameter is given, and gives the error bad_parameter where its value
// is none that it can have.

/// A number from 1 to `most`.
std::optional<Error> set_limit(const OwnParameters& given, const std::string& name,
                               std::size_t most, std::size_t& out);
/// A facet, which must be given.
std::optional<Error> set_facet(const OwnParameters& given, const std::string& name, Facet& out);
/// The place of the value among `words`.
std::optional<Error> set_word(const OwnParameters& given, const std::string& name,
                              const std::vector<std::string>& words, std::size_t& out);
/// `format`, json or csv.
std::optional<Error> set_format(const OwnParameters& given, bool& csv);

/// "tag, country, …": for messages.
std::string facet_names();

}  // namespace veille::api
