// What the converter says: one JSON object a line, written as soon as it is known, so that neither
// a long document nor its answer is held twice, and what was said stays said.
//
//   {"title": "", "author": "", "created": "2019-07-10", "language": "fr", "page_count": 2}
//   {"label": "i", "text": "lines end with \n, blocks with \n\n"}       a page of a PDF
//   {"heading": "", "text": "paragraphs end with \n"}                   a section of anything else
//   {"problem": "too_deep"}
//   {"complete": true}                                                  all text was said
//   {"bookmark": "Chapter 1", "page": 2}                                only after it, like
//   {"language": "fr"}                                                  that of a PDF
//
// or nothing but {"error": "encrypted" | "damaged" | "archive"}.
// A probe is answered by {"confined": "files"}, where that is so, and {"complete": true}.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "indexer/read/extracted.h"

namespace veille::convert {

/// Writes one line. What is not UTF-8 becomes U+FFFD.
void say(const nlohmann::json& line);

/// Says a text that was read as a whole.
void say_extracted(const read::Extracted& extracted);

void say_error(const std::string& code);
void say_complete();

/// That all is well, and whether the kernel keeps other files from this program.
void say_probe(bool has_file_rules);

}  // namespace veille::convert
