// All that the index holds of a publication, as a hash: what differs must be written, what is equal
// need not be.
#pragma once

#include <string>
#include <vector>

#include "veille/publication.h"

namespace veille {

/// 32 bytes, of the sections in their order.
std::string text_sha256(const std::vector<Section>& sections);

/// 32 bytes, of every field but the sections, for which `text` of text_sha256() stands.
std::string publication_sha256(const Publication& publication, const std::string& text);

}  // namespace veille
