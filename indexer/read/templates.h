// What site generators put into Markdown: Liquid and Hugo tags, kramdown attribute lists.
#pragma once

#include <string>
#include <string_view>

namespace veille::read {

/// `body` without template tags, with as many lines, ready for cmark.
///
/// `{{ "/a.pdf" | relative_url }}`, `{% link a.pdf %}` and `{{< ref "a.md" >}}` become their
/// address, other `{% … %}`, shortcodes and components (`<Button text="…" />`) the words that they
/// show (template_tags.h), and `{{ … }}` nothing, so that `{{ site.baseurl }}/a.pdf` is the address
/// below the site's root. What stands between an opening and a closing tag stays, but for `{%
/// comment %}`. `{: .class}` and, in headings, `{#id}` vanish, and so do
/// `[[toc]]` and the fences of containers (`::: tip Title` leaves its title). A link's address with
/// spaces, which kramdown takes, is put in angle brackets for cmark. Code in fences and between
/// backticks stays as it is, and so does all of `{% raw %}`.
std::string without_templates(std::string_view body);

}  // namespace veille::read
