// Markdown, with whatever generators put into it -> plain text.
#include "indexer/read/markdown.h"
#include "indexer/read/plain_text.h"
#include "indexer/read/template_lines.h"
#include "indexer/read/template_tags.h"
#include "indexer/read/templates.h"
#include "tests/fuzz/extracted.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const int lines = read::count_line_ends(bytes) + 1;
  fuzz::promise_extracted(read::read_markdown(bytes), lines,
                          {"too_large", "line_too_long", "invalid_utf8", "parser_limit"});
  const std::string text = read::valid_utf8(bytes);
  const std::string plain = read::without_templates(text);
  fuzz::promise(read::count_line_ends(plain) == read::count_line_ends(text),
                "lines stay where they are", text);
  fuzz::promise_utf8(plain, "what is left is UTF-8");
  for (const char* open : {"{{", "{%", "{{<", "{{%"}) {
    for (const auto& shown : {read::tag_text(open, text), read::tag_address(open, text)}) {
      fuzz::promise_utf8(shown, "what a tag shows is UTF-8");
      fuzz::promise(read::count_line_ends(shown) == 0, "what a tag shows is one line", shown);
    }
  }
  const std::string shown = read::component_text(text);
  fuzz::promise_utf8(shown, "what a component shows is UTF-8");
  fuzz::promise(read::count_line_ends(shown) == 0, "what a component shows is one line", shown);
  return 0;
}
