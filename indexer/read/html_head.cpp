#include "indexer/read/html_head.h"

#include <algorithm>

#include "indexer/read/html_tag.h"
#include "indexer/read/html_text.h"
#include "indexer/read/plain_text.h"
#include "veille/utf8.h"

namespace veille::read {
namespace {

/// A page lists no more than this of anything; the rest of a hostile one is left out.
constexpr std::size_t kMaxEntries = 200;
constexpr std::size_t kMaxValueBytes = 16 * 1024;
constexpr std::size_t kMaxJsonBytes = 512 * 1024;

/// Whether a list of words parted by spaces has `word`, without regard to case.
bool has_word(std::string_view list, std::string_view word) {
  const std::string all = " " + lower_ascii(list) + " ";
  return all.find(" " + std::string(word) + " ") != std::string::npos;
}

/// An attribute's value as a reader of the tree would have it.
std::string decoded(std::string_view value) {
  value = value.substr(0, kMaxValueBytes);
  if (value.find('&') == value.npos) return std::string(trimmed(value));
  std::string text;
  for (const char c : value) text += c == '<' ? "&lt;" : std::string(1, c);
  return html_words(text);
}

class HeadReader {
 public:
  explicit HeadReader(std::string_view html) : html_(html), tags_(html) {}

  HtmlHead run() {
    for (std::size_t begin = tags_.next(); begin != html_.npos; begin = tags_.next()) {
      const char initial = static_cast<char>(html_[begin + 1] | 0x20);
      // Only these elements say something here; the others need no second scan.
      if (std::string_view("ahmlstb").find(initial) == std::string_view::npos) continue;
      take(scan_full_html_tag(html_, begin));
    }
    return std::move(out_);
  }

 private:
  void take(const FullHtmlTag& full) {
    const std::string& name = full.tag.name;
    if (full.tag.closing || full.tag.end == html_.npos) return;
    if (name == "html" && out_.language.empty()) out_.language = decoded(full.attribute("lang"));
    if (name == "base" && out_.base.empty()) out_.base = decoded(full.attribute("href"));
    if (name == "meta") take_meta(full);
    if (name == "link") take_link(full);
    if (name == "title" && out_.title.empty()) out_.title = html_words(inner(full.tag));
    if (name == "script" && has_word(full.attribute("type"), "application/ld+json"))
      take_json(full.tag);
    if (name == "time" && out_.first_time.empty())
      out_.first_time = decoded(full.attribute("datetime"));
    if (name == "a" && has_word(full.attribute("rel"), "tag"))
      out_.tags.push_back(html_words(inner(full.tag)));
  }

  /// Asked so often and no oftener: each may have to look through all of the rest.
  std::string_view inner(const HtmlTag& tag, std::size_t most = kMaxValueBytes) {
    if (++inner_asked_ > kMaxEntries) return {};
    const std::string_view text = tags_.inner(tag);
    return text.size() <= most ? text : std::string_view();
  }

  void take_json(const HtmlTag& tag) {
    const std::string_view body = inner(tag, kMaxJsonBytes);
    if (!body.empty()) out_.json_ld.emplace_back(body);
  }

  void take_meta(const FullHtmlTag& full) {
    const std::string content = decoded(full.attribute("content"));
    if (has_word(full.attribute("http-equiv"), "refresh")) take_refresh(content);
    for (const char* attribute : {"name", "property", "itemprop"}) {
      const std::string key = lower_ascii(full.attribute(attribute));
      if (key.empty()) continue;
      const bool robots = key == "robots" || key == "googlebot";
      const std::string words = lower_ascii(content);
      if (robots && (words.find("noindex") != std::string::npos || has_word(words, "none")))
        out_.noindex = true;
      if (!content.empty() && out_.meta.size() < kMaxEntries) out_.meta.emplace_back(key, content);
    }
  }

  /// "0; url=/there/". A page that stays for a while is a page of its own.
  void take_refresh(const std::string& content) {
    const std::string text = lower_ascii(content);
    const auto url = text.find("url=");
    const bool at_once = text.starts_with("0") || text.starts_with("1;");
    if (url == std::string::npos || !at_once) return;
    std::string target = content.substr(url + 4);
    std::erase_if(target, [](char c) { return c == '\'' || c == '"'; });
    out_.moved_to = std::string(trimmed(target));
  }

  void take_link(const FullHtmlTag& full) {
    const std::string_view rel = full.attribute("rel");
    const std::string target = decoded(full.attribute("href"));
    if (target.empty()) return;
    if (has_word(rel, "canonical") && out_.canonical.empty()) out_.canonical = target;
    const std::string language = lower_ascii(full.attribute("hreflang"));
    if (has_word(rel, "alternate") && !language.empty() && out_.alternates.size() < kMaxEntries)
      out_.alternates.emplace_back(language, target);
  }

  const std::string_view html_;
  HtmlTags tags_;
  std::size_t inner_asked_ = 0;
  HtmlHead out_;
};

}  // namespace

std::string HtmlHead::first(std::initializer_list<std::string_view> keys) const {
  for (const auto key : keys) {
    for (const auto& [name, content] : meta) {
      if (name == key) return content;
    }
  }
  return {};
}

std::vector<std::string> HtmlHead::all(std::string_view key) const {
  std::vector<std::string> out;
  for (const auto& [name, content] : meta) {
    if (name == key) out.push_back(content);
  }
  return out;
}

HtmlHead read_html_head(std::string_view html) { return HeadReader(html).run(); }

std::string html_words(std::string_view html) {
  std::string out;
  for (const auto& section : html_text(html).sections) {
    for (const auto* text : {&section.heading, &section.text}) {
      if (!text->empty()) out += (out.empty() ? "" : " ") + *text;
    }
  }
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

}  // namespace veille::read
