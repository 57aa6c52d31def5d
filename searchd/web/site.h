// What an installation is called and looks like: on pages, in feeds, in descriptions for programs.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "veille/result.h"

namespace veille::web {

inline constexpr std::size_t kMaxLogoBytes = std::size_t{256} * 1024;

/// A picture beside the name; without bytes there is none.
struct Logo {
  std::string content_type;
  std::string bytes;
};

struct Site {
  std::string name = "Veille";
  std::string public_url;  ///< of its own pages, absolute, without '/' at the end; may be empty
  std::string accent;      ///< "#1f4fbf": what buttons and links are coloured with; empty: ours
  Logo logo;
  std::string version = "0";  ///< differs where what the program serves may: a part of addresses
};

/// The picture in `file`, by its extension: svg, png, webp or jpg.
/// Errors: bad_logo, when it has another extension, cannot be read, is empty or too large.
Result<Logo> read_logo(const std::filesystem::path& file);

/// `path` (and parameters) under the site's own address; the path alone where that is not known.
std::string whole_address(const Site& site, const std::string& path);

}  // namespace veille::web
