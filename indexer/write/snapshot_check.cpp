#include "indexer/write/snapshot_check.h"

#include <xapian.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "indexer/write/document.h"
#include "indexer/write/identities.h"
#include "indexer/write/xapian_call.h"
#include "veille/analysis.h"
#include "veille/schema.h"

namespace veille::write {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void missing(const fs::path& folder, const Publication& p, const std::string& what) {
  throw std::runtime_error(folder.string() + ": the new snapshot does not answer for " + p.source +
                           "/" + p.path + ": " + what);
}

/// The record's title must lie in the texts where it says.
void check_text(const fs::path& part, const Record& record, const Publication& p) {
  const SectionEntry& title = record.sections.at(kTitleSection);
  std::ifstream in(part / "texts", std::ios::binary);
  in.seekg(static_cast<std::streamoff>(title.offset));
  std::string text(title.bytes, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in || text != p.title) missing(part, p, "its text is not where its record says");
}

void ask_for(const fs::path& part, const Publication& p) {
  const Xapian::Database database = open_database(part / "xapian");
  const std::string term = id_term(p.id);
  const auto found = database.postlist_begin(term);
  if (found == database.postlist_end(term)) missing(part, p, "its id is not found");
  const auto record = parse_record(database.get_document(*found).get_data());
  if (!record || record->publication.id != p.id) missing(part, p, "its record cannot be read");
  check_text(part, *record, p);
  const auto title = words(p.title);
  if (title.empty()) return;
  auto with_word = database.postlist_begin(title.front().exact);
  with_word.skip_to(*found);
  if (with_word == database.postlist_end(title.front().exact) || *with_word != *found)
    missing(part, p, "a word of its title does not find it");
}

Error damaged(const fs::path& folder, const std::string& what) {
  return {"snapshot_damaged", what, folder.string(), 0,
          "roll back with veille-indexer rollback, or build anew with veille-indexer build --anew"};
}

/// The ids in a part's database, which must be the ones that belong there.
void read_ids(const fs::path& part, std::vector<std::string>& ids) {
  const Xapian::Database database = open_database(part / "xapian");
  for (auto value = database.valuestream_begin(kIdSlot); value != database.valuestream_end(kIdSlot);
       ++value)
    ids.push_back(unpack_id(*value));
}

}  // namespace

void check_part(const fs::path& folder, std::size_t publications) {
  xapian_call(folder, [&] {
    std::ostringstream report;
    const std::string database = (folder / "xapian").string();
    if (Xapian::Database::check(database, 0, &report) != 0)
      throw std::runtime_error(folder.string() + ": the database is damaged: " + report.str());
    if (Xapian::Database(database).get_doccount() != publications)
      throw std::runtime_error(folder.string() + ": the database does not hold every publication");
  });
}

void check_snapshot(const fs::path& folder, const Manifest& manifest,
                    const std::vector<const StoredPublication*>& publications) {
  for (const auto* stored : publications) {
    const Publication& p = stored->publication;
    const fs::path part = folder / part_name(part_of(p.work, manifest.parts));
    xapian_call(part, [&] { ask_for(part, p); });
  }
}

Result<Manifest> check_published(const fs::path& folder) {
  auto manifest = read_manifest(folder);
  if (!manifest) return manifest.error();
  if (const auto verified = verify_files(folder, *manifest); !verified) return verified.error();
  const auto identities = read_identities(folder / "identities");
  if (!identities) return identities.error();
  std::vector<std::string> wanted;
  for (const auto& identity : *identities) wanted.push_back(unpacked(identity.id));
  std::vector<std::string> ids;
  try {
    for (int i = 0; i < manifest->parts; ++i) {
      const fs::path part = folder / part_name(i);
      const std::size_t before = ids.size();
      xapian_call(part, [&] { read_ids(part, ids); });
      check_part(part, ids.size() - before);
    }
  } catch (const std::runtime_error& failure) {  // for a reader of `check` it is an answer
    return damaged(folder, failure.what());
  }
  std::sort(ids.begin(), ids.end());
  if (ids != wanted) return damaged(folder, "its parts do not hold just the publications listed");
  return manifest;
}

}  // namespace veille::write
