// The two files of an evaluation, one behind the other, with a line of '=' between them.
#include <set>

#include "indexer/evaluate/judgments.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/scratch.h"

namespace veille::fuzz {
namespace {

void look_at_error(const Error& error) {
  static const std::set<std::string> kCodes = {"file_unreadable", "line_malformed", "id_repeated",
                                               "file_empty",      "grade_unknown",  "judged_twice",
                                               "query_unknown"};
  promise(kCodes.contains(error.code), "an error is a documented one", to_string(error));
  promise(!error.where.empty() && error.line >= 0, "an error has a place", to_string(error));
}

void look_at(const std::vector<evaluate::Query>& queries) {
  std::set<std::string> ids;
  promise(!queries.empty(), "a file without queries is an error");
  for (const auto& query : queries) {
    promise(ids.insert(query.id).second, "an id is there once", query.id);
    for (const auto* text : {&query.id, &query.language, &query.type, &query.text}) {
      promise_utf8(*text, "queries are UTF-8");
      promise(!text->empty(), "no field is empty");
    }
  }
}

void look_at(const std::vector<evaluate::Judged>& judgments) {
  for (const auto& judged : judgments) {
    promise(!judged.grades.empty(), "what is judged has a grade", judged.id);
    for (const auto& [document, grade] : judged.grades) {
      promise(grade >= 0 && grade <= evaluate::kMaxGrade, "a grade is one", document);
      promise(nfc(document) == document, "a document's name is in NFC", document);
    }
    for (const auto& [document, pages] : judged.pages) {
      promise(judged.grades.contains(document), "pages are of a document", document);
      promise(pages.empty() || *pages.begin() >= 1, "pages count from 1", document);
    }
  }
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto& scratch = fuzz::Scratch::get();
  const auto parting = std::min(bytes.find("\n=\n"), bytes.size());
  scratch.write("queries", bytes.substr(0, parting));
  scratch.write("judgments", bytes.substr(std::min(parting + 3, bytes.size())));
  const auto queries = evaluate::read_queries(scratch.folder() / "queries");
  if (!queries) {
    fuzz::look_at_error(queries.error());
    return 0;
  }
  fuzz::look_at(*queries);
  const auto judgments = evaluate::read_judgments(scratch.folder() / "judgments", *queries,
                                                  scratch.folder() / "queries");
  if (judgments)
    fuzz::look_at(*judgments);
  else
    fuzz::look_at_error(judgments.error());
  return 0;
}
