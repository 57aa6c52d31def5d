#include "veille/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace veille {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// What a program with `build --index DIR [--quiet] [FOLDER]` says of these words.
std::string said_of(std::vector<std::string> words) {
  CLI::App app("A program.", "program");
  app.require_subcommand(1);
  app.failure_message(command_line_error);
  auto* build = app.add_subcommand("build", "Builds.");
  std::string index, folder;
  bool quiet = false;
  build->add_option("--index", index)->required();
  build->add_flag("--quiet", quiet);
  build->add_option("folder", folder);
  std::reverse(words.begin(), words.end());
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out, err;
    EXPECT_NE(app.exit(error, out, err), 0);
    return err.str();
  }
  return {};
}

TEST(CommandLineError, NamesTheOptionThatWasMeant) {
  EXPECT_EQ(said_of({"build", "--index", "x", "--quite"}),
            "program: there is no option --quite (did you mean --quiet?)\n"
            "Run with --help for more information.\n");
  EXPECT_THAT(said_of({"build", "--indx=x"}),
              HasSubstr("no option --indx (did you mean --index?)"));
  EXPECT_THAT(said_of({"--quit", "build", "--index", "x"}),
              HasSubstr("no option --quit (did you mean --quiet?)"));
}

TEST(CommandLineError, NamesTheCommandThatWasMeant) {
  EXPECT_THAT(said_of({"biuld", "--index", "x"}),
              HasSubstr("no command biuld (did you mean build?)"));
  EXPECT_THAT(said_of({"xyz"}), StartsWith("program: there is no command xyz\n"));
}

TEST(CommandLineError, SaysWhereOptionsStand) {
  EXPECT_THAT(said_of({"--index", "x", "build"}),
              StartsWith("program: --index belongs behind the command: build --index\n"));
}

TEST(CommandLineError, TakesABeginningForAll) {
  EXPECT_THAT(said_of({"build", "--index", "x", "--q"}), HasSubstr("--q (did you mean --quiet?)"));
}

TEST(CommandLineError, NamesNoneWhereNoneIsNear) {
  const std::string said = said_of({"build", "--index", "x", "--colour", "red"});
  EXPECT_THAT(said, StartsWith("program: there is no option --colour\n"));
  EXPECT_THAT(said_of({"build", "--index", "x", "-z"}), HasSubstr("no option -z"));
}

TEST(CommandLineError, SaysWhatElseIsWrong) {
  EXPECT_THAT(said_of({"build"}), StartsWith("program: --index is required\n"));
  EXPECT_THAT(said_of({"build", "--index", "x", "a", "b"}), HasSubstr("b"));
  EXPECT_THAT(said_of({"build", "--index", "x", "a", "b"}), Not(HasSubstr("no option")));
  EXPECT_EQ(said_of({"build", "--index", "x", "a", "--quiet"}), "");
}

TEST(CommandLineError, IsSafeToPrint) {
  EXPECT_THAT(said_of({"build", "--index", "x", "--\x1b[31m"}), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace veille
