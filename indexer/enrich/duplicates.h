// One text under several addresses is one publication.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "veille/publication.h"

namespace veille::enrich {

/// Texts shorter than this are too alike by chance ("coming soon").
inline constexpr std::uint64_t kLeastTextBytes = 200;

/// What is compared of a text.
struct TextIdentity {
  std::uint64_t bytes = 0;
  std::string_view sha256;  ///< of text_sha256()
};

/// For each publication the index of the one that stands for it: its own, but for those with the
/// same source, language, title and text (of at least kLeastTextBytes) as another. Of equals the
/// one with the shortest address stands for all, then the first in the list; it gets the addresses
/// of the others in `other_urls`, their tags, and a date where it has none.
std::vector<std::size_t> join_duplicates(std::vector<Publication>& publications,
                                         const std::vector<TextIdentity>& texts);

/// Adds `url` to the publication's other addresses, unless it is known; they stay sorted.
void add_address(Publication& publication, const std::string& url);

}  // namespace veille::enrich
