#include "indexer/site/eleventy.h"

#include <utility>

#include "indexer/site/config_file.h"
#include "indexer/site/fields.h"
#include "indexer/site/look.h"

namespace veille::site {
namespace {

constexpr const char* kFiles[] = {".eleventy.js", "eleventy.config.js", "eleventy.config.mjs",
                                  "eleventy.config.cjs"};

/// The string behind `input:` in a configuration's text; "" when there is none.
std::string input_folder(const std::string& text) {
  for (auto at = text.find("input:"); at != std::string::npos; at = text.find("input:", at + 1)) {
    const auto quote = text.find_first_not_of(" \t", at + 6);
    if (quote == std::string::npos || (text[quote] != '"' && text[quote] != '\'')) continue;
    const auto end = text.find(text[quote], quote + 1);
    if (end != std::string::npos) return text.substr(quote + 1, end - quote - 1);
  }
  return {};
}

/// Adds what `folder`'s data file says for all texts in it.
void add_directory_data(const Folder& site, const std::string& folder, Source& source) {
  for (const char* extension : {".11tydata.json", ".json"}) {
    auto values = read_config_file(site, folder + "/" + file_name(folder) + extension);
    if (values && values->type == read::Value::Type::map)
      source.defaults.push_back({folder, "", std::move(*values)});
  }
}

void read_directory_data(const Folder& site, Source& source) {
  constexpr int kMostDepth = 8;
  visit_below(site, source.content, kMostDepth, [&](const FolderEntry& entry) {
    const std::string name = file_name(entry.path);
    if (entry.type != EntryType::folder) return Step::go_on;
    if (name.starts_with('.') || name == "node_modules") return Step::leave_out;
    add_directory_data(site, entry.path, source);
    return Step::go_on;
  });
}

}  // namespace

std::string eleventy_config(const Folder& site) {
  for (const char* name : kFiles) {
    if (is_file(site, name)) return name;
  }
  const bool named =
      file_text(site, "package.json").find("\"@11ty/eleventy\"") != std::string::npos;
  return named ? "package.json" : "";
}

Source read_eleventy(const Folder& site) {
  Source source;
  source.generator = Generator::eleventy;
  source.recognised_by = eleventy_config(site);
  source.permalink = "/:path/";
  const std::string& file = source.recognised_by;
  if (!file.empty())
    source.content =
        folder_inside(input_folder(file_text(site, file)), "input", file, source.problems);
  if (!is_folder(site, source.content)) source.content.clear();
  read_directory_data(site, source);
  return source;
}

}  // namespace veille::site
