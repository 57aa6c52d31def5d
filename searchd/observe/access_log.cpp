#include "searchd/observe/access_log.h"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <spdlog/spdlog.h>

#include <iostream>
#include <random>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "searchd/api/route_name.h"
#include "veille/sha256.h"
#include "veille/utc.h"
#include "veille/utf8.h"

namespace veille::observe {
namespace {

// Source: RELIABILITY 3.
constexpr std::size_t kMaxTextBytes = 512;
constexpr std::size_t kVisitorDigits = 12;
/// What waits to be written at most before it is, whatever the second.
constexpr std::size_t kMaxPendingBytes = std::size_t{64} * 1024;

/// Everything but ASCII is escaped, so that no terminal and no other program reads more into it.
using Writer = rapidjson::Writer<rapidjson::StringBuffer, rapidjson::UTF8<>, rapidjson::ASCII<>>;

std::string random_secret() {
  std::random_device source;
  std::string out;
  for (int i = 0; i < 8; ++i) out += std::to_string(source());
  return out;
}

void add(Writer& out, const char* name, std::string_view text) {
  const std::string whole = is_utf8(text) ? std::string(text) : nfc(text);
  const auto cut = cut_utf8(whole, kMaxTextBytes);
  out.Key(name);
  out.String(cut.data(), static_cast<rapidjson::SizeType>(cut.size()));
}

void add(Writer& out, const char* name, std::chrono::microseconds time) {
  out.Key(name);
  out.Double(static_cast<double>(time.count()) / 1000);
}

/// RapidJSON leaves DEL as it is; it can only stand in strings.
std::string without_del(std::string_view json) {
  std::string out;
  for (const char c : json) {
    if (c == 0x7F)
      out += "\\u007F";
    else
      out += c;
  }
  return out;
}

/// Bytes that could begin a line of their own, or move a cursor, as "\x0a".
std::string visible(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, kMaxTextBytes)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && c != '\\')
      out += c;
    else
      out += fmt::format("\\x{:02x}", byte);
  }
  return out.empty() ? "-" : out;
}

}  // namespace

AccessLog::AccessLog(AccessLogOptions options)
    : options_(std::move(options)), secret_(random_secret()) {
  open();
  if (failed_) throw std::runtime_error("cannot write the log " + options_.file.string());
}

void AccessLog::open() {
  if (options_.file.empty() || options_.file == "-") return;
  out_.close();
  out_.clear();
  out_.open(options_.file, std::ios::app | std::ios::binary);
  failed_ = !out_.is_open();
}

void AccessLog::reopen() {
  const std::lock_guard lock(mutex_);
  open();
  if (failed_) spdlog::error("cannot write the log {}", options_.file.string());
}

void AccessLog::add(const http::Exchange& exchange) {
  if (exchange.worked > options_.slow) {
    spdlog::warn("slow: request {}, route {}, {} ms{}", exchange.id, exchange.facts.route,
                 exchange.worked.count() / 1000,
                 options_.queries ? ", " + visible(exchange.target) : "");
  }
  if (options_.file.empty()) return;
  std::string text = options_.json ? json(exchange) : line(exchange);
  bool full = false;
  {
    const std::lock_guard lock(mutex_);
    pending_ += text;
    full = pending_.size() > kMaxPendingBytes;
  }
  if (full) flush();
}

void AccessLog::flush() {
  const std::lock_guard lock(mutex_);
  if (pending_.empty()) return;
  std::ostream& out = options_.file == "-" ? std::cout : out_;
  out << pending_ << std::flush;
  pending_.clear();
  const bool broken = !out;
  if (broken && !failed_) spdlog::error("cannot write the log {}", options_.file.string());
  failed_ = broken;
  out.clear();
}

std::string AccessLog::line(const http::Exchange& e) const {
  return fmt::format(
      "{} {} {} {} {} {} {:.3f} {:.3f}{}{}\n", utc_now(), e.id,
      e.method.empty() ? "-" : visible(e.method),
      visible(options_.queries ? std::string_view(e.target) : api::path_of(e.target)), e.status,
      e.bytes, static_cast<double>(e.worked.count()) / 1000,
      static_cast<double>(e.total.count()) / 1000, e.whole ? "" : " broken",
      options_.clients ? " " + e.client : "");
}

std::string AccessLog::json(const http::Exchange& e) const {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  out.StartObject();
  observe::add(out, "time", utc_now());
  observe::add(out, "id", e.id);
  observe::add(out, "route", e.facts.route);
  observe::add(out, "method", e.method);
  observe::add(out, "path", api::path_of(e.target));
  out.Key("status");
  out.Int(e.status);
  if (!e.facts.problem.empty()) observe::add(out, "problem", e.facts.problem);
  out.Key("bytes");
  out.Uint64(e.bytes);
  out.Key("whole");
  out.Bool(e.whole);
  observe::add(out, "waited_ms", e.waited);
  observe::add(out, "worked_ms", e.worked);
  observe::add(out, "total_ms", e.total);
  if (e.facts.works) {
    out.Key("works");
    out.Uint(*e.facts.works);
  }
  if (options_.queries && e.facts.works) {
    observe::add(out, "q", e.facts.text);
    observe::add(out, "hl", e.facts.language);
    out.Key("typing");
    out.Bool(e.facts.read_ahead);
    observe::add(out, "visitor", visitor(e.client));
  }
  if (options_.clients) observe::add(out, "client", e.client);
  out.EndObject();
  return without_del({buffer.GetString(), buffer.GetSize()}) + "\n";
}

std::string AccessLog::visitor(const std::string& client) const {
  Sha256 hash;
  for (const auto& text : {secret_, utc_now().substr(0, 10), client}) hash.add_field(text);
  return hex(hash.digest()).substr(0, kVisitorDigits);
}

}  // namespace veille::observe
