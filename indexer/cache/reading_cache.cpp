#include "indexer/cache/reading_cache.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>

#include "indexer/cache/codec.h"
#include "veille/identity.h"
#include "veille/publication.h"

namespace veille::cache {
namespace {

namespace fs = std::filesystem;

/// Raised whenever the tables or what encode() writes change.
constexpr std::int64_t kVersion = 2;

// WAL: readers of texts go on while readings are stored. NORMAL: a power cut may lose the last
// transactions, which the next build makes again, but never damages the file.
// Secure deletion: what was taken down must not stay readable in the file.
constexpr const char* kSettings =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;";

constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS sources(source TEXT PRIMARY KEY, digest BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS readings(row INTEGER PRIMARY KEY, source TEXT NOT NULL, path BLOB NOT NULL,
  stamp BLOB NOT NULL, content BLOB NOT NULL, head BLOB NOT NULL, text_bytes INTEGER NOT NULL,
  text_sha256 BLOB NOT NULL, UNIQUE(source, path));
CREATE TABLE IF NOT EXISTS texts(row INTEGER PRIMARY KEY, sections BLOB NOT NULL);
CREATE TRIGGER IF NOT EXISTS no_text_alone AFTER DELETE ON readings
  BEGIN DELETE FROM texts WHERE row = OLD.row; END;
)";

std::string stamp_bytes(const site::FileStamp& stamp) {
  std::string out(sizeof stamp, '\0');
  std::memcpy(out.data(), &stamp, sizeof stamp);
  return out;
}

site::FileStamp stamp_of(const std::string& bytes) {
  site::FileStamp stamp;
  if (bytes.size() == sizeof stamp) std::memcpy(&stamp, bytes.data(), sizeof stamp);
  return stamp;
}

/// All or none.
void in_transaction(Sqlite& database, const std::function<void()>& work) {
  database.run("BEGIN IMMEDIATE");
  try {
    work();
  } catch (...) {  // passed on, once nothing of it is left
    try {
      database.run("ROLLBACK");
    } catch (const std::exception&) {  // the first failure says more
    }
    throw;
  }
  database.run("COMMIT");
}

std::uint64_t text_bytes(const std::vector<Section>& sections) {
  std::uint64_t out = 0;
  for (const auto& section : sections) out += section.text.size();
  return out;
}

void remove_files(const fs::path& file) {
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove(file.string() + ending);
}

}  // namespace

ReadingCache::ReadingCache(const fs::path& folder) : file_(folder / "readings.sqlite") {
  try {
    open();
  } catch (const DamagedCache&) {  // it can be made again
    database_.reset();
    remove_files(file_);
    open();
  }
}

void ReadingCache::open() {
  database_ = std::make_unique<Sqlite>(file_);
  database_->run(kSettings);
  std::int64_t version = 0;
  {
    Statement ask(*database_, "PRAGMA user_version");
    ask.step();
    version = ask.number(0);
  }
  if (version != kVersion) {
    database_->run(
        "DROP TABLE IF EXISTS readings; DROP TABLE IF EXISTS texts; DROP TABLE IF EXISTS sources;");
    database_->run(("PRAGMA user_version=" + std::to_string(kVersion)).c_str());
  }
  database_->run(kTables);
}

std::vector<Reading> ReadingCache::load(const std::string& source, const std::string& digest) {
  Statement known(*database_, "SELECT 1 FROM sources WHERE source = ? AND digest = ?");
  known.bind_text(1, source).bind_blob(2, digest);
  if (!known.step()) {
    in_transaction(*database_, [&] {
      Statement(*database_, "DELETE FROM readings WHERE source = ?").bind_text(1, source).run();
      Statement(*database_, "INSERT OR REPLACE INTO sources VALUES(?, ?)")
          .bind_text(1, source)
          .bind_blob(2, digest)
          .run();
    });
    return {};
  }
  std::vector<Reading> out;
  Statement all(*database_,
                "SELECT row, path, stamp, content, head, text_bytes, text_sha256 FROM readings "
                "WHERE source = ? ORDER BY path");
  all.bind_text(1, source);
  while (all.step()) {
    Reading reading;
    if (!decode(all.bytes(4), reading))
      throw DamagedCache(file_.string() + ": a reading is damaged");
    reading.path = all.bytes(1);
    reading.stamp = stamp_of(all.bytes(2));
    reading.content_sha256 = all.bytes(3);
    reading.text = {all.number(0), static_cast<std::uint64_t>(all.number(5)), all.bytes(6)};
    out.push_back(std::move(reading));
  }
  return out;
}

void ReadingCache::store(const std::string& source, std::vector<FreshReading>& readings) {
  in_transaction(*database_, [&] {
    Statement drop(*database_, "DELETE FROM readings WHERE source = ? AND path = ?");
    Statement keep(*database_,
                   "INSERT INTO readings(source, path, stamp, content, head, text_bytes, "
                   "text_sha256) VALUES(?, ?, ?, ?, ?, ?, ?)");
    Statement keep_text(*database_, "INSERT INTO texts VALUES(?, ?)");
    for (auto& [reading, sections] : readings) {
      reading.text.bytes = text_bytes(sections);
      reading.text.sha256 = text_sha256(sections);
      drop.bind_text(1, source).bind_blob(2, reading.path).run();
      keep.bind_text(1, source)
          .bind_blob(2, reading.path)
          .bind_blob(3, stamp_bytes(reading.stamp))
          .bind_blob(4, reading.content_sha256)
          .bind_blob(5, encode(reading))
          .bind(6, static_cast<std::int64_t>(reading.text.bytes))
          .bind_blob(7, reading.text.sha256)
          .run();
      reading.text.row = database_->last_row();
      if (!sections.empty())
        keep_text.bind(1, reading.text.row).bind_blob(2, encode(sections)).run();
    }
  });
}

void ReadingCache::restamp(const std::vector<const Reading*>& readings) {
  if (readings.empty()) return;
  in_transaction(*database_, [&] {
    Statement update(*database_, "UPDATE readings SET stamp = ? WHERE row = ?");
    for (const auto* reading : readings)
      update.bind_blob(1, stamp_bytes(reading->stamp)).bind(2, reading->text.row).run();
  });
}

void ReadingCache::remove(const std::vector<const Reading*>& readings) {
  if (readings.empty()) return;
  in_transaction(*database_, [&] {
    Statement drop(*database_, "DELETE FROM readings WHERE row = ?");
    for (const auto* reading : readings) drop.bind(1, reading->text.row).run();
  });
}

std::vector<std::string> ReadingCache::forget(const std::vector<std::string>& ids) {
  std::vector<std::int64_t> rows;
  std::vector<std::string> contents;
  Statement all(*database_, "SELECT row, content, head FROM readings");
  while (all.step()) {
    Reading reading;
    if (!decode(all.bytes(2), reading)) continue;
    if (std::find(ids.begin(), ids.end(), reading.publication.id) == ids.end()) continue;
    rows.push_back(all.number(0));
    contents.push_back(all.bytes(1));
  }
  in_transaction(*database_, [&] {
    Statement drop(*database_, "DELETE FROM readings WHERE row = ?");
    for (const auto row : rows) drop.bind(1, row).run();
  });
  return contents;
}

void ReadingCache::keep_sources(const std::vector<std::string>& sources) {
  std::vector<std::string> gone;
  Statement all(*database_, "SELECT source FROM sources");
  while (all.step()) {
    if (std::find(sources.begin(), sources.end(), all.bytes(0)) == sources.end())
      gone.push_back(all.bytes(0));
  }
  for (const auto& source : gone) {
    in_transaction(*database_, [&] {
      Statement(*database_, "DELETE FROM readings WHERE source = ?").bind_text(1, source).run();
      Statement(*database_, "DELETE FROM sources WHERE source = ?").bind_text(1, source).run();
    });
  }
}

CachedTexts::CachedTexts(const ReadingCache& cache)
    : database_(cache.file()), select_(database_, "SELECT sections FROM texts WHERE row = ?") {}

std::vector<Section> CachedTexts::sections(const TextReference& text) {
  std::vector<Section> out;
  std::string bytes;
  select_.bind(1, text.row);
  while (select_.step()) bytes = select_.bytes(0);
  const bool whole = bytes.empty() || decode(bytes, out);
  if (!whole || text_sha256(out) != text.sha256)
    throw DamagedCache("a text in the cache of readings is damaged");
  return out;
}

}  // namespace veille::cache
