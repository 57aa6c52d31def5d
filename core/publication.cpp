#include "veille/publication.h"

#include "veille/analysis.h"
#include "veille/sha256.h"

namespace veille {

const char* to_string(Kind kind) {
  switch (kind) {
    case Kind::post:
      return "post";
    case Kind::report:
      return "report";
    case Kind::page:
      return "page";
  }
  return "";
}

const char* to_string(Provenance provenance) {
  switch (provenance) {
    case Provenance::declared:
      return "declared";
    case Provenance::source:
      return "source";
    case Provenance::title:
      return "title";
    case Provenance::text:
      return "text";
    case Provenance::link:
      return "link";
  }
  return "";
}

std::string publication_id(const std::string& source, const std::string& path_or_url) {
  std::string key = source;
  key.push_back('\0');
  key += nfc(path_or_url);
  return sha256_hex(key).substr(0, 16);
}

}  // namespace veille
