// A line of forms, and a text -> a snippet. Before them two digits: what the text was cut out of.
#include <algorithm>

#include "searchd/search/snippet.h"
#include "searchd/web/html.h"
#include "tests/fuzz/page.h"
#include "tests/fuzz/promise.h"
#include "veille/analysis.h"

namespace veille::fuzz {
namespace {

constexpr std::string_view kEllipsis = "…";

search::MarkedForms read_forms(const std::string& line) {
  static const search::Node kNode;
  std::vector<search::Leaf> leaves;
  for (const auto& word : words(line)) {
    search::Expansion place;
    place.exact = {word.exact};
    place.forms = {word.exact};
    search::Leaf leaf;
    leaf.node = &kNode;
    leaf.places.push_back(std::move(place));
    leaves.push_back(std::move(leaf));
  }
  return search::MarkedForms(leaves);
}

std::string without_space(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
  return out;
}

void look_at(const search::Snippet& snippet, const std::string& text,
             const search::MarkedForms& forms) {
  std::string shown;
  bool shortened = false;
  for (const auto& part : snippet) {
    promise_utf8(part.text, "snippets of UTF-8 are UTF-8");
    promise(!part.text.empty(), "parts of a snippet have text", text);
    promise(part.text.size() <= 610, "parts of a snippet have a bound", part.text);
    shortened = shortened || part.text.size() > 200;
    shown += part.text;
    if (!part.marked || part.text.size() > 200) continue;
    const auto in_it = words(part.text);
    promise(std::any_of(in_it.begin(), in_it.end(),
                        [&](const auto& word) { return forms.mark(word.exact).leaves != 0; }),
            "what is marked is a form", part.text);
  }
  promise_marked_text(web::to_html(snippet).str());
  if (shortened) return;
  // But for white space and what says that something is left out, it is a piece of the text.
  std::string piece = without_space(shown);
  if (text.find(kEllipsis) != std::string::npos) return;
  if (piece.starts_with(kEllipsis)) piece.erase(0, kEllipsis.size());
  if (piece.ends_with(kEllipsis)) piece.erase(piece.size() - kEllipsis.size());
  promise(without_space(text).find(piece) != std::string::npos, "a snippet is a piece of its text",
          piece);
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  fuzz::Input input(data, size);
  search::Cut cut;
  cut.before = input.choose(2) == 1;
  cut.behind = input.choose(2) == 1;
  const auto forms = fuzz::read_forms(input.line());
  const std::string text = nfc(input.rest());
  const auto snippet = search::make_snippet(text, forms, cut);
  fuzz::promise(snippet.empty() == words(text).empty(), "a text with words has a snippet", text);
  fuzz::look_at(snippet, text, forms);
  return 0;
}
