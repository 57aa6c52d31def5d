// What a built HTML page says of itself for machines: links, meta elements, JSON-LD.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace veille::read {

struct HtmlHead {
  std::string title;      ///< of <title>
  std::string language;   ///< `lang` of <html>
  std::string base;       ///< `href` of <base>
  std::string canonical;  ///< `href` of <link rel=canonical>, as written
  std::string moved_to;   ///< where a meta refresh leads at once; empty for none
  std::vector<std::pair<std::string, std::string>> alternates;  ///< hreflang, href; in their order
  std::vector<std::pair<std::string, std::string>>
      meta;  ///< name, property or itemprop in lower case, and content; in their order
  std::vector<std::string> json_ld;  ///< the bodies of application/ld+json scripts
  std::vector<std::string> tags;     ///< the words of links with rel=tag
  std::string first_time;            ///< `datetime` of the first <time>
  bool noindex = false;              ///< a robots meta element asks not to be indexed

  /// The first content that is not empty, of the first of `keys` that has one; "" when none has.
  std::string first(std::initializer_list<std::string_view> keys) const;
  /// All contents of `key`, in their order, none empty.
  std::vector<std::string> all(std::string_view key) const;
};

/// Of all of `html`, valid UTF-8, not only of its <head>: generators put such elements anywhere.
/// Entities are decoded, white space collapsed. Takes time in proportion to the text.
HtmlHead read_html_head(std::string_view html);

/// The text of a fragment of HTML on one line.
std::string html_words(std::string_view html);

}  // namespace veille::read
