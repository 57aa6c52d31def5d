#include "searchd/http/session.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <random>
#include <utility>

#include "searchd/api/problem.h"
#include "searchd/api/route_name.h"
#include "searchd/http/head_check.h"
#include "searchd/http/message.h"
#include "searchd/http/on_pool.h"
#include "searchd/http/places.h"
#include "searchd/http/refusals.h"
#include "searchd/http/write.h"

// Asio frees coroutine frames by its own operator delete, which g++ 12 takes for the wrong one
// where it has inlined the other half.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace veille::http {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

// Most heads come in one read of this. What is read is all that a waiting connection holds.
constexpr std::size_t kReadBytes = 1024;
constexpr std::chrono::milliseconds kLingerTime{1'000};
constexpr std::size_t kMaxLingerBytes = 256 * 1024;

std::chrono::microseconds since(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
}

/// 16 hex digits: the first tell runs of the program apart, the others its requests.
std::string request_id(std::uint64_t number) {
  static const auto kRun = std::random_device{}();
  return fmt::format("{:08x}{:08x}", kRun, static_cast<std::uint32_t>(number));
}

/// What was refused has not come to its route, but is counted there.
void set_facts(api::Facts facts, Exchange& exchange) {
  exchange.facts = std::move(facts);
  if (exchange.facts.route == std::string_view("none"))
    exchange.facts.route = api::route_name(api::path_of(exchange.target));
}

}  // namespace

Session::Session(tcp::socket socket, Shared& shared)
    : shared_(shared), socket_(std::move(socket)), idle_since_(Clock::now()) {
  error_code ignored;
  socket_.socket().set_option(tcp::no_delay(true), ignored);
  socket_.socket().non_blocking(true, ignored);
  peer_ = client_of(socket_.socket().remote_endpoint(ignored).address());
  is_proxy_ = contains(shared_.options.trusted_proxies, peer_.address);
}

bool Session::has_unread() {
  error_code failure;
  return buffer_.size() > 0 || (socket_.socket().available(failure) > 0 && !failure);
}

void Session::close_if_idle() {
  if (busy_ || has_unread()) return;
  error_code ignored;
  socket_.socket().cancel(ignored);
}

void Session::close() {
  error_code ignored;
  socket_.socket().close(ignored);
}

std::string_view Session::unread() const {
  const auto bytes = buffer_.cdata();
  return {static_cast<const char*>(bytes.data()), bytes.size()};
}

asio::awaitable<void> Session::run() {
  // No `break` next to a co_await: g++ 12 makes an illegal instruction of it.
  bool open = true;
  // What has come before the server was told to stop is answered, whoever was to read it.
  while (open && (!shared_.stopping || has_unread())) open = co_await serve_one();
  co_await linger();
}

/// Closes our side and waits a little for the other: bytes that nobody has read would make the
/// kernel reset the connection, and the last answer might be lost.
asio::awaitable<void> Session::linger() {
  static std::array<char, 8 * 1024> unwanted;  // nobody reads it, so all may share it
  error_code ignored;
  buffer_ = {};
  socket_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  busy_ = false;
  socket_.set_time(kLingerTime);
  for (std::size_t drained = 0; drained < kMaxLingerBytes && (!shared_.stopping || has_unread());) {
    auto [failure, bytes] =
        co_await socket_.socket().async_read_some(asio::buffer(unwanted), kNoThrow);
    if (failure) co_return;
    drained += bytes;
  }
}

/// How many bytes of what is read are the next head; nothing when the connection ended instead, or
/// took too long.
asio::awaitable<std::optional<std::size_t>> Session::read_head() {
  const Limits& limits = shared_.options.limits;
  busy_ = buffer_.size() > 0;
  if (!busy_ && buffer_.capacity() > kReadBytes) buffer_.shrink_to_fit();
  socket_.set_time(busy_ || requests_ == 0 ? limits.head_time : limits.idle_time);
  while (true) {
    if (const auto end = find_head_end(unread())) co_return end;
    if (buffer_.size() > limits.head.head_bytes) co_return buffer_.size();
    auto [failure, bytes] =
        co_await socket_.socket().async_read_some(buffer_.prepare(kReadBytes), kNoThrow);
    if (failure) co_return std::nullopt;
    buffer_.commit(bytes);
    if (!busy_ && requests_ > 0) socket_.set_time(limits.head_time);
    busy_ = true;
  }
}

/// Reads and answers one request; false when the connection is to be closed.
asio::awaitable<bool> Session::serve_one() {
  const auto head = co_await read_head();
  if (!head && !(busy_ && socket_.late())) co_return false;
  Exchange exchange;
  exchange.id = request_id(++shared_.requests);
  exchange.client = peer_.text;
  ++requests_;
  const auto begin = Clock::now();
  bool keep = false;
  if (head) {
    keep = co_await answer(*head, exchange);
  } else {
    const Error late{"head_late", "the request's head did not come in time", "", 0, ""};
    keep = co_await refuse(408, late, exchange);
  }
  exchange.total = since(begin);
  if (shared_.handlers.done) shared_.handlers.done(exchange);
  busy_ = false;
  idle_since_ = Clock::now();
  co_return keep;
}

