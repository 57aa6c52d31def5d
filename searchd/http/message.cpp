#include "searchd/http/message.h"

#include <utility>

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

Message make_message(api::Response response, unsigned version, bool keep_alive, bool head) {
  Message out{static_cast<bhttp::status>(response.status), version};
  set_head(response, out);
  out.keep_alive(keep_alive);
  // These have no body, and no length of one.
  if (response.status == 204 || response.status == 304) return out;
  out.content_length(response.body.size());
  if (!head) out.body() = std::move(response.body);
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

std::string all_values(const Parser& parser, std::string_view name) {
  std::string out;
  const auto [first, last] = parser.get().equal_range(name);
  for (auto field = first; field != last; ++field) {
    if (field != first) out += ", ";
    out += field->value();
  }
  return out;
}

api::Head head_of(const Parser& parser) {
  const auto& head = parser.get();
  api::Head out;
  out.target = std::string(head.target());
  if (head.method() == bhttp::verb::head) out.method = api::Head::Method::head;
  if (head.method() == bhttp::verb::options) out.method = api::Head::Method::options;
  out.accept_language = all_values(parser, "Accept-Language");
  out.accept_encoding = all_values(parser, "Accept-Encoding");
  out.if_none_match = all_values(parser, "If-None-Match");
  out.origin = std::string(head[bhttp::field::origin]);
  return out;
}

bool is_answered(bhttp::verb method) {
  return method == bhttp::verb::get || method == bhttp::verb::head ||
         method == bhttp::verb::options;
}

}  // namespace veille::http
