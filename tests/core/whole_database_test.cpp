#include "veille/whole_database.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/temporary_folder.h"

namespace veille {
namespace {

struct Document {
  std::string data;
  std::string get_data() const { return data; }
};

/// As Xapian shows a database of which some tables could not be opened.
struct Database {
  std::vector<unsigned> documents = {7};
  std::string data = "{}";
  std::vector<std::string> terms = {"a"};
  bool positions = true;

  std::size_t get_doccount() const { return documents.size(); }
  auto postlist_begin(const std::string&) const { return documents.begin(); }
  Document get_document(unsigned) const { return {data}; }
  auto termlist_begin(unsigned) const { return terms.begin(); }
  auto termlist_end(unsigned) const { return terms.end(); }
  bool has_positions() const { return positions; }
};

TEST(CheckTables, AcceptsAWholeDatabaseAndAnEmptyOne) {
  const TemporaryFolder folder;
  EXPECT_NO_THROW(check_tables(Database(), folder.path()));
  EXPECT_NO_THROW(check_tables(Database{{}, "", {}, false}, folder.path()));
}

TEST(CheckTables, RefusesOneOfWhichATableIsNotOpen) {
  const TemporaryFolder folder;
  folder.write("position.glass", std::string(100'000, 'x'));
  EXPECT_THROW(check_tables(Database{{7}, "", {"a"}, true}, folder.path()), std::runtime_error);
  EXPECT_THROW(check_tables(Database{{7}, "{}", {}, true}, folder.path()), std::runtime_error);
  EXPECT_THROW(check_tables(Database{{7}, "{}", {"a"}, false}, folder.path()), std::runtime_error);
}

TEST(CheckTables, AcceptsDocumentsWithoutPositionsWhereThereAreNone) {
  const TemporaryFolder folder;
  EXPECT_NO_THROW(check_tables(Database{{7}, "{}", {"a"}, false}, folder.path()));
  folder.write("position.glass", std::string(8192, 'x'));
  EXPECT_NO_THROW(check_tables(Database{{7}, "{}", {"a"}, false}, folder.path()));
}

}  // namespace
}  // namespace veille
