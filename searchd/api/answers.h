// Whole answers that were given lately, by their entity tags: who asks the same gets the same
// bytes.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "searchd/api/request.h"
#include "searchd/search/cache.h"

namespace veille::api {

/// An answer as it is sent: compressed, with the headers that do not depend on who asks.
struct KeptAnswer {
  std::string content_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  Facts facts;
};

using Answers = search::Cache<KeptAnswer>;

inline constexpr std::size_t kAnswersBytes = std::size_t{64} * 1024 * 1024;
/// Larger ones are not kept: they would push out many others.
inline constexpr std::size_t kMaxAnswerBytes = std::size_t{256} * 1024;

/// Keeps a response that is one answer for everybody; a stream, or anything but 200, is passed
/// over.
void keep_answer(Answers& answers, const std::string& tag, const Response& response);

/// The response again.
Response response_of(const KeptAnswer& answer);

}  // namespace veille::api
