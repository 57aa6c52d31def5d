#include "searchd/search/synonyms.h"

#include <gtest/gtest.h>

#include <ostream>

namespace veille::search {
namespace {

/// The children of the root: "word", "(typed words = alternative | alternative)", "?" for others.
std::string shape(const Query& query) {
  const auto joined = [](const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
  };
  std::vector<std::string> parts;
  for (const auto& node : query.root.children) {
    if (node.type == Node::Type::word || node.type == Node::Type::prefix) {
      parts.push_back((node.in_title ? "title:" : "") + node.words.front());
      continue;
    }
    if (!can_be_missed(node)) {
      parts.emplace_back("?");
      continue;
    }
    std::vector<std::string> typed = node.children.front().words;
    for (const auto& word : node.children.front().children) typed.push_back(word.words.front());
    std::string group = "(" + joined(typed) + " =";
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      EXPECT_TRUE(node.children[i].is_synonym);
      group += (i > 1 ? " | " : " ") + joined(node.children[i].words);
    }
    parts.push_back(group + ")");
  }
  return joined(parts);
}

const Synonyms& rules() {
  static const Synonyms kRules({
      {"", "open source", {"logiciel libre", "free software"}},
      {"", "logiciel libre", {"open source", "free software"}},
      {"", "open", {"ouvert"}},
      {"", "accessibility", {"accessibilité"}},
      {"", "accessibilité", {"accessibility"}},
      {"", "EIG", {"Entrepreneurs d'intérêt général"}},
      {"", "entrepreneurs d'intérêt général", {"public interest entrepreneurs"}},
      {"", "fair use of data", {"usage loyal des données"}},
      {"", "the", {"article"}},
      {"fr", "ia", {"intelligence artificielle"}},
      {"de", "Förderung", {"funding"}},
  });
  return kRules;
}

struct Row {
  const char* text;
  const char* language;
  const char* shape;
};
std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.text; }

class ApplySynonyms : public testing::TestWithParam<Row> {};

TEST_P(ApplySynonyms, PutsAlternativesBesideWhatWasTyped) {
  const auto query = parse_query(GetParam().text, GetParam().language, false, &rules());
  EXPECT_EQ(shape(query), GetParam().shape);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ApplySynonyms,
    testing::Values(
        Row{"", "en", ""}, Row{"mainframe", "en", "mainframe"},
        Row{"accessibility", "en", "(accessibility = accessibilité)"},
        Row{"accessibility mouse", "en", "(accessibility = accessibilité) mouse"},
        Row{"mouse accessibility", "en", "mouse (accessibility = accessibilité)"},
        // Several words, and of several rules the longest.
        Row{"open source", "en", "(open source = logiciel libre | free software)"},
        Row{"open data", "en", "(open = ouvert) data"},
        Row{"source open", "en", "source (open = ouvert)"},
        Row{"open data source", "en", "(open = ouvert) data source"},
        Row{"logiciel libre public", "fr", "(logiciel libre = open source | free software) public"},
        // In any form, in any case, with and without accents.
        Row{"Open SOURCE", "en", "(open source = logiciel libre | free software)"},
        Row{"open sources", "en", "(open sources = logiciel libre | free software)"},
        Row{"logiciels libres", "fr", "(logiciels libres = open source | free software)"},
        Row{"accessibilite", "fr", "(accessibilite = accessibility)"},
        Row{"eig", "en", "(eig = entrepreneurs intérêt général)"},
        // What has its stem only is another word.
        Row{"access", "en", "access"}, Row{"accessible", "fr", "accessible"},
        // Stop words are in neither.
        Row{"open the source", "en", "(open source = logiciel libre | free software)"},
        // Stop words belong to a rule: "fair use" alone is another matter.
        Row{"fair use of data", "en", "(fair use data = usage loyal des données)"},
        Row{"fair use data", "en", "fair use data"},
        Row{"entrepreneurs intérêt général", "fr",
            "(entrepreneurs intérêt général = public interest entrepreneurs)"},
        Row{"the", "en", "(the = article)"}, Row{"the mainframe", "en", "mainframe"},
        // A rule of a language holds for its readers and its queries.
        Row{"ia", "fr", "(ia = intelligence artificielle)"}, Row{"ia", "en", "ia"},
        Row{"l'ia dans le service public", "en", "(ia = intelligence artificielle) service public"},
        Row{"Förderung", "de", "(förderung = funding)"},
        Row{"forderung", "de", "(forderung = funding)"}, Row{"Förderung", "it", "förderung"},
        // Only among plain words.
        Row{"\"open source\"", "en", "?"}, Row{"open* source", "en", "open source"},
        Row{"title:accessibility", "en", "title:accessibility"}, Row{"-accessibility", "en", "?"},
        Row{"(open source)", "en", "?"}, Row{"accessibility OR mouse", "en", "?"},
        Row{"open country:FR source", "en", "(open = ouvert) ? source"}));

TEST(Synonyms, LeaveAQueryAloneWithoutRules) {
  auto query = parse_query("open source", "en", false);
  const auto before = query.root;
  Synonyms().apply(query, "en");
  EXPECT_EQ(query.root, before);
}

TEST(Synonyms, AlternativesOfSeveralWordsArePhrasesInAnyForm) {
  auto query = parse_query("open source", "en", false);
  rules().apply(query, "en");
  const Node& group = query.root.children.at(0);
  EXPECT_EQ(group.begin, 0u);
  EXPECT_EQ(group.end, 11u);
  EXPECT_EQ(group.children.at(1).type, Node::Type::phrase);
  EXPECT_TRUE(group.children.at(1).any_form);
}

}  // namespace
}  // namespace veille::search
