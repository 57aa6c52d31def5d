// A target and the headers that matter -> an answer. Line by line: target ("OPTIONS " before it
// asks for that), Accept-Language, Accept-Encoding, If-None-Match, Origin.
#include <set>

#include "searchd/api/handle.h"
#include "tests/fuzz/index.h"
#include "tests/fuzz/page.h"
#include "tests/fuzz/promise.h"

namespace veille::fuzz {
namespace {

api::Head read_head(Input input) {
  constexpr std::string_view kOptions = "OPTIONS ";
  api::Head head;
  head.target = input.line();
  if (head.target.starts_with(kOptions)) {
    head.method = api::Head::Method::options;
    head.target.erase(0, kOptions.size());
  }
  head.accept_language = input.line();
  head.accept_encoding = input.line();
  head.if_none_match = input.line();
  head.origin = input.line();
  return head;
}

std::string header(const api::Response& response, std::string_view name) {
  for (const auto& [known, value] : response.headers)
    if (known == name) return value;
  return {};
}

std::string whole_body(api::Response& response) {
  std::string out = response.body;
  while (response.stream != nullptr) {
    const std::string piece = response.stream->next();
    if (piece.empty()) response.stream.reset();
    out += piece;
  }
  return out;
}

void look_at_problem(const api::Response& response, const std::string& body) {
  promise(response.content_type == "application/problem+json", "a problem says that it is one");
  promise(header(response, "Cache-Control") == "no-store", "a problem is not to be kept", body);
  promise_problem(body, response.status);
}

void look_at_body(const api::Response& response, const std::string& body) {
  const std::string type = response.content_type.substr(0, response.content_type.find(';'));
  if (type == "text/html") return promise_page(body);
  if (type == "text/csv") return promise_csv(body);
  if (type == "application/jsonl") return promise_json(body, true);
  if (type.ends_with("json")) return promise_json(body);
  if (type.ends_with("xml")) return promise_xml(body);
  promise_utf8(body, "every answer is UTF-8");
}

void look_at(const api::Head& head, api::Response& response) {
  static const std::set<int> kStatuses = {200, 204, 304, 400, 404};
  promise(kStatuses.contains(response.status), "the status is a documented one",
          std::to_string(response.status) + " " + head.target);
  std::set<std::string> names;
  for (const auto& [name, value] : response.headers)
    promise(names.insert(name).second, "each header is there once", name);
  const std::string body = whole_body(response);
  if (response.status == 204 || response.status == 304)
    return promise(body.empty(), "an answer without a body has none", body);
  if (!header(response, "Content-Encoding").empty())
    return promise(!body.empty(), "what is compressed is something");
  const bool page = response.content_type.starts_with("text/html");
  if (response.status >= 400 && !page) return look_at_problem(response, body);
  look_at_body(response, body);
}

/// Who has the answer already is told so.
void ask_again(api::Head head, const api::Response& response) {
  const std::string tag = header(response, "ETag");
  if (tag.empty()) return;
  head.if_none_match = tag;
  promise(api::handle(service(), head).status == 304, "an entity tag is known again", head.target);
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  const auto head = fuzz::read_head(fuzz::Input(data, size));
  auto response = api::handle(fuzz::service(), head);
  fuzz::look_at(head, response);
  fuzz::ask_again(head, response);
  return 0;
}
