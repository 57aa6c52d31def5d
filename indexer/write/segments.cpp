#include "indexer/write/segments.h"

#include <xapian.h>

#include <algorithm>
#include <mutex>
#include <span>

#include "indexer/parallel.h"
#include "indexer/write/document.h"
#include "indexer/write/snapshot_writer.h"
#include "indexer/write/xapian_call.h"

namespace veille::write {
namespace {

namespace fs = std::filesystem;

void write_segment(std::span<const PlacedPublication> publications, const fs::path& folder) {
  xapian_call(folder, [&] {
    // No sync here: what counts is the compacted database, which is flushed as a whole.
    Xapian::WritableDatabase database(folder.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    // In a transaction, since the destructor of a database commits what is pending even after an
    // error.
    database.begin_transaction(false);
    DocumentMaker maker;
    for (const auto& placed : publications) {
      Record record = placed.record;
      database.add_document(maker.make(placed.publication, record));
    }
    for (const auto& [key, exact] : maker.synonyms()) database.add_synonym(key, exact);
    database.commit_transaction();
    database.close();
  });
}

fs::path segment_folder(const fs::path& scratch, std::size_t number) {
  return scratch / std::to_string(number);
}

void compact(const fs::path& scratch, std::size_t segments, const fs::path& folder) {
  xapian_call(folder, [&] {
    Xapian::Database all;
    for (std::size_t i = 0; i < segments; ++i)
      all.add_database(Xapian::Database(segment_folder(scratch, i).string()));
    all.compact(folder.string(), 0);
  });
}

}  // namespace

void write_database(const std::vector<PlacedPublication>& publications, const fs::path& folder,
                    unsigned threads, const std::function<void(std::size_t)>& written) {
  const fs::path scratch = folder.string() + ".segments";
  fs::create_directories(scratch);
  const std::size_t segments =
      std::max<std::size_t>(1, (publications.size() + kSegmentDocuments - 1) / kSegmentDocuments);
  std::mutex mutex;
  std::size_t done = 0;
  parallel_for(segments, threads, [&](std::size_t i) {
    const std::size_t begin = i * kSegmentDocuments;
    const std::size_t count = std::min(kSegmentDocuments, publications.size() - begin);
    write_segment(std::span(publications).subspan(begin, count), segment_folder(scratch, i));
    const std::lock_guard lock(mutex);
    written(done += count);
  });
  compact(scratch, segments, folder);
  fs::remove_all(scratch);
}

}  // namespace veille::write
