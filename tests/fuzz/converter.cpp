// What a converter says, who is not believed: two digits for the kind and how its process ended,
// then its lines. The same bytes are looked at as a document, as well.
#include "indexer/read/document_answer.h"
#include "indexer/read/document_kind.h"
#include "indexer/read/garbled.h"
#include "indexer/read/pdf_text.h"
#include "tests/fuzz/extracted.h"

namespace veille::fuzz {
namespace {

constexpr read::DocumentKind kKinds[] = {read::DocumentKind::pdf, read::DocumentKind::docx,
                                         read::DocumentKind::odt, read::DocumentKind::html,
                                         read::DocumentKind::text};
constexpr int kPages = 3;

void look_at_answer(const process::ChildOutcome& outcome, read::DocumentKind kind) {
  static const std::set<std::string> kErrors = {
      "document_encrypted", "document_damaged", "document_archive",
      "document_no_text",   "document_garbled", "document_time",
      "document_memory",    "document_output",  "document_crashed"};
  const auto said = read::extracted_from(outcome, kind, kPages);
  if (!said)
    return promise(kErrors.contains(said.error().code), "an error is a documented one",
                   said.error().code);
  auto extracted = *said;
  // A PDF's empty pages keep their numbers.
  if (kind == read::DocumentKind::pdf) {
    int page = 0;
    for (const auto& section : extracted.sections)
      promise(section.page == ++page, "pages are numbered from 1");
    std::erase_if(extracted.sections, [](const auto& s) { return s.text.empty(); });
  }
  std::erase_if(extracted.sections, [](const auto& s) { return s.text.empty(); });
  promise_extracted(extracted, 0, {"document_pages", "too_large", "too_deep", "invalid_utf8"});
  promise(extracted.authors.size() <= 1, "a document has one author");
  for (const auto& author : extracted.authors) promise_text(author, "an author is text");
  promise(extracted.date.empty() || extracted.date.size() == 10, "a date is a day", extracted.date);
}

void look_at_bytes(const std::string& bytes) {
  promise_utf8(read::describe(bytes), "a description is UTF-8");
  for (const auto kind : kKinds) static_cast<void>(read::may_be(bytes, kind));
  static_cast<void>(read::is_locked_office(bytes));
  static_cast<void>(read::kind_by_name(bytes));
  static_cast<void>(read::is_garbled({bytes}));
  promise_text(read::PdfText({bytes}).paragraphs(bytes), "paragraphs are text");
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  fuzz::Input input(data, size);
  const auto kind = fuzz::kKinds[input.choose(std::size(fuzz::kKinds))];
  constexpr int kExits[] = {0, 1, 128 + 9, 128 + 24};
  const unsigned how = input.choose(16);
  process::ChildOutcome outcome;
  outcome.output = input.rest();
  outcome.messages = how % 2 == 1 ? outcome.output : "";
  outcome.exit_code = kExits[how / 2 % 4];
  outcome.output_cut = how / 8 == 1;
  fuzz::look_at_answer(outcome, kind);
  fuzz::look_at_bytes(outcome.output);
  return 0;
}
