// What every reader of texts promises of what it gives.
#pragma once

#include <set>
#include <string>

#include "indexer/read/extracted.h"
#include "tests/fuzz/promise.h"

namespace veille::fuzz {

inline bool has_control(std::string_view text, std::string_view but) {
  for (const char c : text)
    if ((static_cast<unsigned char>(c) < 0x20 || c == 0x7F) && but.find(c) == but.npos) return true;
  return false;
}

inline void promise_text(std::string_view text, const char* what) {
  promise_utf8(text, what);
  promise(!has_control(text, "\n\t"), what, text);
}

/// `lines`  of the file; `codes` are the problems that are documented.
inline void promise_extracted(const read::Extracted& extracted, int lines,
                              const std::set<std::string>& codes) {
  promise_text(extracted.title, "a title is text");
  promise_utf8(extracted.language, "a language is UTF-8");
  for (const auto& section : extracted.sections) {
    promise(!section.heading.empty() || !section.text.empty(), "a section is not empty");
    promise_text(section.heading, "a heading is text");
    promise_text(section.text, "a section is text");
    promise_text(section.label, "a label is text");
    promise(nfc(section.text) == section.text, "a section is in NFC", section.text);
  }
  for (const auto& link : extracted.links) {
    promise_utf8(link.target, "a link's target is UTF-8");
    promise_utf8(link.text, "a link's text is UTF-8");
    promise(link.line >= 0 && link.line <= lines, "a link's line is one of the file's",
            link.target);
  }
  for (const auto& problem : extracted.problems) {
    promise(codes.contains(problem.code), "a problem is a documented one", problem.code);
    promise(problem.line >= 0 && problem.line <= lines, "a problem's line is one of the file's",
            to_string(problem));
  }
}

}  // namespace veille::fuzz
