// Documents made in code, and one reader for all tests of them.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "indexer/read/document.h"

namespace veille::read {

inline const std::filesystem::path kConverter = VEILLE_BINARY_DIR "/veille-convert";
inline const std::filesystem::path kCorpus = VEILLE_SOURCE_DIR "/corpus";

/// One reader for all cases: the first conversion probes for bubblewrap.
const DocumentReader& reader();

std::string bytes_of(const std::filesystem::path& file);

/// The code of the error with which `bytes` fail under `name`; "no error" when they do not.
std::string error_of(const std::string& bytes, const std::string& name);

/// A PDF whose pages draw what `contents` say, with Helvetica as /F1. Page labels: i, ii, then 1.
/// Page n from 0 is object 5 + 2n. `catalog` is added to the catalogue, `objects` behind the pages,
/// from number 5 + 2 * contents.size() on.
std::string make_pdf(const std::vector<std::string>& contents, const std::string& catalog = "",
                     const std::vector<std::string>& objects = {});

/// Draws `text` at a place on a page.
std::string drawn_at(int x, int y, const std::string& text);

/// Twenty lines of ordinary words on a page.
std::string paragraph_of_words();

struct Member {
  std::string name;
  std::string bytes;
  bool deflated = false;
  unsigned flags = 0;
};

std::string make_zip(const std::vector<Member>& members);

/// A Word document with this in its body; `more` are further members.
std::string make_docx(const std::string& body, std::vector<Member> more = {});

/// A paragraph of one run, with `style` unless that is empty.
std::string docx_paragraph(const std::string& text, const std::string& style = "");

/// An OpenDocument text with this as its text.
std::string make_odt(const std::string& text, std::vector<Member> more = {});

}  // namespace veille::read
