#include "searchd/api/answers.h"

#include <memory>

namespace veille::api {
namespace {

std::size_t bytes_of(const KeptAnswer& answer) {
  std::size_t out = sizeof answer + answer.content_type.size() + answer.body.size() +
                    answer.facts.problem.size() + answer.facts.text.size();
  for (const auto& [name, value] : answer.headers)
    out += sizeof name + name.size() + sizeof value + value.size();
  return out;
}

}  // namespace

void keep_answer(Answers& answers, const std::string& tag, const Response& response) {
  if (response.status != 200 || response.stream != nullptr) return;
  if (response.body.size() > kMaxAnswerBytes) return;
  auto kept = std::make_shared<KeptAnswer>(
      KeptAnswer{response.content_type, response.body, response.headers, response.facts});
  kept->facts.phases.reset();  // whoever gets it next causes no search
  const std::size_t bytes = bytes_of(*kept);
  answers.add(tag, std::move(kept), bytes);
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
