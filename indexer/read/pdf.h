// PDF to text, page by page, in a confined child process: poppler aborts on bad files and is never
// run in ours.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "indexer/read/extracted.h"

namespace veille::read {

/// What one conversion may use. Source: RELIABILITY, ingest, measured on hostile files.
struct PdfLimits {
  std::chrono::seconds wall{20};
  std::chrono::seconds cpu{10};
  std::size_t memory_bytes = std::size_t{1} << 30;
  std::size_t output_bytes = std::size_t{16} << 20;
  int pages = 2000;  ///< further pages are left out, with a problem
};

/// Reads PDFs. Threads may share one.
class PdfReader {
 public:
  /// `program` is the veille-pdf program; when empty it is looked for beside the running program
  /// and then in the installed libexec directory. Throws: std::runtime_error, when it is not there.
  explicit PdfReader(std::filesystem::path program = {}, PdfLimits limits = {});

  /// The document's pages in order, each a section with its number and printed label; text in NFC,
  /// ligatures resolved, words hyphenated at a line's end joined, paragraphs by '\n'.
  ///
  /// The day of creation is its `date`. Problems: pdf_pages, when limits.pages are fewer than it
  /// has.
  ///
  /// Errors: pdf_encrypted, pdf_damaged, pdf_empty (no text on any page: a scan), pdf_not_pdf
  /// (other bytes under
  ///         this name, which the message names), pdf_time, pdf_memory, pdf_output, pdf_crashed.
  /// Throws: std::runtime_error, when a child process cannot be started at all.
  Result<Extracted> read(const std::string& bytes) const;

  /// How children are confined here: "bubblewrap" or "limits only"; for the summary and --json.
  const std::string& confinement() const { return confinement_; }

  /// Changes when the text that this reader makes changes; part of the cache key.
  static constexpr int kVersion = 1;

 private:
  std::filesystem::path program_;
  PdfLimits limits_;
  std::string confinement_;
};

}  // namespace veille::read
