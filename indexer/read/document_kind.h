// What a file is by its bytes, and what its name says that it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace veille::read {

enum class DocumentKind { pdf, docx, odt, html, text };

/// "pdf", "docx", "odt", "html", "text": as the converter calls them.
const char* name_of(DocumentKind kind);

/// "the PDF", "the Word document": for messages.
const char* words_for(DocumentKind kind);

/// By the extension; nothing when that is no document's.
std::optional<DocumentKind> kind_by_name(std::string_view name);

/// Whether the bytes can be read as that kind. Any text without a mark of its own may be HTML.
bool may_be(std::string_view bytes, DocumentKind kind);

/// Whether this is an office document under a password, which is no ZIP archive then.
bool is_locked_office(std::string_view bytes);

/// What the bytes are: "an HTML page", "an Excel workbook"; empty when that is not known.
std::string describe(std::string_view bytes);

}  // namespace veille::read
