// Publications for tests of writing, with their texts in memory.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "indexer/write/snapshot_writer.h"
#include "veille/identity.h"

namespace veille::write {

class TextsInMemory : public TextSource {
 public:
  explicit TextsInMemory(const std::map<std::string, std::vector<Section>>& texts)
      : texts_(texts) {}
  std::vector<Section> sections(const StoredPublication& stored) override {
    return texts_.at(stored.publication.id);
  }

 private:
  const std::map<std::string, std::vector<Section>>& texts_;
};

/// Content whose parts hold at most four publications on average.
class SampleContent {
 public:
  void add(const std::string& path, const std::string& text, const std::string& key = "",
           const std::string& language = "en") {
    StoredPublication stored;
    Publication& p = stored.publication;
    p.source = "s";
    p.path = path;
    p.id = publication_id("s", path);
    p.work = key.empty() ? p.id : publication_id("s", key);
    p.title = "Title of " + path;
    p.language = language;
    p.tags = {"tag of " + path.substr(0, 1)};
    texts_[p.id] = {{0, "", "Heading", text}};
    stored.text.bytes = text.size();
    stored.text.sha256 = text_sha256(texts_[p.id]);
    all_[path] = std::move(stored);
  }
  void remove(const std::string& path) { all_.erase(path); }

  SnapshotContent content() const {
    SnapshotContent out;
    out.part_publications = 4;
    for (const auto& [path, stored] : all_) out.publications.push_back(stored);
    std::sort(out.publications.begin(), out.publications.end(), written_before);
    out.identities = identities_of(out.publications, 2);
    SourceSummary source;
    source.id = "s";
    out.manifest.sources = {source};
    out.manifest.id = snapshot_id(out.identities, out.manifest.sources, {});
    return out;
  }
  TextSources texts() const {
    return [this] { return std::make_unique<TextsInMemory>(texts_); };
  }

 private:
  std::map<std::string, StoredPublication> all_;
  std::map<std::string, std::vector<Section>> texts_;
};

}  // namespace veille::write
