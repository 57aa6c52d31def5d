// What a site asks of programs that fetch from it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace veille::fetch {

/// The name by which sites may speak of this program in their robots.txt.
inline constexpr const char* kAgentName = "veille";
inline constexpr std::size_t kMaxRobotsBytes = 500 * 1024;

/// A robots.txt. Source: RFC 9309; of groups those for "veille" count, else those for "*"; of rules
/// the longest that matches, of equally long ones the one that allows.
class Robots {
 public:
  /// Allows everything.
  Robots() = default;
  /// What lies behind kMaxRobotsBytes is not read; what is no rule is passed over.
  static Robots parse(std::string_view text);

  /// Whether `path` may be fetched: of an address all from its first '/', with the query.
  bool allows(std::string_view path) const;

 private:
  struct Rule {
    std::string pattern;
    bool allow = false;
  };
  std::vector<Rule> rules_;
};

}  // namespace veille::fetch
