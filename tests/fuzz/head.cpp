// A request's head: what is refused stays refused whatever comes behind it, and what is answered is
// one request to Beast as well, with the same target.
#include <algorithm>

#include "searchd/http/client.h"
#include "searchd/http/head_check.h"
#include "searchd/http/message.h"
#include "tests/fuzz/promise.h"

namespace veille::fuzz {
namespace {

namespace bhttp = boost::beast::http;

constexpr int kStatuses[] = {400, 413, 414, 431, 505};

void look_at_refusal(const http::Refusal& refusal) {
  promise(
      std::find(std::begin(kStatuses), std::end(kStatuses), refusal.first) != std::end(kStatuses),
      "a head is refused with a documented status", std::to_string(refusal.first));
  promise_utf8(refusal.second.what, "a refusal is told in UTF-8");
}

/// Whom a request came from: a trusted proxy may say so, nobody else.
void look_at_client(std::string_view forwarded) {
  namespace ip = boost::asio::ip;
  static const auto kProxies = [] {
    std::vector<http::Network> out;
    out.push_back(*http::parse_network("10.0.0.0/8"));
    return out;
  }();
  const auto proxy = ip::make_address("10.1.2.3");
  const auto peer = ip::make_address("192.0.2.1");
  promise(http::client_address(peer, forwarded, kProxies) == peer,
          "who is no proxy speaks for itself", forwarded);
  const auto client = http::client_address(proxy, forwarded, kProxies);
  promise(!http::client_key(client).empty(), "a client has a key", forwarded);
}

/// Whoever reads it by the book must see the same request, or none: what Beast left of a head would
/// be taken for the next one.
void look_at_accepted(std::string_view head) {
  http::Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(head.size()) + 1);
  boost::beast::error_code failure;
  const std::size_t taken = parser.put(boost::asio::buffer(head.data(), head.size()), failure);
  if (failure || !parser.is_header_done()) return;
  promise(parser.is_done() && taken == head.size(), "an accepted head is one request to its end",
          head);
  const auto seen = http::head_of(parser);
  const auto begin = head.find(' ') + 1;
  promise(seen.target == head.substr(begin, head.find(' ', begin) - begin),
          "the target is the one that was judged", seen.target);
  look_at_client(parser.get()["X-Forwarded-For"]);
}

void look_at(std::string_view bytes) {
  const http::HeadLimits limits;
  const auto end = http::find_head_end(bytes);
  if (!end) {
    if (const auto refusal = http::check_head(bytes, limits)) look_at_refusal(*refusal);
    promise(http::check_head(bytes, limits).has_value(), "a head without an end is refused", bytes);
    return;
  }
  promise(*end > 0 && *end <= bytes.size(), "a head ends inside of what was read");
  const auto head = bytes.substr(0, *end);
  promise(http::find_head_end(std::string(bytes) + "GET / HTTP/1.1\r\n\r\n") == end,
          "more bytes do not move a head's end", head);
  // What comes behind a head, and in which pieces it comes, makes no difference. (A carriage return
  // alone is known by the byte behind it.)
  const bool whole = head.ends_with("\r\n\r\n");
  promise(!whole || http::find_head_end(head) == end, "a head ends where it ended", head);
  for (std::size_t cut = *end - 1; cut > 0 && cut + 3 > *end; --cut)
    promise(!http::find_head_end(head.substr(0, cut)), "a head does not end before its end", head);
  const auto refusal = http::check_head(head, limits);
  promise(whole || refusal.has_value(), "what does not end as a head is refused", head);
  if (refusal) {
    look_at_refusal(*refusal);
    promise(http::check_head(bytes, limits).has_value() || bytes.size() == head.size(),
            "what is refused stays refused with more behind it", bytes);
  } else {
    look_at_accepted(head);
  }
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  veille::fuzz::look_at(bytes);
  veille::fuzz::look_at(bytes.substr(0, size / 2));
  return 0;
}
