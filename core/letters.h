// Letters as the analysis sees them: what words and vocabulary keys share.
#pragma once

#include <unicode/unistr.h>

#include <string>

namespace veille {

/// Characters that are not seen and do not part a word: soft hyphen, joiners, marks of direction,
/// word joiner, BOM.
bool is_invisible(UChar32 c);

/// The straight, typographic, modifier and full-width apostrophe.
bool is_apostrophe(UChar32 c);

/// `raw` in lower case and NFC, the ligatures of typesetting spelt out.
std::string lower_nfc(const icu::UnicodeString& raw);

}  // namespace veille
