// The part of a built page that is its text, without what every page of the site has.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/read/html_selector.h"

namespace veille::read {

/// `html` with everything but the main content blanked out; lines stay where they are.
///
/// The main content is the element that `selector` names; else <main> (or role=main); else the one
/// <article> that holds most of what all articles do; else the innermost element that holds most of
/// the page's text outside of links: that is how pages without such elements are built. In it
/// navigation is left out, and asides, headers and footers that are mostly links.
///
/// `html` is valid UTF-8. Takes time in proportion to it.
std::string main_content(std::string_view html, const std::optional<HtmlSelector>& selector);

}  // namespace veille::read
