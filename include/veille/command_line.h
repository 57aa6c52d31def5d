// What both programs say of a command line that they cannot follow.
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "veille/nearest.h"
#include "veille/utf8.h"

namespace veille {

/// "there is no option --quite (did you mean --quiet?)"; without the question when none is near and
/// none begins so.
inline std::string unknown_word(const std::string& kind, const std::string& word,
                                const std::vector<std::string>& known) {
  std::string meant = nearest(word, known);
  const auto longer = std::find_if(known.begin(), known.end(),
                                   [&](const auto& name) { return name.starts_with(word); });
  if (meant.empty() && longer != known.end()) meant = *longer;
  return "there is no " + kind + " " + printable(word) +
         (meant.empty() ? "" : " (did you mean " + meant + "?)");
}

/// For CLI::App::failure_message(): "PROGRAM: what is wrong", on a line, and where help is to be
/// had. Of a word that is no option or command it says which one is near, if any is; that comes
/// before whatever else is missing, since it is mostly the same mistake.
inline std::string command_line_error(const CLI::App* app, const CLI::Error& error) {
  const CLI::App* command = app;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  std::vector<std::string> options, commands;
  for (const auto* option : command->get_options()) {
    for (const auto& name : option->get_lnames()) options.push_back("--" + name);
  }
  for (const auto* one : command->get_subcommands([](const CLI::App*) { return true; }))
    commands.push_back(one->get_name());
  std::string what = error.what();
  for (const std::string& word : app->remaining(true)) {
    const bool is_option = word.starts_with("-");
    if (!is_option && commands.empty()) continue;
    const std::string name = word.substr(0, word.find('='));
    if (std::find(options.begin(), options.end(), name) != options.end()) {
      what = name + " belongs behind the command: ";
      what.append(command->get_name()).append(" ").append(name);
    } else {
      what = is_option ? unknown_word("option", name, options)
                       : unknown_word("command", word, commands);
    }
    break;
  }
  return app->get_name() + ": " + what + "\nRun with --help for more information.\n";
}

}  // namespace veille
