#include "searchd/http/message.h"

namespace veille::http {

namespace bhttp = boost::beast::http;

namespace {

/// Header values are ours, but what came from a request may be in them: bytes that would end the
/// line are refused.
bool is_header_value(const std::string& value) {
  for (const char c : value) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
  }
  return true;
}

}  // namespace

Message make_message(const api::Response& response, unsigned version, bool keep_alive, bool head) {
  Message out{static_cast<bhttp::status>(response.status), version};
  out.set(bhttp::field::server, "veille-searchd");
  out.set(bhttp::field::content_type, response.content_type);
  out.set("X-Content-Type-Options", "nosniff");
  out.set("Referrer-Policy", "no-referrer");
  for (const auto& [name, value] : response.headers) {
    if (is_header_value(value)) out.set(name, value);
  }
  out.keep_alive(keep_alive);
  out.content_length(response.body.size());
  if (!head) out.body() = response.body;
  return out;
}

std::pair<int, Error> parse_failure(boost::system::error_code failure) {
  if (failure == bhttp::error::header_limit)
    return {431,
            {"head_too_large", "the request's head is larger than 8 KiB", "", 0,
             "send fewer or shorter headers"}};
  return {400, {"bad_request", "the request is not HTTP: " + failure.message(), "", 0, ""}};
}

/// What is wrong with a head that could be parsed; status 0 when nothing is.
std::pair<int, Error> check(const Parser& parser) {
  const auto& head = parser.get();
  if (head.find(bhttp::field::transfer_encoding) != head.end() ||
      parser.content_length().value_or(0) > 0) {
    return {413,
            {"body_refused", "requests have no body here", "", 0, "send a GET without a body"}};
  }
  if (head.method() != bhttp::verb::get && head.method() != bhttp::verb::head) {
    return {405, {"method_unknown", "only GET and HEAD are answered", "", 0, "use GET"}};
  }
  return {0, {}};
}

}  // namespace veille::http
