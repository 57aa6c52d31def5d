// Our own pages and answers, read strictly.
#pragma once

#include <string>
#include <string_view>

namespace veille::fuzz {

/// Holds a page to what the templates can make: only their elements and attributes, every
/// attribute's value in quotes, no '<' and no '&' of anybody else, links to the web or to this
/// site only.
void promise_page(std::string_view html);

/// The same for a piece of a page: text with <mark> at the most.
void promise_marked_text(std::string_view html);

/// JSON, each value or, `by_line`, one in each line.
void promise_json(std::string_view text, bool by_line = false);

/// What RFC 9457 asks of a problem.
void promise_problem(std::string_view text, int status);

/// XML as far as text of others could break it: no element that is not closed, no '&' that is no
/// entity, no control character.
void promise_xml(std::string_view text);

/// A table as RFC 4180 has it, whose lines have equally many cells, none of which is a formula.
void promise_csv(std::string_view text);

}  // namespace veille::fuzz
