#include "indexer/read/html_role.h"

#include <map>

namespace veille::read {
namespace {

const std::map<std::string_view, Role>& roles() {
  static const std::map<std::string_view, Role> table = [] {
    std::map<std::string_view, Role> t;
    for (const char* name :
         {"address", "article", "aside",    "blockquote", "center", "details", "dialog", "dir",
          "div",     "dl",      "fieldset", "figcaption", "figure", "footer",  "h1",     "h2",
          "h3",      "h4",      "h5",       "h6",         "header", "main",    "menu",   "nav",
          "ol",      "pre",     "section",  "summary",    "table",  "ul"}) {
      t[name] = Role::container;
    }
    for (const char* name : {"area", "body", "br", "caption", "head", "hr", "html", "img", "p",
                             "tbody", "td", "tfoot", "th", "thead", "tr"}) {
      t[name] = Role::leaf;
    }
    for (const char* name : {"button", "form", "legend", "optgroup", "option", "select", "video"}) {
      t[name] = Role::line_break;
    }
    for (const char* name : {"iframe", "noembed", "noframes", "script", "style", "template"}) {
      t[name] = Role::raw_text;
    }
    for (const char* name : {"textarea", "title", "xmp"}) t[name] = Role::text_only;
    for (const char* name : {"li", "dt", "dd"}) t[name] = Role::item;
    t["a"] = Role::link;
    return t;
  }();
  return table;
}

}  // namespace

Role role_of(std::string_view name) {
  const auto at = roles().find(name);
  return at == roles().end() ? Role::dropped : at->second;
}

}  // namespace veille::read
