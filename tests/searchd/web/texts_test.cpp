#include "searchd/web/texts.h"

#include <gtest/gtest.h>

#include <set>

#include "searchd/web/assets.h"
#include "veille/locale.h"

namespace veille::web {
namespace {

/// The placeholders of a text: "{n}".
std::set<std::string> placeholders(const std::string& text) {
  std::set<std::string> out;
  for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    out.insert(text.substr(at, text.find('}', at) - at + 1));
  }
  return out;
}

TEST(Texts, HaveTheSameKeysAndPlaceholdersInEveryLanguage) {
  const auto& english = Texts::of("en").all();
  ASSERT_FALSE(english.empty());
  for (const auto& language : ui_languages()) {
    const auto& other = Texts::of(language).all();
    ASSERT_EQ(Texts::of(language).language(), language);
    for (const auto& [key, text] : english) {
      ASSERT_TRUE(other.contains(key)) << language << " lacks " << key;
      EXPECT_FALSE(other.at(key).empty()) << language << ": " << key;
      EXPECT_EQ(placeholders(other.at(key)), placeholders(text)) << language << ": " << key;
    }
    EXPECT_EQ(other.size(), english.size()) << language << " has keys that English lacks";
  }
}

TEST(Texts, HaveEveryKeyThatATemplateNames) {
  for (const char* name :
       {"templates/box.html", "templates/chips.html", "templates/table.html", "templates/cite.html",
        "templates/error.html", "templates/frame.html", "templates/overview.html",
        "templates/pivot.html", "templates/publication.html", "templates/result_list.html",
        "templates/search.html", "templates/values.html"}) {
    const std::string file(asset(name));
    ASSERT_FALSE(file.empty()) << name;
    for (auto at = file.find("{{t_"); at != std::string::npos; at = file.find("{{t_", at + 1)) {
      const std::string key = file.substr(at + 4, file.find("}}", at) - at - 4);
      EXPECT_TRUE(Texts::of("en").all().contains(key)) << name << ": " << key;
    }
  }
}

TEST(Texts, TakeNothingInAValueForAMark) {
  const std::string two = Texts::of("en").format(
      "pivot_cell", {{"row", "{column}{total}"}, {"column", "{row}{"}, {"total", "3 works"}});
  EXPECT_EQ(two, "{column}{total}, {row}{: 3 works");
}

TEST(Texts, CountInTheirLanguage) {
  EXPECT_EQ(Texts::of("en").count("works", 0), "0 results");
  EXPECT_EQ(Texts::of("en").count("works", 1), "1 result");
  EXPECT_EQ(Texts::of("fr").count("works", 0), "0 résultat");
  EXPECT_EQ(Texts::of("en").count("works", 1234), "1,234 results");
}

}  // namespace
}  // namespace veille::web
