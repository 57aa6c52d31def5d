#include "veille/snapshot.h"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <future>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "veille/analysis.h"
#include "veille/beside.h"
#include "veille/result_json.h"
#include "veille/schema.h"
#include "veille/sha256.h"
#include "veille/whole_json.h"

namespace veille {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SourceSummary, id, title, url, language, country, commit, posts,
                                   pages, reports, works, generator, recognised_by, links,
                                   links_resolved)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SnapshotFile, name, bytes, sha256)

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// A manifest larger than this is none of ours.
constexpr std::uintmax_t kMaxManifestBytes = 64 * 1024 * 1024;

Manifest manifest_of(const json& in) {
  Manifest m;
  m.schema_version = in.at("schema_version").get<int>();
  m.analyser_version = in.at("analyser_version").get<int>();
  m.id = in.at("id").get<std::string>();
  m.built_at = in.at("built_at").get<std::string>();
  m.program_version = in.at("program_version").get<std::string>();
  m.publications = in.at("publications").get<int>();
  m.works = in.at("works").get<int>();
  m.parts = in.at("parts").get<int>();
  m.newest_date = in.at("newest_date").get<std::string>();
  m.sources = in.at("sources").get<std::vector<SourceSummary>>();
  m.files = in.at("files").get<std::vector<SnapshotFile>>();
  m.problems = in.at("problems").get<std::vector<Error>>();
  return m;
}

Error damaged(const fs::path& file, const std::string& what) {
  return {"snapshot_damaged", what, file.string(), 0,
          "rebuild the index with veille-indexer build --anew"};
}

std::string read_all(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// A name that stays inside the snapshot's folder.
bool is_inner_name(const std::string& name) {
  const fs::path path(name);
  if (name.empty() || path.is_absolute()) return false;
  return std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

/// Checked before anything is made of the number.
bool is_part_count(int parts) {
  return parts >= 1 && parts <= kMaxParts && (parts & (parts - 1)) == 0;
}

/// A manifest of another version may have other keys: nothing else of it is read.
std::optional<Error> other_version(const json& in, const fs::path& file) {
  const int schema = in.at("schema_version").get<int>();
  const int analyser = in.at("analyser_version").get<int>();
  if (schema == kSchemaVersion && analyser == kAnalyserVersion) return std::nullopt;
  std::ostringstream what;
  what << "the snapshot has schema " << schema << " and analyser " << analyser
       << ", this program reads schema " << kSchemaVersion << " and analyser " << kAnalyserVersion;
  return Error{"snapshot_version", what.str(), file.string(), 0,
               "rebuild the index with the veille-indexer of the same version"};
}

Result<Manifest> check_parts(Manifest manifest, const fs::path& file) {
  if (is_part_count(manifest.parts)) return manifest;
  return damaged(file, "the number of parts is impossible");
}

/// What stat() says of a file that changes whenever its content does; empty when it cannot be
/// asked.
std::string stamp_of(const fs::path& file) {
  struct stat status {};
  if (stat(file.c_str(), &status) != 0) return {};
  std::string out;
  for (const auto number :
       {static_cast<long long>(status.st_dev), static_cast<long long>(status.st_ino),
        static_cast<long long>(status.st_size), static_cast<long long>(status.st_mtim.tv_sec),
        static_cast<long long>(status.st_mtim.tv_nsec),
        static_cast<long long>(status.st_ctim.tv_sec),
        static_cast<long long>(status.st_ctim.tv_nsec)})
    out += std::to_string(number) + " ";
  return out;
}

/// The checksums of files, in their order, read by up to `threads` threads.
std::vector<std::string> checksums(const fs::path& snapshot,
                                   const std::vector<const SnapshotFile*>& files,
                                   unsigned threads) {
  std::vector<std::string> out(files.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++)
      out[i] = sha256_file_hex(snapshot / files[i]->name);
  };
  std::vector<std::future<void>> helpers;
  for (unsigned i = 1; i < threads; ++i) helpers.push_back(beside(work));
  work();
  for (auto& helper : helpers) helper.get();  // throws what it met
  return out;
}

}  // namespace

std::string part_name(int part) {
  return "parts/" + std::string(part < 10 ? "0" : "") + std::to_string(part);
}

