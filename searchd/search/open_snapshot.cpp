#include "searchd/search/open_snapshot.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "searchd/search/xapian_call.h"
#include "veille/beside.h"

namespace veille::search {

namespace fs = std::filesystem;

Result<std::shared_ptr<const OpenSnapshot>> OpenSnapshot::open(const fs::path& folder,
                                                               const ServingOptions& options,
                                                               VerifiedFiles& verified_files) {
  auto manifest = read_manifest(folder);
  if (!manifest) return manifest.error();
  const auto verified = verify_files(folder, *manifest, options.threads, &verified_files);
  if (!verified) return verified.error();
  return std::shared_ptr<const OpenSnapshot>(
      new OpenSnapshot(folder, std::move(*manifest), options));
}

OpenSnapshot::OpenSnapshot(fs::path folder, Manifest manifest, const ServingOptions& options)
    : folder_(std::move(folder)), manifest_(std::move(manifest)), query_limits_(options.query) {
  auto words = beside([this] {
    vocabulary_ = Vocabulary(folder_ / kWordsFile);
    stems_ = StemTable(vocabulary_, read_stem_list(folder_ / kStemsFile, vocabulary_.size()));
  });
  {
    const Handle databases = database();
    xapian_call([&] {
      columns_ = std::make_unique<Columns>(*databases);
      weights_ = Weights(*databases, *columns_, manifest_.newest_date, options.freshness);
    });
    for (std::size_t i = 0; i < databases->count(); ++i)
      part_ends_.push_back(databases->base(i + 1));
  }
  // A snapshot that is pruned later stays open.
  std::vector<Handle> handles;
  for (unsigned i = 0; i < std::max(2U, options.threads); ++i) {
    handles.push_back(database());
  }
  const auto [first, last] = columns_->range(Facet::language);
  for (Ordinal i = first + 1; i < last; ++i) languages_.push_back(columns_->values()[i]);
  read_labels();
  synonyms_ = Synonyms(read_synonyms(folder_ / kSynonymsFile));
  words.get();
  for (int part = 0; part < manifest_.parts; ++part) {
    const fs::path file = folder_ / part_name(part) / "texts";
    texts_.push_back(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (texts_.back() < 0) {
      const std::string why = std::strerror(errno);
      close_texts();
      throw std::runtime_error("cannot read " + file.string() + ": " + why);
    }
  }
}

void OpenSnapshot::close_texts() {
  for (const int file : texts_) {
    if (file >= 0) close(file);
  }
  texts_.clear();
}

OpenSnapshot::~OpenSnapshot() { close_texts(); }

void OpenSnapshot::read_labels() {
  std::ifstream in(folder_ / "labels.json", std::ios::binary);
  const auto all = nlohmann::json::parse(in, nullptr, false);
  for (const Facet facet : {Facet::tag, Facet::author}) {
    const auto found = all.is_object() ? all.find(to_string(facet)) : all.end();
    if (found == all.end() || !found->is_object())
      throw std::runtime_error("damaged: " + (folder_ / "labels.json").string());
    for (const auto& [key, label] : found->items()) {
      if (label.is_string()) labels_[facet][key] = label.get<std::string>();
    }
  }
  for (const auto& source : manifest_.sources) labels_[Facet::source][source.id] = source.title;
}

const SourceSummary* OpenSnapshot::source(const std::string& id) const {
  const auto found = std::find_if(manifest_.sources.begin(), manifest_.sources.end(),
                                  [&](const auto& s) { return s.id == id; });
  return found == manifest_.sources.end() ? nullptr : &*found;
}

const std::string& OpenSnapshot::label(Facet facet, const std::string& key) const {
  const auto labels = labels_.find(facet);
  if (labels == labels_.end()) return key;
  const auto found = labels->second.find(key);
  return found == labels->second.end() ? key : found->second;
}

std::string OpenSnapshot::text(DocumentId id, std::uint64_t offset, std::size_t bytes) const {
  const auto part = std::lower_bound(part_ends_.begin(), part_ends_.end(), id) - part_ends_.begin();
  const int file = texts_[static_cast<std::size_t>(part)];
  std::string out(bytes, '\0');
  std::size_t done = 0;
  while (done < bytes) {
    const ssize_t n =
        pread(file, out.data() + done, bytes - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      throw std::runtime_error("cannot read texts of " + folder_.string() + ": " +
                               std::strerror(errno));
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  out.resize(done);
  return out;
}

OpenSnapshot::Handle::Handle(const OpenSnapshot& owner, std::unique_ptr<PartDatabases> database)
    : owner_(&owner), database_(std::move(database)) {}

OpenSnapshot::Handle::Handle(Handle&& other) noexcept
    : owner_(std::exchange(other.owner_, nullptr)), database_(std::move(other.database_)) {}

OpenSnapshot::Handle::~Handle() {
  if (owner_ == nullptr) return;
  const std::lock_guard lock(owner_->mutex_);
  owner_->idle_.push_back(std::move(database_));
}

OpenSnapshot::Handle OpenSnapshot::database() const {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto database = std::move(idle_.back());
      idle_.pop_back();
      return Handle(*this, std::move(database));
    }
  }
  return Handle(*this, xapian_call([&] {
    return std::make_unique<PartDatabases>(folder_, manifest_.parts, &records_);
  }));
}

}  // namespace veille::search
