// Markup that some generators add to Markdown, by line and by element.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace veille::read {

/// What a reader sees of a line that only VuePress, Docusaurus or Pandoc understand: of `::: tip
/// Title` the title, as a line of its own; of `:::` and `[[toc]]` nothing. Nothing at all, when
/// `line` is not like that.
std::optional<std::string> container_line(std::string_view line);

/// The length of `<Name` where `text` begins a component: with a capital letter, and no element of
/// HTML. 0 when it is none.
std::size_t component_name(std::string_view text);

}  // namespace veille::read
