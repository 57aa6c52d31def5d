#include "searchd/api/answers.h"

#include <memory>

namespace veille::api {
namespace {

/// Of an entry besides its texts.
constexpr std::size_t kEntryBytes = 512;

}  // namespace

void keep_answer(Answers& answers, const std::string& tag, const Response& response) {
  if (response.status != 200 || response.stream != nullptr) return;
  if (response.body.size() > kMaxAnswerBytes) return;
  auto kept = std::make_shared<KeptAnswer>(
      KeptAnswer{response.content_type, response.body, response.headers, response.facts});
  kept->facts.phases.reset();  // whoever gets it next causes no search
  answers.add(tag, std::move(kept), kEntryBytes + tag.size() + response.body.size());
}

Response response_of(const KeptAnswer& answer) {
  Response out;
  out.content_type = answer.content_type;
  out.body = answer.body;
  out.headers = answer.headers;
  out.facts = answer.facts;
  return out;
}

}  // namespace veille::api
