#include "indexer/read/html_main.h"

#include <algorithm>
#include <vector>

#include "indexer/read/html_role.h"
#include "indexer/read/plain_text.h"

namespace veille::read {
namespace {

constexpr std::size_t kMaxLevels = 512;
constexpr std::size_t kNone = ~std::size_t{0};
/// What holds so much of the text is where the text is.
constexpr double kMostOfText = 0.7;

struct Element {
  std::string name;
  std::size_t parent = kNone;
  std::size_t begin = 0;  // of its tag
  std::size_t end = 0;    // behind its closing tag
  std::size_t text = 0;   // bytes of words in it, those in links among them
  std::size_t links = 0;  // bytes of words in links in it
  bool chosen = false;    // by the selector
  bool is_main = false;
  bool is_navigation = false;

  std::size_t own() const { return text - links; }
};

bool is_counted(const std::string& name) {
  static constexpr std::string_view kNames =
      " main article section div td body nav header footer aside form ";
  return kNames.find(" " + name + " ") != std::string_view::npos;
}

/// The elements of a page that may be, or may hold, its main content, outer ones first.
class Outline {
 public:
  Outline(std::string_view html, const std::optional<HtmlSelector>& selector)
      : html_(html), selector_(selector), tags_(html) {}

  std::vector<Element> run() {
    elements_.push_back({"html", kNone, 0, html_.size(), 0, 0, false, false, false});
    open_ = {0};
    std::size_t text_from = 0;
    for (std::size_t begin = tags_.next(); begin != html_.npos; begin = tags_.next()) {
      count(text_from, begin);
      const FullHtmlTag full = scan_full_html_tag(html_, begin);
      if (full.tag.end == html_.npos) break;
      full.tag.closing ? close(full.tag) : open(full, begin);
      text_from = skip_raw(full.tag);
    }
    count(text_from, html_.size());
    while (open_.size() > 1) end_last(html_.size());
    for (std::size_t i = elements_.size(); i-- > 1;) {
      Element& parent = elements_[elements_[i].parent];
      parent.text += elements_[i].text;
      parent.links += elements_[i].links;
    }
    return std::move(elements_);
  }

 private:
  /// What a script holds is no text of the page.
  std::size_t skip_raw(const HtmlTag& tag) {
    const Role role = role_of(tag.name);
    const bool raw = !tag.closing && (role == Role::raw_text || tag.name == "title");
    raw_ = raw;
    return tag.end;
  }

  void count(std::size_t from, std::size_t to) {
    if (from >= to || raw_) return;
    std::size_t bytes = 0;
    for (std::size_t i = from; i < to; ++i) bytes += !is_space(html_[i]);
    elements_[open_.back()].text += bytes;
    if (in_link_) elements_[open_.back()].links += bytes;
  }

  void open(const FullHtmlTag& full, std::size_t begin) {
    const std::string& name = full.tag.name;
    if (name == "a") in_link_ = true;
    const bool chosen = selector_ && selector_->matches(full);
    if ((!is_counted(name) && !chosen) || open_.size() >= kMaxLevels) return;
    const std::string_view role = full.attribute("role");
    Element element{name, open_.back(), begin, html_.size(), 0, 0, chosen, false, false};
    element.is_main = name == "main" || role == "main";
    element.is_navigation = name == "nav" || name == "form" || role == "navigation" ||
                            role == "search" || role == "banner" || role == "contentinfo";
    elements_.push_back(std::move(element));
    open_.push_back(elements_.size() - 1);
  }

  void close(const HtmlTag& tag) {
    if (tag.name == "a") in_link_ = false;
    const auto found = std::find_if(open_.rbegin(), open_.rend(),
                                    [&](std::size_t i) { return elements_[i].name == tag.name; });
    if (found == open_.rend() || *found == 0) return;
    const auto level = static_cast<std::size_t>(open_.rend() - found) - 1;
    while (open_.size() > level) end_last(tag.end);
  }

