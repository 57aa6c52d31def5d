// Templates: files compiled in, filled with values. The only place that renders them.
#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>

namespace veille::web {

/// What a template's names stand for.
using data = kainjow::mustache::data;

/// The asset `name` with `values` filled in. `{{x}}` is escaped as Html::escape does, `{{{x}}}`
/// must be HTML already.
std::string render(std::string_view name, const data& values);

/// A text; empty ones are false, so that their section of a template vanishes.
data text(const std::string& words);

/// An empty list.
data list();

}  // namespace veille::web
