#include "searchd/search/value_list.h"

#include <gtest/gtest.h>

namespace veille::search {
namespace {

TEST(HasWordBeginning, LooksAtTheBeginningOfEveryWord) {
  EXPECT_TRUE(has_word_beginning("open data", "open"));
  EXPECT_TRUE(has_word_beginning("open data", "da"));
  EXPECT_TRUE(has_word_beginning("open data", "open da"));
  EXPECT_TRUE(has_word_beginning("open data day", "data d"));
  EXPECT_FALSE(has_word_beginning("open data", "pen"));
  EXPECT_FALSE(has_word_beginning("open data", "data d"));
  EXPECT_FALSE(has_word_beginning("open data", "open data day"));
}

TEST(HasWordBeginning, KnowsWordsInOtherWords) {
  EXPECT_TRUE(has_word_beginning("aujourd'hui l'energie", "energ"));
  EXPECT_TRUE(has_word_beginning("aujourd'hui l'energie", "l'en"));
  EXPECT_TRUE(has_word_beginning("data.gouv.fr", "gouv"));
  EXPECT_TRUE(has_word_beginning("e-government", "gov"));
  EXPECT_TRUE(has_word_beginning("банк данных", "дан"));
  EXPECT_FALSE(has_word_beginning("банк данных", "анк"));
}

TEST(HasWordBeginning, TakesAnyBytes) {
  EXPECT_TRUE(has_word_beginning("=sum(a1)", "=s"));
  EXPECT_TRUE(has_word_beginning("=sum(a1)", "sum"));
  EXPECT_TRUE(has_word_beginning("the @name", "name"));
  EXPECT_FALSE(has_word_beginning("", "a"));
  EXPECT_TRUE(has_word_beginning("", ""));
}

}  // namespace
}  // namespace veille::search
