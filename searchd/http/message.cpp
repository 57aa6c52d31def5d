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

template <class Message>
void set_head(const api::Response& response, Message& out) {
  out.set(bhttp::field::server, "veille-searchd");
  const bool empty = response.status == 204 || response.status == 304;
  if (!empty) out.set(bhttp::field::content_type, response.content_type);
  out.set("X-Content-Type-Options", "nosniff");
  out.set("Referrer-Policy", "no-referrer");
  for (const auto& [name, value] : response.headers) {
    if (is_header_value(value)) out.set(name, value);
  }
}

}  // namespace

Message make_message(const api::Response& response, unsigned version, bool keep_alive, bool head) {
  Message out{static_cast<bhttp::status>(response.status), version};
  set_head(response, out);
  out.keep_alive(keep_alive);
  // These have no body, and no length of one.
  if (response.status == 204 || response.status == 304) return out;
  out.content_length(response.body.size());
  if (!head) out.body() = response.body;
  return out;
}

HeadMessage make_stream_head(const api::Response& response, unsigned version, bool keep_alive) {
  HeadMessage out{static_cast<bhttp::status>(response.status), version};
  set_head(response, out);
  const bool chunked = version >= 11;
  out.keep_alive(keep_alive && chunked);
  out.chunked(chunked);
  return out;
}

api::Head head_of(const Parser& parser) {
  const auto& head = parser.get();
  api::Head out;
  out.target = std::string(head.target());
  if (head.method() == bhttp::verb::head) out.method = api::Head::Method::head;
  if (head.method() == bhttp::verb::options) out.method = api::Head::Method::options;
  out.accept_language = std::string(head[bhttp::field::accept_language]);
  out.accept_encoding = std::string(head[bhttp::field::accept_encoding]);
  out.if_none_match = std::string(head[bhttp::field::if_none_match]);
  out.origin = std::string(head[bhttp::field::origin]);
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
  const auto method = head.method();
  if (method != bhttp::verb::get && method != bhttp::verb::head && method != bhttp::verb::options) {
    return {405, {"method_unknown", "only GET, HEAD and OPTIONS are answered", "", 0, "use GET"}};
  }
  return {0, {}};
}

}  // namespace veille::http
