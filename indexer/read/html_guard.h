// HTML made harmless for gumbo: what its tree would cost more than it says, and what would swallow
// text, goes.
#pragma once

#include <string>
#include <string_view>

namespace veille::read {

inline constexpr std::size_t kMaxHtmlLevels = 512;

struct GuardedHtml {
  std::string html;
  bool too_deep = false;  ///< tags beyond kMaxHtmlLevels were left out, their text was not
};

/// `html` with the same text on the same lines, and only the tags that matter for text: blocks,
/// lists, tables, headings, links, images. Inline tags vanish without parting words; script, style
/// and their like vanish with what they hold; comments vanish. A tag or comment that never ends is
/// text.
///
/// gumbo 0.10 frees its tree by recursion, clones open inline elements into every block, and
/// compares each attribute with all others: unguarded, megabytes of `<div>`, `<font>` or attributes
/// cost a stack, gigabytes or hours. This takes linear time and bounds all three.
GuardedHtml guard_html(std::string_view html);

/// Offset of the first tag in `html` that does not end there; its size when all end. A tag that a
/// blank line cuts in two is where Markdown's HTML blocks end, and must not take the text behind
/// them into a quoted attribute.
std::size_t unfinished_tag(std::string_view html);

}  // namespace veille::read
