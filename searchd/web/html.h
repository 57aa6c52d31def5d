// Text that is HTML already, told apart by its type: escaping has one owner.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "searchd/search/answer.h"

namespace veille::web {

/// Escaped HTML. Made by escaping text, or by `trusted` from our own markup.
class Html {
 public:
  Html() = default;
  /// `text` with & < > " ' escaped, right in elements and in quoted attributes. Control characters
  /// become spaces.
  static Html escape(std::string_view text);
  /// Markup of the program's own making.
  static Html trusted(std::string markup) { return Html(std::move(markup)); }

  Html& operator+=(const Html& more) {
    text_ += more.text_;
    return *this;
  }
  const std::string& str() const { return text_; }

 private:
  explicit Html(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// A snippet with <mark> around what matches.
Html to_html(const search::Snippet& snippet);

}  // namespace veille::web
