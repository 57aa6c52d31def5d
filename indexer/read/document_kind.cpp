#include "indexer/read/document_kind.h"

#include <algorithm>
#include <array>

#include "indexer/read/plain_text.h"
#include "veille/utf8.h"

namespace veille::read {
namespace {

constexpr std::string_view kOdtMark = "mimetypeapplication/vnd.oasis.opendocument.text";

bool has_wide_mark(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

bool begins_html(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string head = lower_ascii(trimmed(bytes.substr(0, 512)).substr(0, 14));
  return head == "<!doctype html" || head.starts_with("<html") || head.starts_with("<head");
}

/// Readers look for the mark in the first 1024 bytes. Source: ISO 32000-1, implementation notes of
/// Annex H.
bool has_pdf_mark(std::string_view bytes) {
  return bytes.substr(0, 1024).find("%PDF-") != bytes.npos && !begins_html(bytes);
}

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

bool is_old_office(std::string_view bytes) { return bytes.starts_with("\xD0\xCF\x11\xE0"); }

struct Signature {
  std::string_view begin;
  const char* what;
};

constexpr std::array<Signature, 12> kSignatures{{
    {"version https://git-lfs", "a Git LFS pointer"},
    {"%PDF-", "a PDF"},
    {"{\\rtf", "an RTF document"},
    {"\xD0\xCF\x11\xE0", "an old Office document (DOC, XLS or PPT)"},
    {"\x89PNG", "a picture"},
    {"\xFF\xD8\xFF", "a picture"},
    {"GIF8", "a picture"},
    {"<svg", "a picture"},
    {"<?xml", "XML"},
    {"\x1F\x8B", "a compressed archive"},
    {"7z\xBC\xAF", "a compressed archive"},
    {"Rar!", "a compressed archive"},
}};

/// The names of members stand in an archive as they are, and so does the first one's content.
constexpr std::array<Signature, 8> kZipSignatures{{
    {"word/document.xml", "a Word document (DOCX)"},
    {kOdtMark, "an OpenDocument text (ODT)"},
    {"xl/workbook.xml", "an Excel workbook"},
    {"ppt/presentation.xml", "a PowerPoint presentation"},
    {"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet"},
    {"mimetypeapplication/vnd.oasis.opendocument.presentation", "an OpenDocument presentation"},
    {"mimetypeapplication/vnd.oasis.opendocument", "another OpenDocument file"},
    {"mimetypeapplication/epub+zip", "an EPUB book"},
}};

const Signature* signature_of(std::string_view bytes) {
  const std::string_view head = trimmed(bytes.substr(0, 512));
  const auto* found = std::find_if(kSignatures.begin(), kSignatures.end(),
                                   [&](const Signature& m) { return head.starts_with(m.begin); });
  return found == kSignatures.end() ? nullptr : found;
}

std::string describe_zip(std::string_view bytes) {
  for (const auto& [mark, what] : kZipSignatures) {
    if (bytes.find(mark) != bytes.npos) return what;
  }
  return "a ZIP archive";
}

/// Whether people could have written these bytes: of the control characters hardly any.
bool is_text(std::string_view bytes) {
  constexpr std::size_t kLooked = 65536;
  if (has_wide_mark(bytes)) return true;
  const std::string_view head = bytes.substr(0, kLooked);
  if (head.find('\0') != head.npos) return false;
  const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && !is_space(c);
  });
  return static_cast<std::size_t>(controls) * 100 <= head.size();
}

bool is_unmarked_text(std::string_view bytes) {
  return is_text(bytes) && signature_of(bytes) == nullptr && !is_zip(bytes);
}

}  // namespace

const char* name_of(DocumentKind kind) {
  static constexpr std::array<const char*, 5> kNames = {"pdf", "docx", "odt", "html", "text"};
  return kNames[static_cast<std::size_t>(kind)];
}

const char* words_for(DocumentKind kind) {
  static constexpr std::array<const char*, 5> kWords = {
      "the PDF", "the Word document", "the OpenDocument text", "the HTML page", "the text"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::optional<DocumentKind> kind_by_name(std::string_view name) {
  const auto dot = name.rfind('.');
  const std::string extension = dot == name.npos ? "" : lower_ascii(name.substr(dot + 1));
  if (extension == "pdf") return DocumentKind::pdf;
  if (extension == "docx") return DocumentKind::docx;
  if (extension == "odt") return DocumentKind::odt;
  if (extension == "html" || extension == "htm") return DocumentKind::html;
  if (extension == "txt") return DocumentKind::text;
  return std::nullopt;
}

bool may_be(std::string_view bytes, DocumentKind kind) {
  switch (kind) {
    case DocumentKind::pdf:
      return has_pdf_mark(bytes);
    case DocumentKind::docx:
      return is_zip(bytes) && bytes.find("word/document.xml") != bytes.npos;
    case DocumentKind::odt:
      return is_zip(bytes) && bytes.find(kOdtMark) != bytes.npos;
    case DocumentKind::html: {
      const Signature* signature = signature_of(bytes);  // XHTML may begin like any XML
      return is_unmarked_text(bytes) || (signature != nullptr && signature->begin == "<?xml");
    }
    case DocumentKind::text:
      return is_unmarked_text(bytes) && !begins_html(bytes);
  }
  return false;
}

bool is_locked_office(std::string_view bytes) {
  using namespace std::string_view_literals;
  return is_old_office(bytes) &&
         bytes.find("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv) != bytes.npos;
}

std::string describe(std::string_view bytes) {
  if (begins_html(bytes)) return "an HTML page";
  if (is_zip(bytes)) return describe_zip(bytes);
  if (const Signature* signature = signature_of(bytes)) return signature->what;
  return is_text(bytes) ? "plain text" : "";
}

}  // namespace veille::read
