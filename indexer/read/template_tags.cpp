#include "indexer/read/template_tags.h"

#include <algorithm>
#include <vector>

#include "indexer/read/plain_text.h"
#include "veille/utf8.h"

namespace veille::read {
namespace {

bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }

/// A string literal with its escapes undone; empty when `text` begins with anything else. `length`
/// is that of the literal with its quotes.
std::string literal(std::string_view text, std::size_t& length) {
  length = 0;
  if (text.empty() || !is_quote(text.front())) return {};
  std::string out;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == text.front()) {
      length = i + 1;
      return out;
    }
    if (text[i] == '\\' && i + 1 < text.size() && is_quote(text[i + 1])) ++i;
    out += text[i];
  }
  return {};
}

std::string literal(std::string_view text) {
  std::size_t length = 0;
  return literal(trimmed(text), length);
}

/// A quoted value of a tag and its key, which is empty when it has none.
struct Argument {
  std::string key;
  std::string value;
};

bool is_argument_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == ':';
}

/// `key="v"`, `key: "v"` and `"v"`, in their order.
std::vector<Argument> arguments(std::string_view text) {
  std::vector<Argument> out;
  std::string key;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 0;
    std::string value = literal(text.substr(i), length);
    if (length > 0) {
      if (key.ends_with(':')) key.pop_back();
      out.push_back({std::move(key), std::move(value)});
      key.clear();
      i += length;
    } else if (is_argument_key_character(text[i])) {
      std::size_t end = i;
      while (end < text.size() && is_argument_key_character(text[end])) ++end;
      key = text.substr(i, end - i);
      i = end;
    } else {
      // Between key and value stand '=' and spaces; a comma ends what came before.
      if (text[i] == ',' || text[i] == '|') key.clear();
      ++i;
    }
    // "a b="v"": the value is b's; "a "v"" has none, and a's is unquoted.
    const bool joined = i < text.size() && (text[i] == '=' || key.ends_with(':'));
    if (length == 0 && i < text.size() && is_space(text[i]) && !joined) {
      const std::size_t next = std::min(text.find_first_not_of(" \t\r\n", i), text.size());
      if (next >= text.size() || text[next] != '=') key.clear();
    }
  }
  return out;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool holds_text(const std::string& key) {
  return is_one_of(key, {"text", "title", "caption", "alt", "content", "quote", "description",
                         "label", "heading", "summary", "cite", "attr", "attribution", "credit",
                         "subtitle", "message", "body", "name", "author"});
}

bool holds_no_text(const std::string& key) {
  return is_one_of(
      key, {"src",    "href",    "url",      "link",   "to",     "class",   "classes", "id",
            "style",  "image",   "img",      "width",  "height", "target",  "rel",     "icon",
            "color",  "variant", "type",     "size",   "sizes",  "srcset",  "file",    "path",
            "lang",   "ref",     "slug",     "layout", "align",  "float",   "loading", "date",
            "format", "cover",   "template", "css",    "page",   "attrlink"});
}

/// "a/b.png", "image (1).png", "/x", "#x", "https://x"; "the homepage of vote.example.gov" is none.
bool is_like_a_path(const std::string& value) {
  const bool words = value.find(' ') != value.npos;
  if (!words && (value.find("://") != value.npos || value.find('/') != value.npos)) return true;
  if (value.starts_with('/') || value.starts_with('#') || value.starts_with("./")) return true;
  const std::size_t dot = value.rfind('.');
  return dot != value.npos && is_one_of(lower_ascii(value.substr(dot + 1)),
                                        {"png",  "jpg", "jpeg", "gif", "svg",  "webp", "pdf",
                                         "html", "htm", "md",   "mp4", "mp3",  "zip",  "csv",
                                         "json", "js",  "css",  "ico", "webm", "docx", "xlsx"});
}

/// "btn btn-primary": every word in lower_ascii case, one with a hyphen in the way of class names.
bool is_like_classes(const std::string& value) {
  const bool plain =
      value.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_: ") == value.npos;
  return plain && (value.find('-') != value.npos || value.find('_') != value.npos ||
                   std::count(value.begin(), value.end(), ' ') == 0);
}

bool is_text(const Argument& argument) {
  const std::string key = lower_ascii(argument.key);
  const std::string& value = argument.value;
  if (holds_no_text(key) || trimmed(value).empty()) return false;
  if (value.find("{{") != value.npos || is_like_a_path(value)) return false;
  if (holds_text(key)) return true;
  return trimmed(value).find(' ') != std::string_view::npos && !is_like_classes(value);
}

/// The tags of Liquid, Nunjucks and Hugo that govern the template and show nothing themselves.
bool governs(std::string_view word) {
  return is_one_of(word, {"if",        "unless",   "elsif",    "elif",   "else",    "case",
                          "when",      "for",      "assign",   "set",    "capture", "increment",
                          "decrement", "cycle",    "tablerow", "layout", "extends", "block",
                          "macro",     "import",   "from",     "call",   "comment", "raw",
                          "highlight", "post_url", "link",     "with",   "range",   "define",
                          "ref",       "relref",   "liquid",   "endif",  "filter",  "codeblock"});
}

std::string on_one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

/// The values that are text, each once, as lines.
std::string shown(const std::vector<Argument>& all) {
  std::vector<std::string> values;
  for (const Argument& argument : all) {
    std::string value = on_one_line(argument.value);
    if (is_text(argument) && std::find(values.begin(), values.end(), value) == values.end())
      values.push_back(std::move(value));
  }
  std::string out;
  for (const std::string& value : values) out += (out.empty() ? "" : "<br>") + value;
  return out;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '"') {
      out += "&quot;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string written_address(std::string_view open, std::string_view inside) {
  inside = trimmed(inside);
  if (open == "{{") return literal(inside);
  std::string_view rest = inside;
  const std::string_view word = take_word(rest);
  if (open != "{%") {
    if (word != "ref" && word != "relref") return {};
    const auto named = arguments(rest);
    return named.empty() ? "" : named.front().value;
  }
  if (word == "post_url" && !rest.empty()) return "/_posts/" + std::string(rest) + ".md";
  if (word != "link" || rest.empty()) return {};
  // The file's path from the top of the site.
  return (rest.front() == '/' ? "" : "/") + std::string(rest);
}

}  // namespace

std::string tag_address(std::string_view open, std::string_view inside) {
  return on_one_line(written_address(open, inside));
}

std::string tag_text(std::string_view open, std::string_view inside) {
  std::string address = tag_address(open, inside);
  if (open == "{{" || !address.empty()) return address;
  std::string_view rest = inside;
  const std::string_view word = take_word(rest);
  // `{{</* figure */>}}` shows a shortcode as it is written, `{{</ figure >}}` ends one.
  if (word.empty() || word.starts_with('/') || governs(word)) return {};
  return shown(arguments(rest));
}

std::string component_text(std::string_view inside) {
  const std::vector<Argument> all = arguments(inside);
  std::string text = shown(all);
  const auto link = std::find_if(all.begin(), all.end(), [](const Argument& a) {
    return is_one_of(lower_ascii(a.key), {"link", "href", "to", "url"});
  });
  if (link == all.end()) return text;
  return "<a href=\"" + escaped(on_one_line(link->value)) + "\">" + text + "</a>";
}

}  // namespace veille::read
