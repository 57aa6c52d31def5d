#include "indexer/write/identities.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>

#include "indexer/parallel.h"
#include "indexer/write/disk.h"
#include "veille/analysis.h"
#include "veille/identity.h"
#include "veille/schema.h"
#include "veille/sha256.h"

namespace veille::write {
namespace {

static_assert(sizeof(Identity) == 48, "the file holds the structure as it is");

constexpr std::size_t kBatch = 4096;

template <std::size_t N>
void fill(std::array<unsigned char, N>& out, const std::string& bytes) {
  std::memcpy(out.data(), bytes.data(), std::min(N, bytes.size()));
}

Identity identity_of(const StoredPublication& stored) {
  Identity out{};
  fill(out.id, pack_id(stored.publication.id));
  fill(out.work, pack_id(stored.publication.work));
  fill(out.sha256, publication_sha256(stored.publication, stored.text.sha256));
  return out;
}

std::string_view bytes_of(const std::vector<Identity>& identities) {
  return {reinterpret_cast<const char*>(identities.data()), identities.size() * sizeof(Identity)};
}

}  // namespace

std::vector<Identity> identities_of(const std::vector<StoredPublication>& publications,
                                    unsigned threads) {
  std::vector<Identity> out(publications.size());
  parallel_for((publications.size() + kBatch - 1) / kBatch, threads, [&](std::size_t batch) {
    const std::size_t end = std::min(publications.size(), (batch + 1) * kBatch);
    for (std::size_t i = batch * kBatch; i < end; ++i) out[i] = identity_of(publications[i]);
  });
  std::sort(out.begin(), out.end());
  return out;
}

void write_identities(const std::vector<Identity>& identities, const std::filesystem::path& file) {
  write_file(file, std::string(bytes_of(identities)));
}

Result<std::vector<Identity>> read_identities(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  const std::string all = bytes.str();
  if (!in || all.size() % sizeof(Identity) != 0) {
    return Error{"snapshot_damaged", "the list of publications cannot be read", file.string(), 0,
                 "rebuild the index with veille-indexer build --anew"};
  }
  std::vector<Identity> out(all.size() / sizeof(Identity));
  if (!out.empty()) std::memcpy(out.data(), all.data(), all.size());
  return out;
}

std::string unpacked(const std::array<unsigned char, 8>& id) {
  return hex({reinterpret_cast<const char*>(id.data()), id.size()});
}

std::string snapshot_id(const std::vector<Identity>& identities,
                        const std::vector<SourceSummary>& sources,
                        const std::vector<SynonymRule>& synonyms) {
  Sha256 hash;
  hash.add_number(kSchemaVersion);
  hash.add_number(kAnalyserVersion);
  std::vector<const SourceSummary*> sorted;
  for (const auto& source : sources) sorted.push_back(&source);
  std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return a->id < b->id; });
  for (const auto* s : sorted) {
    for (const auto* field : {&s->id, &s->title, &s->url, &s->country}) hash.add_field(*field);
  }
  hash.add_field(synonyms_json(synonyms));
  hash.add_field(bytes_of(identities));
  return hex(hash.digest()).substr(0, 16);
}

Difference difference(const std::vector<Identity>& before, const std::vector<Identity>& after) {
  Difference out;
  auto a = before.begin();
  auto b = after.begin();
  while (a != before.end() || b != after.end()) {
    if (b == after.end() || (a != before.end() && a->id < b->id)) {
      ++out.removed;
      out.works.push_back((a++)->work);
    } else if (a == before.end() || b->id < a->id) {
      ++out.added;
      out.works.push_back((b++)->work);
    } else {
      if (*a != *b) {
        ++out.changed;
        out.works.push_back(a->work);
        out.works.push_back(b->work);
      }
      ++a;
      ++b;
    }
  }
  std::sort(out.works.begin(), out.works.end());
  out.works.erase(std::unique(out.works.begin(), out.works.end()), out.works.end());
  return out;
}

}  // namespace veille::write
