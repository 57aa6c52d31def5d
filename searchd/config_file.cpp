#include "searchd/config_file.h"

#include <toml++/toml.h>

#include <algorithm>
#include <iterator>
#include <sstream>

#include "veille/nearest.h"

namespace veille {
namespace {

[[noreturn]] void refuse(const toml::source_region& where, const std::string& what) {
  throw CLI::ConfigError(std::to_string(where.begin.line) + ": " + what);
}

std::string text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  std::ostringstream out;
  if (const auto* number = node.as_integer())
    out << number->get();
  else if (const auto* fraction = node.as_floating_point())
    out << fraction->get();
  else if (const auto* yes = node.as_boolean())
    out << (yes->get() ? "true" : "false");
  else
    refuse(node.source(), "this is no text and no number");
  return out.str();
}

class ConfigFile : public CLI::ConfigBase {
 public:
  explicit ConfigFile(const CLI::App& app) : app_(app) {}

  std::vector<CLI::ConfigItem> from_config(std::istream& in) const override {
    try {
      return read(in);
    } catch (const CLI::ConfigError& error) {
      throw CLI::ConfigError(app_.get_config_ptr()->as<std::string>() + ":" + error.what());
    }
  }

 private:
  std::vector<CLI::ConfigItem> read(std::istream& in) const {
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    toml::table table;
    try {
      table = toml::parse(text);
    } catch (const toml::parse_error& error) {
      refuse(error.source(), std::string(error.description()));
    }
    std::vector<CLI::ConfigItem> out;
    for (const auto& [key, value] : table) out.push_back(item(std::string(key.str()), value));
    return out;
  }

  CLI::ConfigItem item(const std::string& name, const toml::node& value) const {
    const auto known = names();
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      const auto near = nearest(name, known);
      refuse(value.source(), "there is no option \"" + name + "\"" +
                                 (near.empty() ? "" : " (did you mean \"" + near + "\"?)"));
    }
    CLI::ConfigItem out;
    out.name = name;
    if (const auto* list = value.as_array()) {
      for (const auto& one : *list) out.inputs.push_back(text_of(one));
    } else {
      out.inputs.push_back(text_of(value));
    }
    return out;
  }

  /// Those that a file may set.
  std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto* option : app_.get_options()) {
      if (option->get_configurable())
        for (const auto& name : option->get_lnames()) out.push_back(name);
    }
    return out;
  }

  const CLI::App& app_;
};

}  // namespace

std::shared_ptr<CLI::Config> config_file(const CLI::App& app) {
  return std::make_shared<ConfigFile>(app);
}

}  // namespace veille
