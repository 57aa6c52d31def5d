#include "tests/bench/snapshot_reader.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace veille::bench {
namespace {

namespace fs = std::filesystem;

std::string whole_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string out((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return out;
}

std::vector<std::string> section_texts(const Record& record, const std::string& texts) {
  std::vector<std::string> out;
  for (const auto& entry : record.sections) out.push_back(texts.substr(entry.offset, entry.bytes));
  return out;
}

}  // namespace

std::string Stored::text() const {
  std::string out;
  for (std::size_t i = kFirstTextSection; i < sections.size(); ++i) out += sections[i] + "\n";
  return out;
}

Snapshot current(const fs::path& index) {
  auto folder = current_snapshot(index);
  if (!folder) throw std::runtime_error(to_string(folder.error()));
  auto manifest = read_manifest(*folder);
  if (!manifest) throw std::runtime_error(to_string(manifest.error()));
  return {std::move(*folder), std::move(*manifest)};
}

void for_each_stored(const Snapshot& snapshot, const std::function<void(const Stored&)>& take) {
  const search::PartDatabases databases(snapshot.folder, snapshot.manifest.parts);
  for (std::size_t i = 0; i < databases.count(); ++i) {
    const auto& part = databases.part(i);
    const auto texts = whole_file(snapshot.folder / part_name(static_cast<int>(i)) / "texts");
    for (auto id = part.postlist_begin(""); id != part.postlist_end(""); ++id) {
      Stored stored;
      stored.id = databases.base(i) + *id;
      auto record = parse_record(part.get_document(*id).get_data());
      if (!record) throw std::runtime_error(to_string(record.error()));
      stored.record = std::move(*record);
      stored.sections = section_texts(stored.record, texts);
      take(stored);
    }
  }
}

}  // namespace veille::bench
