#include "indexer/write/document.h"

#include "veille/analysis.h"
#include "veille/locale.h"

namespace veille::write {
namespace {

std::string joined(const std::vector<std::string>& tags, const std::vector<std::string>& authors) {
  std::string out;
  for (const auto* list : {&tags, &authors}) {
    for (const auto& name : *list) out += (out.empty() ? "" : "\n") + name;
  }
  return out;
}

unsigned weight_of(std::size_t section) {
  if (section == kTitleSection) return kTitleWeight;
  if (section == kDescriptionSection) return kDescriptionWeight;
  if (section == kKeywordSection) return kKeywordWeight;
  return 1;
}

/// With positions, so that a phrase can be asked of titles alone; without weight in the length of
/// the document, which counts these words already.
void add_title_words(Xapian::Document& document, const std::vector<Word>& title,
                     unsigned position) {
  for (const auto& word : title) document.add_posting(title_term(word.exact), position++, 0);
}

std::string digits(const std::string& iso_date) {
  std::string out;
  for (const char c : iso_date) {
    if (c != '-') out.push_back(c);
  }
  return out;
}

void add_facets(Xapian::Document& document, const Publication& p) {
  for (const Facet facet : kFacets) {
    for (const auto& value : facet_values(p, facet))
      document.add_boolean_term(facet_term(facet, value));
  }
  for (const auto& country : p.countries)
    document.add_boolean_term(provenance_term(country.provenance, country.code));
}

void add_values(Xapian::Document& document, const Publication& p) {
  if (!p.date.empty()) document.add_value(kDateSlot, digits(p.date));
  document.add_value(kWorkSlot, pack_id(p.work));
  document.add_value(kIdSlot, pack_id(p.id));
  document.add_value(kTitleSlot, collation_key(p.title, kTitleKeyBytes));
}

}  // namespace

std::vector<Section> indexed_sections(const Publication& p) {
  std::vector<Section> out(kFirstTextSection);
  out[kTitleSection].text = p.title;
  out[kDescriptionSection].text = p.description;
  out[kKeywordSection].text = joined(p.tags, p.authors);
  out.insert(out.end(), p.sections.begin(), p.sections.end());
  return out;
}

const std::vector<std::string>& DocumentMaker::stem_terms(const std::string& exact,
                                                          const std::string& language) {
  const std::string key = language + ":" + exact;
  const auto [found, added] = stem_terms_.try_emplace(key);
  if (!added) return found->second;
  for (const auto& stem : stems(exact, language))
    found->second.push_back(stem_term(language, stem));
  return found->second;
}

unsigned DocumentMaker::add_words(Xapian::Document& document, const std::vector<Word>& text,
                                  const std::string& language, unsigned position, unsigned weight) {
  for (const auto& word : text) {
    document.add_posting(word.exact, position++, weight);
    for (const auto& term : stem_terms(word.exact, language)) document.add_term(term, weight);
  }
  return position;
}

Xapian::Document DocumentMaker::make(const Publication& publication, Record& record) {
  Xapian::Document document;
  const std::string& language = publication.language;
  const auto sections = indexed_sections(publication);
  unsigned position = 1;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    record.sections[i].first_position = position;
    const unsigned begin = position;
    position = add_words(document, words(sections[i].heading), language, position, kHeadingWeight);
    const auto text = words(sections[i].text);
    if (i == kTitleSection) add_title_words(document, text, position);
    position = add_words(document, text, language, position, weight_of(i));
    if (i >= kFirstTextSection) record.word_count += position - begin;
    position += kSectionGap;
  }
  word_counts_.add(document, language);
  document.add_boolean_term(id_term(publication.id));
  add_facets(document, publication);
  add_values(document, publication);
  document.set_data(record_json(record));
  return document;
}

}  // namespace veille::write
