// Documents to text: PDF, DOCX, ODT, HTML and plain text, each in a confined child process. The
// libraries that read them abort on bad files and are never run in ours.
#pragma once

#include <filesystem>
#include <string>

#include "indexer/read/converter.h"
#include "indexer/read/extracted.h"

namespace veille::read {

/// Reads documents. Threads may share one.
class DocumentReader {
 public:
  /// `program` is veille-convert; looked for when empty (Converter says where).
  /// Throws: std::runtime_error, when it is not there.
  explicit DocumentReader(std::filesystem::path program = {}, ConverterLimits limits = {});

  /// The document `name` that consists of `bytes`. What it is, the bytes say; where the extension
  /// of `name` says something else, it is not read.
  ///
  /// A PDF's pages in order are sections with number and printed label; the heading of a page is
  /// made of the bookmarks to it. Text is in NFC, ligatures resolved, words hyphenated at a line's
  /// end joined, paragraphs by '\n'. Of the others each heading begins a section.
  ///
  /// Problems: document_pages (limits.pages are fewer than it has), and those of read_html.
  /// Errors:   document_empty (no byte), document_too_large, document_mislabelled (the message
  ///           names what it is), document_unknown, document_encrypted, document_damaged,
  ///           document_archive (an office document packed like an attack), document_no_text
  ///           (a scan), document_garbled (letters that stand for others), document_time,
  ///           document_memory, document_output, document_crashed.
  /// Throws:   std::runtime_error, when the converter cannot be run at all.
  Result<Extracted> read(const std::string& bytes, const std::string& name) const;

  /// How converters are confined here, for the summary and --json: see Converter;
  /// "not used" until one has run.
  std::string confinement() const { return converter_.confinement(); }

  /// Changes when the text that this reader makes changes; part of the cache key.
  static constexpr int kVersion = 2;

 private:
  ConverterLimits limits_;
  Converter converter_;
};

/// Whether another run may read what failed so: time and memory depend on the machine.
bool is_passing(const Error& error);

}  // namespace veille::read
