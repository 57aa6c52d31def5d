// The options of the program in a file: TOML, with the options' own names.
#pragma once

#include <CLI/CLI.hpp>
#include <istream>
#include <memory>
#include <string>
#include <vector>

namespace veille {

/// Reads files of `name = value` and `name = [value, …]`, where `name` is an option of `app`
/// without its dashes. Throws: CLI::ConfigError, naming the line, for anything else.
std::shared_ptr<CLI::Config> config_file(const CLI::App& app);

}  // namespace veille
