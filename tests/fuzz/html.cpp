// HTML, as a fragment and as a whole page -> plain text. Before it a digit: which element is asked
// for.
#include "indexer/read/html.h"
#include "indexer/read/charset.h"
#include "indexer/read/html_guard.h"
#include "indexer/read/html_main.h"
#include "indexer/read/html_page.h"
#include "indexer/read/plain_text.h"
#include "tests/fuzz/extracted.h"

namespace veille::fuzz {
namespace {

const std::set<std::string> kCodes = {"too_large", "too_deep", "invalid_utf8"};

void look_at_head(const read::HtmlHead& head) {
  for (const auto* text :
       {&head.title, &head.language, &head.base, &head.canonical, &head.moved_to, &head.first_time})
    promise_utf8(*text, "what a page says of itself is UTF-8");
  for (const auto& [name, content] : head.meta) {
    promise_utf8(name, "names are UTF-8");
    promise_utf8(content, "contents are UTF-8");
    const auto all = head.all(name);
    promise(content.empty() || !all.empty(), "what is there is found", name);
  }
  for (const auto& tag : head.tags) promise_utf8(tag, "tags are UTF-8");
  for (const auto& script : head.json_ld) promise_utf8(script, "scripts are UTF-8");
}

void look_at_guarded(const std::string& text) {
  const auto guarded = read::guard_html(text);
  promise_utf8(guarded.html, "guarded HTML is UTF-8");
  promise(read::count_line_ends(guarded.html) == read::count_line_ends(text),
          "lines stay where they are", text);
  promise(read::unfinished_tag(text) <= text.size(), "a tag begins in its text");
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  constexpr const char* kSelectors[] = {"", "main", "#content", "div.post", "[role=main]"};
  fuzz::Input input(data, size);
  const auto selector = read::HtmlSelector::parse(kSelectors[input.choose(5)]);
  const std::string bytes = input.rest();
  const int lines = read::count_line_ends(bytes) + 1;
  fuzz::promise_extracted(read::read_html(bytes), lines, fuzz::kCodes);
  // A page in UTF-16 has other lines than its bytes have.
  const std::string text = read::valid_utf8(read::html_utf8(bytes));
  const auto page = read::read_html_page(bytes, selector);
  fuzz::promise_extracted(page.text, read::count_line_ends(text) + 1, fuzz::kCodes);
  fuzz::look_at_head(page.head);
  fuzz::look_at_guarded(text);
  const std::string main = read::main_content(text, selector);
  fuzz::promise(read::count_line_ends(main) == read::count_line_ends(text),
                "lines stay where they are", text);
  fuzz::promise_utf8(main, "the main content is UTF-8");
  return 0;
}
