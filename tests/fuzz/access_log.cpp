// Lines of an access log -> the report of what was not found, which is a synonyms.yaml.
#include <sstream>

#include "indexer/read/front_matter.h"
#include "searchd/observe/report.h"
#include "tests/fuzz/promise.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  observe::ZeroResults results;
  std::istringstream in(bytes);
  results.read(in);
  std::size_t lines = 0;
  std::istringstream again(bytes);
  for (std::string line; std::getline(again, line);) lines += line.empty() ? 0 : 1;
  fuzz::promise(results.searches() + results.other_lines() == lines, "every line is counted",
                bytes);
  for (const auto& missed : results.missed(1)) {
    fuzz::promise_utf8(missed.text, "what was typed is UTF-8");
    fuzz::promise(missed.visitors >= 1 && missed.searches >= missed.visitors,
                  "each visitor has searched", missed.text);
    fuzz::promise(missed.instead_visitors <= missed.visitors, "of the visitors some found another",
                  missed.text);
  }
  std::ostringstream report;
  write_report(results, 1, report);
  fuzz::promise_utf8(report.str(), "the report is UTF-8");
  if (report.str().size() > 200'000) return 0;
  fuzz::promise(read::parse_own_yaml(report.str()).has_value(), "the report is YAML", report.str());
  return 0;
}
