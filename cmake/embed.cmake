# Writes a C++ file that holds files as constants: cmake -DOUT=… -DROOT=… -DFILES=a;b -P embed.cmake
set(body "")
set(table "")
set(number 0)
foreach(name IN LISTS FILES)
  file(READ "${ROOT}/${name}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND body "constexpr unsigned char kFile${number}[] = {${bytes}0};\n")
  string(APPEND table "      {\"${name}\", {reinterpret_cast<const char*>(kFile${number}), sizeof kFile${number} - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUT}" "// Made by cmake/embed.cmake.
#include \"searchd/web/assets.h\"

#include <map>

namespace veille::web {
namespace {
${body}}  // namespace

std::string_view asset(std::string_view name) {
  static const std::map<std::string_view, std::string_view> kAssets = {
${table}  };
  const auto found = kAssets.find(name);
  return found == kAssets.end() ? std::string_view() : found->second;
}

}  // namespace veille::web
")
