// What of a system's files fetching takes: bubblewrap shows veille-fetch these, and it keeps itself
// from all others.
#pragma once

#include <string>
#include <vector>

#include "indexer/process/file_rules.h"

namespace veille::fetch {

/// Libraries, certificates, and how names are found.
inline std::vector<std::string> fetcher_files() {
  auto out = process::library_folders();
  out.insert(out.end(), {"/usr/share/ca-certificates", "/usr/local/share/ca-certificates",
                         "/etc/ssl", "/etc/ca-certificates", "/etc/resolv.conf", "/etc/hosts",
                         "/etc/nsswitch.conf", "/etc/gai.conf"});
  return out;
}

}  // namespace veille::fetch
