#include "indexer/read/document.h"

#include <optional>
#include <utility>

#include "indexer/read/document_answer.h"
#include "indexer/read/document_kind.h"
#include "indexer/read/plain_text.h"

namespace veille::read {
namespace {

/// Where the name says nothing, the first kind whose marks the bytes bear.
std::optional<DocumentKind> kind_by_bytes(std::string_view bytes) {
  for (const auto kind : {DocumentKind::pdf, DocumentKind::docx, DocumentKind::odt}) {
    if (may_be(bytes, kind)) return kind;
  }
  if (may_be(bytes, DocumentKind::text)) return DocumentKind::text;
  if (may_be(bytes, DocumentKind::html)) return DocumentKind::html;
  return std::nullopt;
}

Error mislabelled(std::string_view bytes, const std::string& name) {
  const auto dot = name.rfind('.');
  const std::string named =
      dot == name.npos ? "the file" : "the file is named " + name.substr(dot) + " but";
  const std::string what = describe(bytes);
  if (what.empty()) {
    return document_error("document_unknown", named + " is no known kind of file",
                          "put the document there anew; it may have been damaged on its way");
  }
  if (what == "a Git LFS pointer") {
    return document_error("document_mislabelled", named + " is " + what, "run git lfs pull");
  }
  return document_error("document_mislabelled", named + " is " + what,
                        "put the document there, or name it as what it is");
}

}  // namespace

DocumentReader::DocumentReader(std::filesystem::path program, ConverterLimits limits)
    : limits_(limits), converter_(program, limits) {}

Result<Extracted> DocumentReader::read(const std::string& bytes, const std::string& name) const {
  if (bytes.size() > limits_.input_bytes) {
    return document_error(
        "document_too_large",
        "the document is larger than " + std::to_string(limits_.input_bytes >> 20) + " MiB",
        "publish a smaller version");
  }
  if (trimmed(bytes).empty()) {
    return document_error("document_empty", "the file is empty", "put the document there anew");
  }
  if (is_locked_office(bytes)) return locked_error();
  const auto named = kind_by_name(name);
  const auto kind = named ? named : kind_by_bytes(bytes);
  if (!kind || !may_be(bytes, *kind)) return mislabelled(bytes, name);
  return extracted_from(converter_.run(name_of(*kind), bytes), *kind, limits_.pages);
}

bool is_passing(const Error& error) {
  return error.code == "document_time" || error.code == "document_memory";
}

}  // namespace veille::read
