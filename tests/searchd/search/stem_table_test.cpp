#include "searchd/search/stem_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/searchd/search/small_vocabulary.h"
#include "veille/analysis.h"
#include "veille/schema.h"

namespace veille::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> forms(const SmallWords& words, const std::string& term) {
  std::vector<std::string> out;
  for (const WordNumber word : StemTable(words.vocabulary, words.stems).words(term))
    out.emplace_back(words.vocabulary.form(word));
  return out;
}

TEST(StemTable, KnowsTheWordsOfAStemInEachLanguage) {
  const auto words = make_words({{"maisons", {{"fr", 2}}},
                                 {"maison", {{"en", 1}, {"fr", 3}}},
                                 {"services", {{"en", 2}, {"fr", 2}}},
                                 {"étranger", {{"fr", 1}}},
                                 {"etranger", {{"fr", 1}}}});
  EXPECT_THAT(forms(words, "Zfr:maison"), ElementsAre("maison", "maisons"));
  EXPECT_THAT(forms(words, "Zen:maison"), ElementsAre("maison"));
  EXPECT_THAT(forms(words, "Zen:servic"), ElementsAre("services"));
  EXPECT_THAT(forms(words, "Zfr:etrang"), ElementsAre("etranger", "étranger"));
  EXPECT_THAT(forms(words, "Zfr:étrang"), ElementsAre("étranger"));
}

TEST(StemTable, KnowsNothingOfOtherTermsAndOfTextsInNoKnownLanguage) {
  const auto words = make_words({{"maison", {{"", 3}, {"fr", 1}}}});
  for (const char* term : {"Z:maison", "Zde:maison", "Zfr:mais", "maison", "Z", "Zfr", ""})
    EXPECT_THAT(forms(words, term), IsEmpty()) << term;
  EXPECT_THAT(StemTable().words("Zfr:maison"), IsEmpty());
}

TEST(StemTable, HasEveryTermThatTheIndexerWrites) {
  const std::vector<std::string> forms = {"données", "donnees", "donnée",   "bürger", "buerger",
                                          "covid19", "città",   "apertura", "öffnen", "日本"};
  std::vector<WordEntry> entries;
  for (const auto& form : forms) entries.push_back({form, {{"de", 1}, {"fr", 2}, {"it", 1}}});
  const Vocabulary vocabulary = make_vocabulary(entries);
  std::map<std::string, std::set<WordNumber>> wanted;
  for (WordNumber word = 0; word < vocabulary.size(); ++word) {
    for (const char* language : {"de", "fr", "it"}) {
      for (const auto& stem : stems(std::string(vocabulary.form(word)), language))
        wanted[stem_term(language, stem)].insert(word);
    }
  }
  for (const unsigned threads : {0U, 1U, 2U, 3U, 100U}) {
    const StemTable table(vocabulary, make_words(entries, threads).stems);
    for (const auto& [term, words] : wanted)
      EXPECT_THAT(table.words(term), testing::ElementsAreArray(words)) << term << " " << threads;
  }
}

}  // namespace
}  // namespace veille::search