int part_of(const std::string& work, int parts) {
  const auto high = static_cast<unsigned>(std::stoul(work.substr(0, 4), nullptr, 16));
  return static_cast<int>(high * static_cast<unsigned>(parts) >> 16U);
}

std::string manifest_json(const Manifest& m) {
  const json out = {{"schema_version", m.schema_version},
                    {"analyser_version", m.analyser_version},
                    {"id", m.id},
                    {"built_at", m.built_at},
                    {"program_version", m.program_version},
                    {"publications", m.publications},
                    {"works", m.works},
                    {"parts", m.parts},
                    {"newest_date", m.newest_date},
                    {"sources", m.sources},
                    {"problems", m.problems},
                    {"files", m.files}};
  return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string manifest_sum(const std::string& json) {
  return sha256_hex(json) + "  " + kManifestFile + "\n";
}

Result<Manifest> read_manifest(const fs::path& snapshot) {
  const fs::path file = snapshot / kManifestFile;
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  if (failure) {
    return Error{"snapshot_missing", "no snapshot is here: " + failure.message(), file.string(), 0,
                 "build the index with veille-indexer build"};
  }
  if (size > kMaxManifestBytes) return damaged(file, "the manifest is too large to be one");
  const std::string text = read_all(file);
  const json in = parse_whole_json(text);
  if (in.is_discarded()) return damaged(file, "the manifest is no JSON");
  try {
    if (const auto other = other_version(in, file)) return *other;
    if (read_all(snapshot / kManifestSumFile) != manifest_sum(text))
      return damaged(file, std::string("the manifest has not the checksum in ") + kManifestSumFile);
    return check_parts(manifest_of(in), file);
  } catch (const json::exception& error) {  // a key is missing, or has another type
    return damaged(file, std::string("the manifest cannot be read: ") + error.what());
  }
}

bool VerifiedFiles::has(const fs::path& file, const std::string& sha256) const {
  const auto found = sha256_.find(stamp_of(file));
  return found != sha256_.end() && found->second == sha256;
}

void VerifiedFiles::add(const fs::path& file, const std::string& sha256) {
  const std::string stamp = stamp_of(file);
  if (!stamp.empty()) sha256_[stamp] = sha256;
}

Result<bool> verify_files(const fs::path& snapshot, const Manifest& manifest, unsigned threads,
                          VerifiedFiles* known) {
  std::vector<const SnapshotFile*> due;
  for (const auto& entry : manifest.files) {
    const fs::path file = snapshot / entry.name;
    if (!is_inner_name(entry.name))
      return damaged(file, "the manifest names a file outside the snapshot");
    std::error_code failure;
    const auto size = fs::file_size(file, failure);
    if (failure) return damaged(file, "a file of the snapshot is missing: " + failure.message());
    if (size != entry.bytes)
      return damaged(file, "a file of the snapshot has not the size in its manifest");
    if (known == nullptr || !known->has(file, entry.sha256)) due.push_back(&entry);
  }
  VerifiedFiles verified;
  const auto sums = checksums(snapshot, due, threads);
  for (std::size_t i = 0; i < due.size(); ++i) {
    const fs::path file = snapshot / due[i]->name;
    if (sums[i] != due[i]->sha256)
      return damaged(file, "a file of the snapshot has not the checksum in its manifest");
  }
  if (known != nullptr) {  // what is in no snapshot any more is forgotten
    for (const auto& entry : manifest.files) verified.add(snapshot / entry.name, entry.sha256);
    *known = std::move(verified);
  }
  return true;
}

Result<fs::path> current_snapshot(const fs::path& index) {
  std::error_code failure;
  fs::path target = fs::read_symlink(index / "current", failure);
  if (failure) {
    return Error{"index_missing", "there is no index here", index.string(), 0,
                 "build one with veille-indexer build --index " + index.string() + " SITE"};
  }
  return index / target;  // an absolute target replaces `index`
}

std::string checked_at(const fs::path& index, const Manifest& manifest) {
  try {
    const json in = json::parse(read_all(index / "checked.json"));
    if (in.at("id").get<std::string>() != manifest.id) return manifest.built_at;
    return std::max(manifest.built_at, in.at("checked_at").get<std::string>());
  } catch (
      const json::exception&) {  // absent, or not ours: the snapshot itself was checked when built
    return manifest.built_at;
  }
}

}  // namespace veille
