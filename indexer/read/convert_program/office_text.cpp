#include "indexer/read/convert_program/office_text.h"

#include <utility>

#include "indexer/read/plain_text.h"

namespace veille::convert {
namespace {

/// Beyond these a heading is a line like others: no reader has so many.
constexpr std::size_t kMaxSections = 10'000;

void append_line(std::string& text, std::string_view line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

}  // namespace

std::string& OfficeText::text() {
  if (in_note_) return notes_;
  if (sections_.empty()) sections_.emplace_back();
  return sections_.back().text;
}

void OfficeText::end_paragraph(bool heading) {
  if (rows_ > 0 && !in_note_) {
    line_ += ' ';
    return;
  }
  const std::string words(read::trimmed(line()));
  line().clear();
  if (words.empty()) return;
  if (!heading || in_note_ || sections_.size() >= kMaxSections) return append_line(text(), words);
  Section section;
  section.heading = words;
  for (char& c : section.heading) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  sections_.push_back(std::move(section));
}

void OfficeText::begin_row() {
  if (rows_ == 0) end_paragraph(false);
  ++rows_;
}

void OfficeText::end_cell() {
  while (!line_.empty() && line_.back() == ' ') line_.pop_back();
  line_ += '\t';
}

void OfficeText::end_row() {
  if (rows_ > 0 && --rows_ == 0) end_paragraph(false);
}

void OfficeText::begin_note() { in_note_ = true; }

void OfficeText::end_note() {
  end_paragraph(false);
  in_note_ = false;
}

std::vector<Section> OfficeText::finish() {
  rows_ = 0;
  in_note_ = false;
  end_paragraph(false);
  if (!notes_.empty()) {
    Section notes;
    notes.text = std::move(notes_);
    sections_.push_back(std::move(notes));
  }
  return std::exchange(sections_, {});
}

}  // namespace veille::convert
