// What of a system's files reading documents takes: bubblewrap shows veille-convert these, and it
// keeps itself from all others.
#pragma once

#include <string>
#include <vector>

#include "indexer/process/file_rules.h"

namespace veille::read {

/// Libraries, fonts, and poppler's tables of characters.
inline std::vector<std::string> converter_files() {
  auto out = process::library_folders();
  out.insert(out.end(),
             {"/usr/share/fonts", "/usr/share/fontconfig", "/usr/share/poppler", "/etc/fonts"});
  return out;
}

}  // namespace veille::read
