#include "searchd/web/site.h"

#include <fstream>
#include <iterator>
#include <map>

namespace veille::web {

Result<Logo> read_logo(const std::filesystem::path& file) {
  static const std::map<std::string, const char*> kTypes = {{".svg", "image/svg+xml"},
                                                            {".png", "image/png"},
                                                            {".webp", "image/webp"},
                                                            {".jpg", "image/jpeg"}};
  const auto bad = [&](const std::string& what, const std::string& mend) {
    return Error{"bad_logo", what, file.string(), 0, mend};
  };
  const auto type = kTypes.find(file.extension().string());
  if (type == kTypes.end())
    return bad("this is no kind of picture that can be a logo",
               "give an .svg, .png, .webp or .jpg");
  std::error_code none;
  if (!std::filesystem::is_regular_file(file, none)) return bad("there is no such file", "");
  if (std::filesystem::file_size(file, none) > kMaxLogoBytes)
    return bad("the logo is larger than 256 KiB", "make it smaller");
  std::ifstream in(file, std::ios::binary);
  Logo out{type->second, {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}};
  if (!in || out.bytes.empty()) return bad("the logo is empty or cannot be read", "");
  return out;
}

std::string whole_address(const Site& site, const std::string& path) {
  return site.public_url + path;
}

}  // namespace veille::web
