#include "searchd/http/head_check.h"

#include <algorithm>
#include <array>
#include <string>

#include "searchd/http/field_value.h"
#include "veille/utf8.h"

namespace veille::http {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

Refusal bad(const std::string& what) {
  return {400, {"bad_request", "the request is not HTTP: " + what, "", 0, ""}};
}

/// Source: RFC 9110, 5.6.2.
bool is_token(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Visible characters of ASCII.
bool is_visible(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

/// What a field's value may hold: all but control characters; a tab is a space.
bool is_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
  });
}

/// Letters, digits and what names, addresses and ports have between them.
bool is_host(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~:[]%!$&'()*+,;=").find(c) != std::string_view::npos;
  });
}

/// "1.0" or "1.1" in `version`, or why not.
std::optional<Refusal> check_version(std::string_view text, bool& is_1_1) {
  const bool shaped = text.size() == 8 && text.starts_with("HTTP/") && text[6] == '.' &&
                      is_digits(text.substr(5, 1)) && is_digits(text.substr(7, 1));
  if (!shaped) return bad("its first line does not end in a version");
  if (text != "HTTP/1.1" && text != "HTTP/1.0")
    return Refusal{505,
                   {"version_unknown", "only HTTP/1.0 and HTTP/1.1 are spoken here", "", 0, ""}};
  is_1_1 = text == "HTTP/1.1";
  return std::nullopt;
}

std::optional<Refusal> check_request_line(std::string_view line, const HeadLimits& limits,
                                          bool& is_1_1) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last)
    return bad("its first line is not a method, an address and a version");
  const auto method = line.substr(0, first);
  const auto target = line.substr(first + 1, last - first - 1);
  if (!is_token(method)) return bad("its method is no word");
  if (!is_visible(target)) return bad("its address has bytes that must be percent-encoded");
  if (auto refusal = check_version(line.substr(last + 1), is_1_1)) return refusal;
  if (target.size() > limits.target_bytes)
    return Refusal{414,
                   {"target_too_long",
                    "the address is longer than " + std::to_string(limits.target_bytes) + " bytes",
                    "", 0, "ask for less at once"}};
  const bool asterisk = target == "*" && method == "OPTIONS";
  if (!target.starts_with('/') && !asterisk) return bad("its address does not begin with a slash");
  return std::nullopt;
}

/// What decides where a request ends and whom it is for: each may be there once.
enum Framing : std::size_t { host, content_length, transfer_encoding, connection, kFramings };

std::optional<Framing> framing_of(std::string_view name) {
  constexpr std::array<std::string_view, kFramings> kNames = {"host", "content-length",
                                                              "transfer-encoding", "connection"};
  const auto found = std::find_if(kNames.begin(), kNames.end(), [&](std::string_view known) {
    return std::equal(name.begin(), name.end(), known.begin(), known.end(),
                      [](char a, char b) { return lower_ascii(a) == b; });
  });
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Framing>(found - kNames.begin());
}

/// Checks one line after the other, and at the end all of them together.
class Fields {
 public:
  std::optional<Refusal> add(std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') return bad("a header field is folded");
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
      return bad("a line of its head is no header field");
    const auto value = trimmed(line.substr(colon + 1));
    if (!is_value(value)) return bad("a header field has control characters");
    ++count_;
    const auto framing = framing_of(line.substr(0, colon));
    if (!framing) return std::nullopt;
    if (there_[*framing]) return bad("a header field that may be there once is there twice");
    there_[*framing] = true;
    if (*framing == host && !is_host(value)) return bad("its Host is no name");
    if (*framing == content_length) {
      if (!is_digits(value)) return bad("its Content-Length is no number");
      has_body_ = value.find_first_not_of('0') != std::string_view::npos;
    }
    return std::nullopt;
  }

  std::optional<Refusal> check(bool is_1_1) const {
    if (is_1_1 && !there_[host]) return bad("it names no Host");
    if (there_[transfer_encoding] && (there_[content_length] || !is_1_1))
      return bad("it is unclear where it ends");
    if (has_body_ || there_[transfer_encoding])
      return Refusal{
          413, {"body_refused", "requests have no body here", "", 0, "send a GET without a body"}};
    return std::nullopt;
  }

  std::size_t count() const { return count_; }

 private:
  std::array<bool, kFramings> there_{};
  std::size_t count_ = 0;
  bool has_body_ = false;
};

Refusal too_large(const HeadLimits& limits) {
  return {431,
          {"head_too_large",
           "the request's head has more than " + std::to_string(limits.head_bytes) + " bytes or " +
               std::to_string(limits.fields) + " fields",
           "", 0, "send fewer or shorter headers"}};
}

}  // namespace

std::optional<std::size_t> find_head_end(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '\0') return i + 1;
    if (c == '\r' && i + 1 < bytes.size() && bytes[i + 1] != '\n') return i + 1;
    if (c != '\n') continue;
    if (i == 0 || bytes[i - 1] != '\r') return i + 1;
    if (i >= 3 && bytes.substr(i - 3, 4) == "\r\n\r\n") return i + 1;
    if (i == 1) return i + 1;  // a request does not begin with an empty line
  }
  return std::nullopt;
}

std::optional<Refusal> check_head(std::string_view head, const HeadLimits& limits) {
  if (head.size() > limits.head_bytes) return too_large(limits);
  if (!head.ends_with("\r\n\r\n")) return bad("a line of its head does not end as it must");
  head.remove_suffix(kLineEnd.size());
  bool is_1_1 = false;
  bool is_first = true;
  Fields fields;
  while (!head.empty()) {
    const auto end = head.find(kLineEnd);
    const auto line = head.substr(0, end);
    head.remove_prefix(end + kLineEnd.size());
    if (line.empty()) return bad("it begins with an empty line");
    auto refusal = is_first ? check_request_line(line, limits, is_1_1) : fields.add(line);
    if (refusal) return refusal;
    is_first = false;
    if (fields.count() > limits.fields) return too_large(limits);
  }
  return fields.check(is_1_1);
}

}  // namespace veille::http
