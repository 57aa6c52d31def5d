#include "indexer/read/parsed_document.h"

#include <utility>

namespace veille::read {

Error duplicate_key(const std::string& key, int line) {
  return {"duplicate_key", "the key '" + key + "' occurs twice; the first is used", "", line,
          "keep one of them"};
}

void add_first(Entry entry, Value& map, std::vector<Error>& problems) {
  if (map.find(entry.key) != nullptr)
    problems.push_back(duplicate_key(entry.key, entry.value.line));
  else
    map.map.push_back(std::move(entry));
}

}  // namespace veille::read
