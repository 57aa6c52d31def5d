#include "indexer/cache/extraction_cache.h"

#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "indexer/read/document.h"
#include "veille/result_json.h"
#include "veille/whole_json.h"

namespace veille::cache {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

json extracted_json(const read::Extracted& e) {
  json sections = json::array();
  for (const auto& s : e.sections) sections.push_back({s.page, s.label, s.heading, s.text});
  return {{"title", e.title}, {"language", e.language}, {"authors", e.authors},
          {"date", e.date},   {"sections", sections},   {"problems", e.problems}};
}

read::Extracted extracted_of(const json& in) {
  read::Extracted e;
  e.title = in.at("title").get<std::string>();
  e.language = in.at("language").get<std::string>();
  e.authors = in.at("authors").get<std::vector<std::string>>();
  e.date = in.at("date").get<std::string>();
  for (const auto& row : in.at("sections")) {
    e.sections.push_back({row.at(0).get<int>(), row.at(1).get<std::string>(),
                          row.at(2).get<std::string>(), row.at(3).get<std::string>()});
  }
  e.problems = in.at("problems").get<std::vector<Error>>();
  return e;
}

std::optional<Result<read::Extracted>> load(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream bytes;
  bytes << in.rdbuf();
  try {
    const json entry = parse_whole_json(bytes.str());
    if (entry.contains("error")) return Result<read::Extracted>(entry.at("error").get<Error>());
    return Result<read::Extracted>(extracted_of(entry.at("extracted")));
  } catch (const json::exception&) {  // a write that was cut short: made again
    return std::nullopt;
  }
}

void store(const fs::path& file, const Result<read::Extracted>& result) {
  std::error_code ignored;
  fs::create_directories(file.parent_path(), ignored);
  const json entry =
      result ? json{{"extracted", extracted_json(*result)}} : json{{"error", result.error()}};
  const fs::path next = file.string() + ".next-" + std::to_string(getpid());
  {
    std::ofstream out(next, std::ios::binary | std::ios::trunc);
    out << entry.dump(-1, ' ', false, json::error_handler_t::replace);
    out.close();
    if (!out) {
      fs::remove(next, ignored);
      return;
    }
  }
  fs::rename(next, file, ignored);
}

}  // namespace

Result<read::Extracted> ExtractionCache::get(
    const std::string& key, int reader_version,
    const std::function<Result<read::Extracted>()>& convert) const {
  const fs::path file =
      folder_ / key.substr(0, 2) / (key + "-" + std::to_string(reader_version) + ".json");
  if (auto kept = load(file)) return *kept;
  auto made = convert();
  if (made || !read::is_passing(made.error())) store(file, made);
  return made;
}

}  // namespace veille::cache
