// What a template tag shows to readers.
#pragma once

#include <string>
#include <string_view>

namespace veille::read {

/// The address that a tag puts in its place, without which the text around it names nothing:
/// `{{ "/a.pdf" | url }}`, `{% link a.pdf %}`, `{{< ref "a.md" >}}`; "" for other tags.
///
/// `open`    the tag's opening delimiter: "{{", "{%", "{{<", "{{%".
/// `inside`  what stands between its delimiters.
std::string tag_address(std::string_view open, std::string_view inside);

/// The words that a tag shows, as HTML in one line: its address, or those of its values that are
/// text. `{% include figure.html src="/a.png" caption="Two people" %}` shows `Two people`, `{%
/// image "a.png" "Two people" %}` too.
///
/// A quoted value is text when its key says so (text, title, caption, alt …) and it is no path or
/// file name; or, of other keys and without one, when it has a space in it and does not read like a
/// path, a file name, or a list of classes. Keys of addresses, classes, sizes and the like never
/// hold text, nor do the tags that govern a template (if, assign, for …).
std::string tag_text(std::string_view open, std::string_view inside);

/// What a component shows, as HTML: `<Button link="/a" text="Read on" />` is a link with two words.
///
/// `inside`  what stands between `<Name` and `>`.
std::string component_text(std::string_view inside);

}  // namespace veille::read
