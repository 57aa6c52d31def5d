// Bytes of texts to UTF-8, whatever they were written in.
#pragma once

#include <string>
#include <string_view>

namespace veille::read {

/// A plain text as UTF-8: by its byte order mark (UTF-8, UTF-16), else UTF-8 where it is that, else
/// Windows-1252, which is what such files are when they are anything.
std::string text_utf8(std::string_view bytes);

/// An HTML page as UTF-8: by its byte order mark, else by what <meta> states in its first 1,024
/// bytes and ICU knows, else as a text. Source: HTML Living Standard, "prescan a byte stream".
std::string html_utf8(std::string_view bytes);

}  // namespace veille::read
