// The lines of a PDF page to paragraphs.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace veille::read {

/// Makes paragraphs of the lines of pages: ligatures are resolved, soft hyphens vanish, a word
/// parted at the end of a line is joined. Knows the whole document, in which a hyphen that belongs
/// to the word also occurs within lines.
class PdfText {
 public:
  /// `pages`  each with its lines ended by '\n' and its blocks parted by a blank line.
  explicit PdfText(const std::vector<std::string>& pages);

  /// The page's paragraphs, parted by '\n', in NFC. A paragraph ends with its block, before a
  /// bullet, and after a line that ends a sentence and is shorter than three quarters of the
  /// block's longest.
  std::string paragraphs(std::string_view page) const;

 private:
  void join(std::string& text, std::string_view line) const;
  bool keeps_hyphen(std::string_view head, std::string_view tail) const;

  std::set<std::string, std::less<>> hyphenated_;  ///< words with a hyphen that stand within a line
};

}  // namespace veille::read
