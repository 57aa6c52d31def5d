// A Markdown tree written as HTML, so that the HTML inside Markdown and around it is read as one
// text.
#pragma once

#include <string>
#include <vector>

struct cmark_node;

namespace veille::read {

struct MarkdownHtml {
  std::string html;
  std::vector<int>
      lines;  ///< for each line of `html`, the line of the Markdown that it comes from, from 1
};

/// Writes the tree below `root`. Raw HTML goes through as it is; tables, which cmark takes for
/// paragraphs, become a line per row without their pipes and rules; an image becomes its
/// alternative text.
MarkdownHtml markdown_html(cmark_node* root);

}  // namespace veille::read
