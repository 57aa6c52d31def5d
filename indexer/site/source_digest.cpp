#include "indexer/site/source_digest.h"

#include "veille/sha256.h"

namespace veille::site {
namespace {

void add(Sha256& hash, const std::string& text) { hash.add_field(text); }

void add(Sha256& hash, const std::vector<std::string>& list) {
  hash.add_number(list.size());
  for (const auto& item : list) add(hash, item);
}

void add(Sha256& hash, const std::map<std::string, std::string>& map) {
  hash.add_number(map.size());
  for (const auto& [key, value] : map) {
    add(hash, key);
    add(hash, value);
  }
}

void add(Sha256& hash, const read::Value& value) {
  hash.add_number(static_cast<std::uint64_t>(value.type));
  add(hash, value.scalar);
  hash.add_number(value.quoted ? 1 : 0);
  hash.add_number(value.list.size());
  for (const auto& item : value.list) add(hash, item);
  hash.add_number(value.map.size());
  for (const auto& [key, inner] : value.map) {
    add(hash, key);
    add(hash, inner);
  }
}

void add(Sha256& hash, const Collection& collection) {
  for (const auto* text : {&collection.name, &collection.folder, &collection.permalink})
    add(hash, *text);
  hash.add_number(static_cast<std::uint64_t>(collection.kind));
}

void add(Sha256& hash, const PathDefault& rule) {
  add(hash, rule.path);
  add(hash, rule.type);
  add(hash, rule.values);
}

void add(Sha256& hash, const SectionPermalink& permalink) {
  add(hash, permalink.section);
  hash.add_number(static_cast<std::uint64_t>(permalink.kind));
  add(hash, permalink.pattern);
}

template <class Item>
void add_all(Sha256& hash, const std::vector<Item>& list) {
  hash.add_number(list.size());
  for (const auto& item : list) add(hash, item);
}

}  // namespace

std::string source_digest(const Source& s) {
  Sha256 hash;
  for (const auto* text : {&s.id, &s.title, &s.url, &s.language, &s.country, &s.content,
                           &s.permalink, &s.dated_permalink, &s.main})
    add(hash, *text);
  for (const auto number : {static_cast<int>(s.generator), static_cast<int>(s.expired),
                            static_cast<int>(s.tag_separator)})
    hash.add_number(static_cast<std::uint64_t>(number));
  for (const bool flag :
       {s.future, s.drafts, s.language_folders, s.default_language_in_address, s.ugly_addresses})
    hash.add_number(flag ? 1 : 0);
  add_all(hash, s.collections);
  add_all(hash, s.defaults);
  add_all(hash, s.section_permalinks);
  for (const auto* list : {&s.tag_keys, &s.author_keys, &s.date_keys, &s.translation_keys,
                           &s.languages, &s.include, &s.exclude})
    add(hash, *list);
  add(hash, s.language_by_path);
  return hash.digest();
}

}  // namespace veille::site