/// Answers the request whose head is the first bytes of what is read.
asio::awaitable<bool> Session::answer(std::size_t head_bytes, Exchange& exchange) {
  const auto refusal = check_head(unread().substr(0, head_bytes), shared_.options.limits.head);
  if (refusal) co_return co_await refuse(refusal->first, refusal->second, exchange);
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(head_bytes) + 1);
  error_code failure;
  const auto taken = parser.put(asio::buffer(buffer_.data(), head_bytes), failure);
  if (failure || !parser.is_header_done()) {
    const Error bad{"bad_request", "the request is not HTTP: " + failure.message(), "", 0, ""};
    co_return co_await refuse(400, bad, exchange);
  }
  buffer_.consume(taken);
  const auto& message = parser.get();
  exchange.method = std::string(message.method_string());
  exchange.target = std::string(message.target());
  const Limits& limits = shared_.options.limits;
  const bool keep = message.keep_alive() && requests_ < limits.requests_of_connection;
  client_ = is_proxy_
                ? client_of(client_address(peer_.address, all_values(parser, "X-Forwarded-For"),
                                           shared_.options.trusted_proxies))
                : peer_;
  exchange.client = client_.text;
  if (const auto wait = shared_.gate.wait_of(client_.key, Clock::now()); wait.count() > 0) {
    const bool is_head = message.method() == boost::beast::http::verb::head;
    co_return co_await send(too_many_requests(wait), message.version(), keep, is_head, exchange);
  }
  if (!is_answered(message.method())) {
    const Error unknown{"method_unknown", "only GET, HEAD and OPTIONS are answered", "", 0,
                        "use GET"};
    api::Response refused = api::problem(405, unknown);
    refused.headers.emplace_back("Allow", "GET, HEAD, OPTIONS");
    co_return co_await send(std::move(refused), message.version(), false, false, exchange);
  }
  co_return co_await answer_parsed(head_of(parser), message.version(), keep, exchange);
}

asio::awaitable<bool> Session::answer_parsed(const api::Head& head, unsigned version, bool keep,
                                             Exchange& exchange) {
  const bool is_head = head.method == api::Head::Method::head;
  if (auto response = shared_.handlers.at_once(head))
    co_return co_await send(std::move(*response), version, keep, is_head, exchange);
  if (!shared_.gate.enter_queue(Clock::now())) {
    if (version == 11 && keep && !is_head && !shared_.stopping)
      co_return co_await send_overloaded(exchange);
    co_return co_await send(overloaded(), version, keep, is_head, exchange);
  }
  api::Response response = co_await work(head, exchange);
  if (response.stream == nullptr)
    co_return co_await send(std::move(response), version, keep, is_head, exchange);
  const Place place(shared_.gate, Gate::Kind::stream, client_.key);
  if (!place.in()) co_return co_await send(too_many_streams(), version, keep, is_head, exchange);
  co_return co_await send(std::move(response), version, keep, is_head, exchange);
}

/// The response, made on one of the pool's threads; a request that has waited too long for one is
/// not begun any more.
asio::awaitable<api::Response> Session::work(const api::Head& head, Exchange& exchange) {
  const auto asked = Clock::now();
  return on_pool<api::Response>(shared_.pool, [this, asked, &head, &exchange] {
    const InQueue place(shared_.gate);
    exchange.waited = since(asked);
    if (exchange.waited > shared_.options.limits.queue_time) return overloaded();
    const auto begin = Clock::now();
    api::Response out;
    try {
      out = shared_.handlers.answer(head);
    } catch (const std::exception& error) {
      // The machine failed: the reader learns no more than that.
      spdlog::error("request {} failed: {}", exchange.id, error.what());
      out = api::internal_problem();
    } catch (...) {  // a library's error that is none of the standard's
      spdlog::error("request {} failed", exchange.id);
      out = api::internal_problem();
    }
    exchange.worked = since(begin);
    return out;
  });
}

asio::awaitable<bool> Session::send(api::Response response, unsigned version, bool keep, bool head,
                                    Exchange& exchange) {
  const auto time = shared_.options.limits.write_time;
  keep = keep && !shared_.stopping;
  const Unsent unsent(shared_.gate, head ? 0 : response.body.size());
  if (!unsent.in()) response = overloaded();
  response.headers.emplace_back("X-Request-Id", exchange.id);
  exchange.status = response.status;
  set_facts(std::move(response.facts), exchange);
  Written written;
  if (response.stream != nullptr) {
    written = co_await write_stream(socket_, shared_.pool, response,
                                    make_stream_head(response, version, keep), head, time);
  } else {
    written = co_await write_message(socket_,
                                     make_message(std::move(response), version, keep, head), time);
  }
  exchange.bytes = written.bytes;
  exchange.whole = written.whole;
  co_return written.keep;
}

asio::awaitable<bool> Session::send_overloaded(Exchange& exchange) {
  SentRefusal refusal = sent_overloaded(exchange.id);
  exchange.status = 503;
  set_facts(std::move(refusal.facts), exchange);
  exchange.whole = co_await write_bytes(socket_, refusal.bytes, shared_.options.limits.write_time);
  exchange.bytes = exchange.whole ? refusal.body_bytes : 0;
  co_return exchange.whole;
}

/// An answer after which nothing is read from the connection any more.
asio::awaitable<bool> Session::refuse(int status, const Error& error, Exchange& exchange) {
  co_return co_await send(api::problem(status, error), 11, false, false, exchange);
}

}  // namespace veille::http
