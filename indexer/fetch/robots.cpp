#include "indexer/fetch/robots.h"

#include <algorithm>

#include "veille/utf8.h"

namespace veille::fetch {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char letter = static_cast<char>(c | 0x20);
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/// Escapes of characters that need none are undone, those of others get capitals, so that equal
/// paths are equal text.
std::string normal(std::string_view path) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const int high = path[i] == '%' && i + 2 < path.size() ? hex_value(path[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(path[i + 2]) : -1;
    auto byte = static_cast<unsigned char>(path[i]);
    if (low >= 0) {
      byte = static_cast<unsigned char>(high * 16 + low);
      i += 2;
    }
    const bool plain =
        (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
        (byte >= 'A' && byte <= 'Z') ||
        std::string_view("-._~").find(static_cast<char>(byte)) != std::string_view::npos;
    const bool keep = plain || (low < 0 && byte < 0x80);
    if (keep)
      out += static_cast<char>(byte);
    else
      out += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
  }
  return out;
}

/// Whether `pattern` with its '*' and a '$' at its end matches the beginning of `path`. Takes time
/// in proportion to both lengths multiplied, at the most.
bool matches(std::string_view pattern, std::string_view path) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = pattern.npos;
  std::size_t resume = 0;
  while (true) {
    if (p == pattern.size() && (!to_end || t == path.size())) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && t < path.size() && pattern[p] == path[t]) {
      ++p;
      ++t;
    } else if (star != pattern.npos && resume < path.size()) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
}

constexpr std::size_t kMaxRules = 2000;
constexpr std::size_t kMaxPatternBytes = 512;

}  // namespace

Robots Robots::parse(std::string_view text) {
  if (text.size() > kMaxRobotsBytes) {
    // Half a rule would be another one.
    text = text.substr(0, kMaxRobotsBytes);
    text = text.substr(0, text.find_last_of("\r\n") + 1);
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<Rule> named;
  std::vector<Rule> any;
  bool for_us = false;
  bool for_any = false;
  bool is_named = false;
  bool in_rules = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find_first_of("\r\n", begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    line = trimmed(line.substr(0, line.find('#')));
    const auto colon = line.find(':');
    if (colon == line.npos) continue;
    const std::string key = lower_ascii(trimmed(line.substr(0, colon)));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (key == "user-agent") {
      // The first agent behind rules begins another group.
      if (in_rules) for_us = for_any = in_rules = false;
      for_us = for_us || lower_ascii(value) == kAgentName;
      for_any = for_any || value == "*";
      is_named = is_named || for_us;
    } else if (key == "allow" || key == "disallow") {
      in_rules = true;
      if (value.empty() || value.size() > kMaxPatternBytes) continue;
      const Rule rule{normal(value), key == "allow"};
      if (for_us && named.size() < kMaxRules) named.push_back(rule);
      if (for_any && any.size() < kMaxRules) any.push_back(rule);
    }
  }
  Robots out;
  out.rules_ = is_named ? std::move(named) : std::move(any);
  return out;
}

bool Robots::allows(std::string_view path) const {
  const std::string wanted = normal(path.substr(0, 2048));
  if (wanted == "/robots.txt") return true;
  const Rule* best = nullptr;
  for (const Rule& rule : rules_) {
    if (!matches(rule.pattern, wanted)) continue;
    const bool longer = best == nullptr || rule.pattern.size() > best->pattern.size();
    const bool equal = best != nullptr && rule.pattern.size() == best->pattern.size();
    if (longer || (equal && rule.allow)) best = &rule;
  }
  return best == nullptr || best->allow;
}

}  // namespace veille::fetch
