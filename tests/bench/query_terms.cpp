// Gives every engine of `scripts/bench search` the words and terms that this index has.
//   query_terms words INDEX    its words that are no stop words, as lines DOCUMENTS <tab> WORD
//   query_terms expand INDEX   reads lines "word W", "prefix W" or "phrase W" (one word of a
//   phrase)
//                              and answers each with DOCUMENTS <tab> TERM TERM…: the terms that
//                              veille-searchd looks for, and how many documents have one of them
//   query_terms dump INDEX     all publications as lines of fields between tabs: id, work, date,
//                              title, url, FACET=VALUE between '|', tokens, text. Tokens are
//                              EXACT|STEM|STEM in order, "+N" where N positions are left out

#include <algorithm>
#include <iostream>
#include <roaring/roaring.hh>
#include <stdexcept>
#include <unordered_map>

#include "searchd/search/expand.h"
#include "searchd/search/stop_words.h"
#include "tests/bench/snapshot_reader.h"
#include "veille/analysis.h"
#include "veille/stem_list.h"

namespace veille::bench {
namespace {

bool is_stop_word(const std::string& word) {
  const auto& languages = search::stop_word_languages();
  return std::any_of(languages.begin(), languages.end(),
                     [&](const auto& language) { return search::is_stop_word(word, language); });
}

void print_words(const Xapian::Database& database) {
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    if (is_exact_form(*term) && !is_stop_word(*term))
      std::cout << term.get_termfreq() << '\t' << *term << '\n';
  }
}

std::vector<std::string> languages_of(const Xapian::Database& database) {
  const std::string prefix = facet_prefix(Facet::language);
  std::vector<std::string> out;
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term)
    out.push_back((*term).substr(prefix.size()));
  return out;
}

search::Expansion expand(const search::ExpansionContext& context, const std::string& kind,
                         const std::string& word) {
  if (kind == "prefix") return search::expand_prefix(context, word);
  if (kind == "phrase") return search::expand_phrase_word(context, word, false);
  if (kind == "word") return search::expand_word(context, word);
  throw std::runtime_error("neither word, prefix nor phrase: " + kind);
}

void expand_lines(const Snapshot& snapshot, const search::PartDatabases& databases) {
  const auto languages = languages_of(databases.all());
  const search::Vocabulary vocabulary(snapshot.folder / kWordsFile);
  const search::StemTable stem_table(
      vocabulary, read_stem_list(snapshot.folder / kStemsFile, vocabulary.size()));
  const std::string reader = "en";
  const search::ExpansionContext context{vocabulary, stem_table, reader, languages};
  std::string kind;
  for (std::string word; std::cin >> kind >> word;) {
    const auto expansion = expand(context, kind, word);
    auto terms = expansion.exact;
    terms.insert(terms.end(), expansion.stems.begin(), expansion.stems.end());
    terms.insert(terms.end(), expansion.compounds.begin(), expansion.compounds.end());
    Roaring documents;
    std::string line;
    for (const auto& term : terms) {
      databases.postings(term, [&](search::DocumentId id) { documents.add(id); });
      line += (line.empty() ? "" : " ") + term;
    }
    std::cout << documents.cardinality() << '\t' << line << std::endl;
  }
}

std::string on_one_line(std::string text) {
  for (char& c : text) {
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  }
  return text;
}

class Dump {
 public:
  void print(const Stored& stored) {
    const Publication& p = stored.record.publication;
    std::string date = p.date;
    std::erase(date, '-');
    std::cout << p.id << '\t' << p.work << '\t' << date << '\t' << on_one_line(p.title) << '\t'
              << p.url << '\t' << facets(p) << '\t' << tokens(stored) << '\t'
              << on_one_line(stored.text()) << '\n';
  }

 private:
  static std::string facets(const Publication& p) {
    std::string out;
    for (const Facet facet : kFacets) {
      for (const auto& value : facet_values(p, facet))
        out += (out.empty() ? "" : "|") + std::string(to_string(facet)) + "=" + value;
    }
    return out;
  }

  /// In the order of positions, as the index has them.
  std::string tokens(const Stored& stored) {
    const std::string& language = stored.record.publication.language;
    std::string out;
    for (std::size_t i = 0; i < stored.sections.size(); ++i) {
      if (i > 0) out += "+" + std::to_string(kSectionGap) + " ";
      for (const auto* text : {&stored.record.sections[i].heading, &stored.sections[i]}) {
        for (const auto& word : words(*text)) out += with_stems(word.exact, language) + " ";
      }
    }
    return out;
  }

  const std::string& with_stems(const std::string& word, const std::string& language) {
    std::string& out = with_stems_[language + ":" + word];
    if (!out.empty()) return out;
    out = word;
    for (const auto& stem : stems(word, language)) out += "|" + stem_term(language, stem);
    return out;
  }

  std::unordered_map<std::string, std::string> with_stems_;  // by language and word
};

int run(const std::string& mode, const char* index) {
  const Snapshot snapshot = current(index);
  const search::PartDatabases databases(snapshot.folder, snapshot.manifest.parts);
  if (mode == "words") {
    print_words(databases.all());
  } else if (mode == "expand") {
    expand_lines(snapshot, databases);
  } else if (mode == "dump") {
    Dump dump;
    for_each_stored(snapshot, [&](const Stored& stored) { dump.print(stored); });
  } else {
    throw std::runtime_error("neither words, expand nor dump: " + mode);
  }
  std::cout.flush();
  return std::cout ? 0 : 1;
}

}  // namespace
}  // namespace veille::bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: query_terms words | expand | dump INDEX\n";
    return 2;
  }
  try {
    std::ios::sync_with_stdio(false);
    return veille::bench::run(argv[1], argv[2]);
  } catch (const Xapian::Error& error) {
    std::cerr << "query_terms: " << error.get_description() << "\n";
  } catch (const std::exception& error) {
    std::cerr << "query_terms: " << error.what() << "\n";
  }
  return 1;
}
