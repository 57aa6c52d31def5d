// Readings and sections as bytes.
#pragma once

#include <string>
#include <vector>

#include "indexer/cache/reading.h"

namespace veille::cache {

/// A reading without path, stamp, content and text: these have columns of their own.
std::string encode(const Reading& reading);
std::string encode(const std::vector<Section>& sections);

/// Into `reading`, or into sections. False when the bytes are not what encode() wrote.
bool decode(const std::string& bytes, Reading& reading);
bool decode(const std::string& bytes, std::vector<Section>& sections);

}  // namespace veille::cache
