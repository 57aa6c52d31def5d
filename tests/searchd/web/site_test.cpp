#include "searchd/web/site.h"

#include <gtest/gtest.h>

#include "tests/temporary_folder.h"

namespace veille::web {
namespace {

class ReadLogo : public testing::Test {
 protected:
  std::filesystem::path file(const std::string& name, const std::string& bytes) {
    folder_.write(name, bytes);
    return folder_.path() / name;
  }

  TemporaryFolder folder_;
};

TEST_F(ReadLogo, TakesAPictureByItsExtension) {
  const auto logo = read_logo(file("a.svg", "<svg/>"));
  ASSERT_TRUE(logo);
  EXPECT_EQ(logo->content_type, "image/svg+xml");
  EXPECT_EQ(logo->bytes, "<svg/>");
  EXPECT_EQ(read_logo(file("a.png", std::string("\0\1", 2)))->bytes.size(), 2u);
}

TEST_F(ReadLogo, RefusesWhatIsNone) {
  EXPECT_EQ(read_logo(file("a.gif", "x")).error().code, "bad_logo");
  EXPECT_EQ(read_logo(file("a.png", "")).error().code, "bad_logo");
  EXPECT_EQ(read_logo(file("b.png", std::string(kMaxLogoBytes + 1, 'x'))).error().code, "bad_logo");
  EXPECT_EQ(read_logo(folder_.path() / "none.png").error().code, "bad_logo");
  std::filesystem::create_directory(folder_.path() / "folder.png");
  EXPECT_EQ(read_logo(folder_.path() / "folder.png").error().code, "bad_logo");
}

}  // namespace
}  // namespace veille::web