  void end_last(std::size_t end) {
    elements_[open_.back()].end = end;
    open_.pop_back();
  }

  const std::string_view html_;
  const std::optional<HtmlSelector>& selector_;
  HtmlTags tags_;
  std::vector<Element> elements_;
  std::vector<std::size_t> open_;
  bool in_link_ = false;
  bool raw_ = false;
};

/// The element with the most text of those for which `is` holds; kNone when there is none.
template <class Is>
std::size_t largest(const std::vector<Element>& elements, const Is& is) {
  std::size_t best = kNone;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (is(elements[i]) && (best == kNone || elements[i].text > elements[best].text)) best = i;
  }
  return best;
}

bool is_set_apart(const Element& e) {
  return e.name == "aside" || e.name == "header" || e.name == "footer";
}

bool is_left_out(const Element& e) {
  return e.is_navigation || (is_set_apart(e) && e.links * 2 >= e.text);
}

/// One article, unless the page shows several alike: then it is a list.
std::size_t main_article(const std::vector<Element>& elements) {
  std::size_t all = 0;
  for (const auto& e : elements) {
    const bool inner = e.parent != kNone && elements[e.parent].name == "article";
    if (e.name == "article" && !inner) all += e.text;
  }
  const auto best = largest(elements, [](const Element& e) { return e.name == "article"; });
  if (best == kNone) return kNone;
  const auto text = static_cast<double>(elements[best].text);
  return text >= kMostOfText * static_cast<double>(all) ? best : kNone;
}

/// From the whole page down, as long as one element holds most of the text.
std::size_t densest(const std::vector<Element>& elements) {
  // Without navigation and what is set apart.
  std::vector<std::size_t> own(elements.size());
  std::vector<bool> out(elements.size(), false);
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Element& e = elements[i];
    out[i] = e.is_navigation || is_set_apart(e) || (e.parent != kNone && out[e.parent]);
    own[i] = e.own();
  }
  for (std::size_t i = elements.size(); i-- > 1;) {
    if (!out[i] || out[elements[i].parent]) continue;
    for (std::size_t p = elements[i].parent; p != kNone; p = elements[p].parent) own[p] -= own[i];
  }
  std::size_t at = 0;
  for (std::size_t i = 1; i < elements.size(); ++i) {
    const bool inside =
        elements[i].begin >= elements[at].begin && elements[i].end <= elements[at].end;
    if (!out[i] && inside &&
        static_cast<double>(own[i]) >= kMostOfText * static_cast<double>(own[at]))
      at = i;
  }
  return at;
}

std::size_t choose(const std::vector<Element>& elements) {
  const auto chosen = largest(elements, [](const Element& e) { return e.chosen; });
  if (chosen != kNone) return chosen;
  const auto main = largest(elements, [](const Element& e) { return e.is_main; });
  if (main != kNone && elements[main].text > 0) return main;
  const auto article = main_article(elements);
  return article != kNone && elements[article].text > 0 ? article : densest(elements);
}

/// Blanks out bytes, but for the ends of lines.
void blank(std::string& html, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (html[i] != '\n' && html[i] != '\r') html[i] = ' ';
  }
}

}  // namespace

std::string main_content(std::string_view html, const std::optional<HtmlSelector>& selector) {
  const std::vector<Element> elements = Outline(html, selector).run();
  const std::size_t main = choose(elements);
  const bool is_named =
      elements[main].chosen || elements[main].is_main || elements[main].name == "article";
  std::string out(html);
  blank(out, 0, elements[main].begin);
  blank(out, elements[main].end, out.size());
  for (std::size_t i = main + 1; i < elements.size() && elements[i].begin < elements[main].end;
       ++i) {
    const Element& e = elements[i];
    if (is_left_out(e) || (!is_named && is_set_apart(e))) blank(out, e.begin, e.end);
  }
  return out;
}

}  // namespace veille::read
