#include "veille/identity.h"

#include "veille/sha256.h"

namespace veille {
namespace {

void add_list(Sha256& hash, const std::vector<std::string>& list) {
  hash.add_number(list.size());
  for (const auto& item : list) hash.add_field(item);
}

}  // namespace

std::string text_sha256(const std::vector<Section>& sections) {
  Sha256 hash;
  for (const auto& section : sections) {
    hash.add_number(static_cast<std::uint64_t>(section.page));
    for (const auto* text : {&section.label, &section.heading, &section.text})
      hash.add_field(*text);
  }
  return hash.digest();
}

std::string publication_sha256(const Publication& p, const std::string& text) {
  Sha256 hash;
  for (const auto* field : {&p.id, &p.work, &p.source, &p.path, &p.url, &p.language, &p.title,
                            &p.description, &p.date, &p.image, &p.translation_key, &text}) {
    hash.add_field(*field);
  }
  hash.add_number(static_cast<std::uint64_t>(p.kind));
  hash.add_number(static_cast<std::uint64_t>(p.language_provenance));
  hash.add_number(p.archived ? 1 : 0);
  for (const auto* list : {&p.other_urls, &p.authors, &p.tags, &p.linked_from})
    add_list(hash, *list);
  hash.add_number(p.countries.size());
  for (const auto& country : p.countries) {
    hash.add_field(country.code);
    hash.add_number(static_cast<std::uint64_t>(country.provenance));
    hash.add_field(country.sentence);
  }
  return hash.digest();
}

}  // namespace veille
