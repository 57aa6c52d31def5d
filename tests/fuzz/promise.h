// What every fuzz target needs: promises to hold a program to, and an input to take apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "veille/utf8.h"

namespace veille::fuzz {

/// Ends the process where a promise is broken, and says which; libFuzzer keeps the input then.
///
/// `shown`  what broke it.
inline void promise(bool kept, const char* what, std::string_view shown = {}) {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n%s\n", what, printable(shown.substr(0, 4'000)).c_str());
  std::abort();
}

/// The promise that most outputs have in common.
inline void promise_utf8(std::string_view text, const char* what) {
  promise(is_utf8(text), what, text);
}

/// An input, taken apart from its beginning. Seeds can be written by hand: digits choose, lines are
/// texts.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}

  /// A number below `count` by the next byte: '0' is 0, '1' is 1; 0 at the end.
  unsigned choose(unsigned count) {
    if (rest_.empty()) return 0;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return (byte + 256U - '0') % 256U % count;
  }
  /// Up to the next line feed, which goes.
  std::string line() {
    const auto end = rest_.find('\n');
    const std::string out(rest_.substr(0, end));
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return out;
  }
  /// All that is left.
  std::string rest() const { return std::string(rest_); }
  bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace veille::fuzz
