// Templates: files compiled in, filled with values. The only place that renders them.
#pragma once

#include <kainjow/mustache.hpp>
#include <string>

namespace veille::web {

/// What a template's names stand for.
using data = kainjow::mustache::data;

/// templates/`name`.html with `values` filled in. `{{x}}` is escaped as Html::escape does,
/// `{{{x}}}` must be HTML already; `{{t_x}}` is the text with the key x in the UI language,
/// `{{>x}}` another template.
std::string render(const std::string& name, const data& values, const std::string& language);

/// A text; empty ones are false, so that their section of a template vanishes.
data text(const std::string& words);

/// {label, address}.
data link(const std::string& label, const std::string& address);

/// The lines of a text, each as {line}: what is escaped loses its line ends.
data lines(const std::string& words);

/// An empty list.
data list();

}  // namespace veille::web
