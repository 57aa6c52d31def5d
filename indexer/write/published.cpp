#include "indexer/write/published.h"

#include <xapian.h>

#include <fstream>
#include <stdexcept>
#include <utility>

#include "indexer/write/xapian_call.h"

namespace veille::write {
namespace {

namespace fs = std::filesystem;

class SnapshotTexts : public TextSource {
 public:
  SnapshotTexts(const fs::path& folder, const PlacedTexts& places)
      : folder_(folder), places_(places) {}

  std::vector<Section> sections(const StoredPublication& stored) override {
    const PlacedText& place = places_.at(stored.publication.id);
    const fs::path file = folder_ / part_name(place.part) / "texts";
    std::ifstream in(file, std::ios::binary);
    std::vector<Section> out;
    for (std::size_t i = kFirstTextSection; i < place.sections.size(); ++i) {
      const SectionEntry& entry = place.sections[i];
      std::string text(entry.bytes, '\0');
      in.seekg(static_cast<std::streamoff>(entry.offset));
      in.read(text.data(), static_cast<std::streamsize>(text.size()));
      if (!in) throw std::runtime_error("cannot read " + file.string());
      out.push_back({entry.page, entry.label, entry.heading, std::move(text)});
    }
    return out;
  }

 private:
  const fs::path& folder_;
  const PlacedTexts& places_;
};

}  // namespace

Result<bool> for_each_record(const fs::path& folder, const Manifest& manifest,
                             const std::function<void(Record record, int part)>& take) {
  for (int part = 0; part < manifest.parts; ++part) {
    const fs::path path = folder / part_name(part);
    const auto read = xapian_call(path, [&]() -> Result<bool> {
      const Xapian::Database database = open_database(path / "xapian");
      for (auto id = database.postlist_begin(""); id != database.postlist_end(""); ++id) {
        auto record = parse_record(database.get_document(*id).get_data());
        if (!record) return record.error();
        take(std::move(*record), part);
      }
      return true;
    });
    if (!read) return read.error();
  }
  return true;
}

TextSources texts_of_snapshot(const fs::path& folder, const PlacedTexts& places) {
  return [&folder, &places] { return std::make_unique<SnapshotTexts>(folder, places); };
}

}  // namespace veille::write
