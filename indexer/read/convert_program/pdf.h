// PDF to pages of text, with poppler; then its bookmarks, with qpdf.
#pragma once

#include <string>

#include "indexer/read/convert_program/confine.h"

namespace veille::convert {

/// Says the pages of a PDF in order, at most limits.pages, and behind them the bookmarks. Whatever
/// becomes of these, even the end of this process, the text has been said.
/// Errors: encrypted, damaged.
void say_pdf(const std::string& bytes, const Limits& limits);

}  // namespace veille::convert
