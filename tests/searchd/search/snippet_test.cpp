#include "searchd/search/snippet.h"

#include <gtest/gtest.h>

#include "veille/analysis.h"

namespace veille::search {
namespace {

/// Leaves that match these forms, one leaf each; the first form of each as typed.
MarkedForms forms(const std::vector<std::vector<std::string>>& leaves) {
  static const Node kNode;
  std::vector<Leaf> out;
  for (const auto& leaf : leaves) {
    Expansion place;
    place.exact = {leaf.front()};
    place.forms = leaf;
    Leaf one;
    one.node = &kNode;
    one.places.push_back(std::move(place));
    out.push_back(std::move(one));
  }
  return MarkedForms(out);
}

std::string show(const Snippet& snippet) {
  std::string out;
  for (const auto& part : snippet) out += part.marked ? "[" + part.text + "]" : part.text;
  return out;
}

std::string filler(int words) {
  std::string out;
  for (int i = 0; i < words; ++i) out += "filler ";
  return out;
}

TEST(MakeSnippet, MarksEveryFormAndKeepsTheTextAsItStands) {
  EXPECT_EQ(show(make_snippet("L’État ouvre  ses\ndonnées; ETAT.",
                              forms({{"etat", "état"}, {"donnée", "données"}}))),
            "L’[État] ouvre ses [données]; [ETAT].");
}

TEST(MakeSnippet, BeginsWithASentenceAndEndsWithAnEllipsis) {
  const std::string text = filler(50) + "end. A sentence with target words. " + filler(50);
  EXPECT_EQ(show(make_snippet(text, forms({{"target"}}))).substr(0, 40),
            "A sentence with [target] words. filler f");
  EXPECT_TRUE(show(make_snippet(text, forms({{"target"}}))).ends_with(" …"));
}

TEST(MakeSnippet, SaysThatItBeginsInTheMiddle) {
  const std::string text = filler(50) + "target " + filler(50);
  EXPECT_TRUE(show(make_snippet(text, forms({{"target"}}))).starts_with("… filler"));
}

TEST(MakeSnippet, PrefersThePlaceWithTheMostWords) {
  const std::string text = "One alpha here. " + filler(60) + "Then alpha and beta meet. " +
                           filler(40) + " beta beta beta.";
  EXPECT_NE(show(make_snippet(text, forms({{"alpha"}, {"beta"}}))).find("[alpha] and [beta]"),
            std::string::npos);
}

TEST(MakeSnippet, PrefersFormsAsTyped) {
  const std::string text = "The initial one. " + filler(60) + "An initiative counts. " + filler(60);
  EXPECT_NE(show(make_snippet(text, forms({{"initiative", "initial"}}))).find("[initiative]"),
            std::string::npos);
}

TEST(MakeSnippet, KeepsTheLastMatchOfItsPlaceWhenItMovesBack) {
  const std::string text =
      filler(50) + "stop. one two three four five alpha " + filler(27) + "beta tail " + filler(50);
  const std::string shown = show(make_snippet(text, forms({{"alpha"}, {"beta"}})));
  EXPECT_NE(shown.find("[alpha]"), std::string::npos) << shown;
  EXPECT_NE(shown.find("[beta]"), std::string::npos) << shown;
}

TEST(MakeSnippet, IsTheBeginningWhereNothingMatches) {
  EXPECT_EQ(show(make_snippet("Just text.", forms({{"x"}}))), "Just text.");
  EXPECT_EQ(show(make_snippet(" … ", forms({{"x"}}))), "");
  EXPECT_EQ(show(make_snippet("", forms({}))), "");
}

TEST(MakeSnippet, IsValidTextForAnyBytes) {
  std::string bytes;
  for (int i = 0; i < 2000; ++i) bytes.push_back(static_cast<char>(i * 7919 % 256));
  for (const auto& part : make_snippet(nfc(bytes), forms({{"a"}, {"q"}})))
    EXPECT_TRUE(is_utf8(part.text));
}

TEST(MakeSnippet, CutsWhatIsLongerThanWordsAre) {
  const std::string letters(40'000, 'x');
  for (const std::string& text :
       {letters + " alpha " + letters, "alpha " + letters + letters, letters}) {
    std::size_t bytes = 0;
    for (const auto& part : make_snippet(text, forms({{"alpha"}}))) {
      bytes += part.text.size();
      EXPECT_TRUE(is_utf8(part.text));
    }
    EXPECT_LE(bytes, 2000U) << text.substr(0, 8);
    EXPECT_GT(bytes, 0U);
  }
}

TEST(MakeSnippet, IsBoundedInLength) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "alpha ";
  std::size_t words = 0;
  for (const auto& part : make_snippet(text, forms({{"alpha"}}))) words += part.marked;
  EXPECT_LE(words, kSnippetWords + 10);
}

}  // namespace
}  // namespace veille::search
