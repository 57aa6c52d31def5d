// The text of an office document as it grows: paragraphs, headings, rows of tables, notes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "veille/publication.h"

namespace veille::convert {

/// Gathers sections. A heading begins one; a paragraph is a line; a row of a table is a line, its
/// cells parted by tabs; notes are gathered apart and stand at the end.
class OfficeText {
 public:
  void add(std::string_view text) { line() += text; }

  /// The line so far is a paragraph, or a heading. Within a table a paragraph only ends a line of
  /// its cell, and there are no headings.
  void end_paragraph(bool heading);

  void begin_row();
  void end_cell();
  void end_row();

  /// What follows, until the end, belongs to a note. Notes do not nest.
  void begin_note();
  void end_note();

  /// All of it, notes last; the object is empty afterwards.
  std::vector<Section> finish();

 private:
  std::string& line() { return in_note_ ? note_line_ : line_; }
  std::string& text();

  std::vector<Section> sections_;
  std::string line_;
  std::string note_line_;
  std::string notes_;
  int rows_ = 0;  ///< tables nest
  bool in_note_ = false;
};

}  // namespace veille::convert
