// A file of options -> options, or an error that names the line.
#include <sstream>

#include "searchd/config_file.h"
#include "tests/fuzz/promise.h"

namespace veille::fuzz {
namespace {

/// Options of every kind that the program has.
struct Program {
  Program() {
    app.add_option("--index", text);
    app.add_option("--workers", number);
    app.add_option("--freshness", fraction);
    app.add_option("--allow-origin", list);
    app.add_flag("--log-queries", yes);
    app.set_config("--config", "options.toml");
  }
  CLI::App app;
  std::string text;
  unsigned number = 0;
  double fraction = 0;
  std::vector<std::string> list;
  bool yes = false;
};

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  static const fuzz::Program kProgram;
  static const auto kFile = config_file(kProgram.app);
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  try {
    for (const auto& item : kFile->from_config(in)) {
      fuzz::promise(item.parents.empty(), "options have no sections", item.name);
      const auto* option = kProgram.app.get_option_no_throw("--" + item.name);
      fuzz::promise(option != nullptr, "what is set is an option", item.name);
    }
  } catch (const CLI::ConfigError& error) {
    fuzz::promise(std::string(error.what()).starts_with("options.toml:"), "an error names the file",
                  error.what());
  }
  return 0;
}
