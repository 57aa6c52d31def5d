// Whether the text of a PDF is what its pages show.
#pragma once

#include <string>
#include <vector>

namespace veille::read {

/// True when the text of `pages` cannot be what readers see, because the PDF's fonts do not say
/// which characters their glyphs are: more than 30 % of it are characters without meaning (U+FFFD,
/// private use, control), or it is mostly letters with hardly any vowels among them.
///
/// The second rule looks at words of four or more letters a to z, at least 100 of them, and holds
/// when fewer than 28 % of their letters are vowels (y is one). Measured on 895 texts of at least
/// 100 such words in French, English, German and Italian: 35 % to 45 %; with each letter replaced
/// by the third one after it, which is what fonts numbered like ASCII give: 13 % to 19 %. Tables of
/// numbers and other scripts have no such words.
bool is_garbled(const std::vector<std::string>& pages);

}  // namespace veille::read
