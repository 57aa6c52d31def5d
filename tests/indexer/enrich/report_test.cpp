#include "indexer/enrich/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace veille::enrich {
namespace {

TEST(MakeReport, TakesTitleAndAuthorOnlyWhereTheyAreForReaders) {
  read::Extracted text;
  text.title = "Microsoft Word - final.docx";
  text.authors = {"Microsoft Office User", "Ada", "ADMIN"};
  const Publication report = make_report("s", "docs/annual_report-2019.odt", "u", text);
  EXPECT_EQ(report.title, "annual report 2019");
  EXPECT_THAT(report.authors, ::testing::ElementsAre("Ada"));
}

TEST(MakeReport, KeepsTheDocumentsOwnTitle) {
  read::Extracted text;
  text.title = "A title for readers";
  EXPECT_EQ(make_report("s", "a.docx", "u", text).title, "A title for readers");
}

TEST(IsSaneAuthor, KnowsWhatProgramsWrite) {
  for (const char* name : {"", "-", "user", "Utilisateur Windows", "Propriétaire", "python-docx"}) {
    EXPECT_FALSE(is_sane_author(name)) << name;
  }
  for (const char* name : {"Ada", "DINUM", "Userin Müller", "Li"}) {
    EXPECT_TRUE(is_sane_author(name)) << name;
  }
}

}  // namespace
}  // namespace veille::enrich
