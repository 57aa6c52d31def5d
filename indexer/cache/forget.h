// Taking publications out of the cache.
#pragma once

#include <filesystem>
#include <vector>

#include "veille/publication.h"

namespace veille::cache {

/// Removes what the cache in `folder` holds of these publications: readings, texts, what documents
/// were converted to, and what was fetched.
/// Throws: std::runtime_error; DamagedCache.
void forget_publications(const std::filesystem::path& folder,
                         const std::vector<Publication>& publications);

}  // namespace veille::cache
