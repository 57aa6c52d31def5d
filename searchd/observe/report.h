// What visitors looked for and did not find, out of access logs.
#pragma once

#include <cstddef>
#include <istream>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace veille::observe {

/// One text that found nothing.
struct Missed {
  std::string text;      ///< as it was typed the first time
  std::string language;  ///< the readers'
  std::size_t visitors = 0;
  std::size_t searches = 0;
  /// What most of them searched next, within ten minutes, and found; empty when nobody did.
  std::string instead;
  std::size_t instead_visitors = 0;
};

/// Reads logs in the order in which they were written.
class ZeroResults {
 public:
  /// Reads the lines of a JSON access log with queries. What is no such line is passed over and
  /// counted.
  void read(std::istream& log);

  /// The texts that at least `least` visitors searched in vain, most visitors first, then by text.
  /// Case, accents and repeated spaces do not tell texts apart.
  std::vector<Missed> missed(std::size_t least) const;

  std::size_t searches() const { return searches_; }
  std::size_t other_lines() const { return other_lines_; }

 private:
  struct Text {
    std::string first;
    std::set<std::string> visitors;
    std::size_t searches = 0;
    std::map<std::string, std::set<std::string>> instead;  // texts, and who searched them
  };
  using Key = std::pair<std::string, std::string>;  // language, folded text
  struct Last {
    Key key;
    long long at = 0;
  };

  bool add(const std::string& line);

  std::map<Key, Text> texts_;
  std::map<std::string, std::vector<Last>> waiting_;  // by visitor: what was just searched in vain
  std::size_t searches_ = 0;
  std::size_t other_lines_ = 0;
};

/// Writes the report: a comment for each text, and below it the line for synonyms.yaml that would
/// make it find what was found instead; by language, as that file has them.
void write_report(const ZeroResults& results, std::size_t least, std::ostream& out);

}  // namespace veille::observe
