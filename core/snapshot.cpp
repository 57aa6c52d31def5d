#include "veille/snapshot.h"

#include <openssl/evp.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "veille/analysis.h"
#include "veille/result_json.h"
#include "veille/schema.h"

namespace veille {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SourceSummary, id, title, url, language, country, commit, posts,
                                   pages, reports, works)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SnapshotFile, name, bytes, sha256)

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// A manifest larger than this is none of ours.
constexpr std::uintmax_t kMaxManifestBytes = 64 * 1024 * 1024;

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) {
      throw std::runtime_error("OpenSSL: SHA-256 is not available");
    }
  }
  void update(const char* bytes, std::size_t size) {
    EVP_DigestUpdate(context_.get(), bytes, size);
  }
  std::string hex() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), digest, &size);
    return unpack_id(std::string(reinterpret_cast<char*>(digest), size));
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

Manifest manifest_of(const json& in) {
  Manifest m;
  m.schema_version = in.at("schema_version").get<int>();
  m.analyser_version = in.at("analyser_version").get<int>();
  m.id = in.at("id").get<std::string>();
  m.built_at = in.at("built_at").get<std::string>();
  m.program_version = in.at("program_version").get<std::string>();
  m.publications = in.at("publications").get<int>();
  m.works = in.at("works").get<int>();
  m.newest_date = in.at("newest_date").get<std::string>();
  m.sources = in.at("sources").get<std::vector<SourceSummary>>();
  m.files = in.at("files").get<std::vector<SnapshotFile>>();
  m.problems = in.at("problems").get<std::vector<Error>>();
  return m;
}

Error damaged(const fs::path& file, const std::string& what) {
  return {"snapshot_damaged", what, file.string(), 0,
          "rebuild the index with veille-indexer build"};
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

Result<Manifest> check_version(Manifest manifest, const fs::path& file) {
  if (manifest.schema_version == kSchemaVersion && manifest.analyser_version == kAnalyserVersion)
    return manifest;
  std::ostringstream what;
  what << "the snapshot has schema " << manifest.schema_version << " and analyser "
       << manifest.analyser_version << ", this program reads schema " << kSchemaVersion
       << " and analyser " << kAnalyserVersion;
  return Error{"snapshot_version", what.str(), file.string(), 0,
               "rebuild the index with the veille-indexer of the same version"};
}

}  // namespace

std::string manifest_json(const Manifest& m) {
  const json out = {{"schema_version", m.schema_version},
                    {"analyser_version", m.analyser_version},
                    {"id", m.id},
                    {"built_at", m.built_at},
                    {"program_version", m.program_version},
                    {"publications", m.publications},
                    {"works", m.works},
                    {"newest_date", m.newest_date},
                    {"sources", m.sources},
                    {"problems", m.problems},
                    {"files", m.files}};
  return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<Manifest> read_manifest(const fs::path& snapshot) {
  const fs::path file = snapshot / "manifest.json";
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  if (failure) {
    return Error{"snapshot_missing", "no snapshot is here: " + failure.message(), file.string(), 0,
                 "build the index with veille-indexer build"};
  }
  if (size > kMaxManifestBytes) return damaged(file, "the manifest is too large to be one");
  try {
    return check_version(manifest_of(json::parse(read_all(file))), file);
  } catch (const std::exception& error) {  // nlohmann's parse, type and key errors
    return damaged(file, std::string("the manifest cannot be read: ") + error.what());
  }
}

Result<bool> verify_files(const fs::path& snapshot, const Manifest& manifest) {
  for (const auto& entry : manifest.files) {
    const fs::path file = snapshot / entry.name;
    if (!is_inner_name(entry.name))
      return damaged(file, "the manifest names a file outside the snapshot");
    std::error_code failure;
    const auto size = fs::file_size(file, failure);
    if (failure) return damaged(file, "a file of the snapshot is missing: " + failure.message());
    if (size != entry.bytes)
      return damaged(file, "a file of the snapshot has not the size in its manifest");
    if (sha256_file_hex(file) != entry.sha256) {
      return damaged(file, "a file of the snapshot has not the checksum in its manifest");
    }
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

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes.data(), bytes.size());
  return hash.hex();
}

std::string sha256_file_hex(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  Sha256 hash;
  std::vector<char> buffer(std::size_t{1} << 18);
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    hash.update(buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) throw std::runtime_error("cannot read " + file.string());
  return hash.hex();
}

}  // namespace veille
