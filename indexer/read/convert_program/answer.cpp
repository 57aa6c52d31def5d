#include "indexer/read/convert_program/answer.h"

#include <iostream>

namespace veille::convert {

void say(const nlohmann::json& line) {
  std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

void say_extracted(const read::Extracted& extracted) {
  const auto& authors = extracted.authors;
  say({{"title", extracted.title},
       {"author", authors.empty() ? "" : authors.front()},
       {"created", extracted.date},
       {"language", extracted.language}});
  for (const Section& section : extracted.sections) {
    say({{"heading", section.heading}, {"text", section.text}});
  }
  for (const Error& problem : extracted.problems) say({{"problem", problem.code}});
  say_complete();
}

void say_error(const std::string& code) { say({{"error", code}}); }

void say_complete() {
  say({{"complete", true}});
  std::cout.flush();
}

void say_probe(bool has_file_rules) {
  if (has_file_rules) say({{"confined", "files"}});
  say_complete();
}

}  // namespace veille::convert
