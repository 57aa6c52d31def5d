// From what a converter said to an extracted text, believing none of it.
#pragma once

#include <string>

#include "indexer/process/child.h"
#include "indexer/read/document_kind.h"
#include "indexer/read/extracted.h"
#include "veille/result.h"

namespace veille::read {

/// The text in the answer of a converter (convert_program/answer.h) to a document of `kind`. What
/// does not have the right type, or is beyond the bounds of a document, is left out; an answer
/// that was complete stays good, however its process ended. `page_limit` as in ConverterLimits.
///
/// Errors: document_encrypted, _damaged, _archive, _no_text, _garbled, _time, _memory, _output,
///         _crashed.
Result<Extracted> extracted_from(const process::ChildOutcome& outcome, DocumentKind kind,
                                 int page_limit);

/// An error of a document as a whole.
Error document_error(const std::string& code, const std::string& what, const std::string& mend);

/// document_encrypted.
Error locked_error();

}  // namespace veille::read
