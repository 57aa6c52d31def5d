#include "indexer/site/eleventy.h"

#include "indexer/site/config_file.h"
#include "indexer/site/look.h"

namespace veille::site {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFiles[] = {".eleventy.js", "eleventy.config.js", "eleventy.config.mjs",
                                  "eleventy.config.cjs"};

/// The string behind `input:` in a configuration's text; "" when there is none.
std::string input_folder(const std::string& text) {
  for (auto at = text.find("input:"); at != std::string::npos; at = text.find("input:", at + 1)) {
    const auto quote = text.find_first_not_of(" \t", at + 6);
    if (quote == std::string::npos || (text[quote] != '"' && text[quote] != '\'')) continue;
    const auto end = text.find(text[quote], quote + 1);
    if (end != std::string::npos) return trimmed_path(text.substr(quote + 1, end - quote - 1));
  }
  return {};
}

/// Adds what `folder`'s data file says for all texts in it.
void add_directory_data(const fs::path& root, const fs::path& folder, Source& source) {
  const std::string name = folder.filename().string();
  for (const char* extension : {".11tydata.json", ".json"}) {
    const fs::path file = folder / (name + extension);
    if (!is_file(file)) continue;
    auto values = read_config_file(file);
    if (values && values->type == read::Value::Type::map)
      source.defaults.push_back(
          {folder.lexically_relative(root).generic_string(), "", std::move(*values)});
  }
}

void read_directory_data(const fs::path& root, Source& source) {
  constexpr int kMostDepth = 8;
  visit_below(root / source.content, kMostDepth, [&](const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    if (entry.is_symlink() || !entry.is_directory()) return Step::go_on;
    if (name.starts_with('.') || name == "node_modules") return Step::leave_out;
    add_directory_data(root, entry.path(), source);
    return Step::go_on;
  });
}

}  // namespace

std::string eleventy_config(const fs::path& folder) {
  for (const char* name : kFiles) {
    if (is_file(folder / name)) return name;
  }
  const bool named =
      file_text(folder / "package.json").find("\"@11ty/eleventy\"") != std::string::npos;
  return named ? "package.json" : "";
}

Source read_eleventy(const fs::path& folder) {
  Source source;
  source.generator = Generator::eleventy;
  source.recognised_by = eleventy_config(folder);
  source.permalink = "/:path/";
  source.content =
      source.recognised_by.empty() ? "" : input_folder(file_text(folder / source.recognised_by));
  if (!is_folder(folder / source.content)) source.content.clear();
  read_directory_data(folder, source);
  return source;
}

}  // namespace veille::site
