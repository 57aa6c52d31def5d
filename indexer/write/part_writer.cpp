#include "indexer/write/part_writer.h"

#include <xapian.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "indexer/write/document.h"
#include "indexer/write/text_file.h"
#include "indexer/write/word_counts.h"
#include "indexer/write/xapian_call.h"
#include "veille/schema.h"

namespace veille::write {
namespace {

namespace fs = std::filesystem;

/// A publication with its sections and the places that their texts get from `offset` on; the texts
/// themselves are added to `bytes`.
struct Placed {
  Publication publication;
  Record record;
};

Placed place(const StoredPublication& stored, TextSource& texts, std::uint64_t offset,
             std::string& bytes) {
  Placed out;
  out.record.publication = stored.publication;
  out.publication = stored.publication;
  out.publication.sections = texts.sections(stored);
  for (const auto& section : indexed_sections(out.publication)) {
    out.record.sections.push_back({section.page, section.label, section.heading, offset,
                                   static_cast<std::uint32_t>(section.text.size()), 0});
    offset += section.text.size();
    bytes += section.text;
  }
  return out;
}

std::uint64_t placed_bytes(const StoredPublication& stored) {
  std::uint64_t out = stored.text.bytes;
  for (const auto& section : indexed_sections(stored.publication)) out += section.text.size();
  return out;
}

std::string language_of(const Xapian::WritableDatabase& database, Xapian::docid id) {
  const std::string prefix = facet_prefix(Facet::language);
  auto term = database.termlist_begin(id);
  term.skip_to(prefix);
  if (term == database.termlist_end(id) || !(*term).starts_with(prefix)) return {};
  return (*term).substr(prefix.size());
}

/// Beside the segment's database, whose folder is Xapian's own.
fs::path words_of_segment(const fs::path& folder) { return folder.string() + ".words"; }

/// One change of a part.
class Change {
 public:
  Change(const fs::path& folder, const TextSources& texts)
      : database_((folder / "xapian").string(), Xapian::DB_OPEN),
        texts_(texts()),
        file_(folder / "texts"),
        words_(folder / kWordsFile),
        end_(file_.size()) {}

  void run(const PartChange& change) {
    database_.begin_transaction(false);
    for (const auto& id : change.removed) remove(id);
    std::string bytes;
    for (const auto* stored : change.added) {
      Placed placed = place(*stored, *texts_, end_ + bytes.size(), bytes);
      database_.add_document(maker_.make(placed.publication, placed.record));
    }
    file_.write(end_, bytes);
    database_.commit_transaction();
    database_.close();
    change_word_table(words_, {&maker_.word_counts(), &taken_words_});
  }

 private:
  void remove(const std::string& id) {
    const std::string term = id_term(id);
    const auto found = database_.postlist_begin(term);
    if (found == database_.postlist_end(term))
      throw std::runtime_error("publication " + id + " is not where the snapshot says");
    const Xapian::docid document = *found;
    const std::string language = language_of(database_, document);
    for (auto word = database_.termlist_begin(document); word != database_.termlist_end(document);
         ++word) {
      if (is_exact_form(*word)) taken_words_.add(*word, language, -1);
    }
    database_.delete_document(document);
  }

  Xapian::WritableDatabase database_;
  const std::unique_ptr<TextSource> texts_;
  TextFile file_;
  const fs::path words_;
  const std::uint64_t end_;
  DocumentMaker maker_;
  WordCounts taken_words_;
};

}  // namespace

std::vector<Segment> segments_of(std::span<const StoredPublication> publications, unsigned least) {
  std::vector<std::uint64_t> sizes;
  std::uint64_t all = 0;
  for (const auto& publication : publications) all += sizes.emplace_back(placed_bytes(publication));
  const std::uint64_t most =
      std::clamp(all / std::max(1U, least), kLeastSegmentBytes, kSegmentBytes);
  std::vector<Segment> out;
  std::size_t begin = 0;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < publications.size(); ++i) {
    bytes += sizes[i];
    const bool full = i + 1 - begin == kSegmentDocuments || bytes >= most;
    if (!full && i + 1 < publications.size()) continue;
    out.push_back({publications.subspan(begin, i + 1 - begin), offset});
    offset += bytes;
    bytes = 0;
    begin = i + 1;
  }
  if (out.empty()) out.push_back({publications, 0});
  return out;
}

void write_segment(const Segment& segment, const TextSources& texts, const fs::path& folder,
                   const fs::path& text_file) {
  xapian_call(folder, [&] {
    // No sync here: what counts is the compacted database, which is flushed as a whole.
    Xapian::WritableDatabase database(folder.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    // In a transaction, since the destructor of a database commits what is pending even after an
    // error.
    database.begin_transaction(false);
    DocumentMaker maker;
    const auto source = texts();
    std::string bytes;
    for (const auto& stored : segment.publications) {
      Placed placed = place(stored, *source, segment.text_offset + bytes.size(), bytes);
      database.add_document(maker.make(placed.publication, placed.record));
    }
    database.commit_transaction();
    database.close();
    TextFile(text_file).write(segment.text_offset, bytes);
    write_word_table(maker.word_counts().entries(), words_of_segment(folder));
  });
}

void join_segments(const std::vector<fs::path>& folders, const fs::path& part) {
  const fs::path database = part / "xapian";
  xapian_call(database, [&] {
    Xapian::Database all;
    for (const auto& folder : folders) all.add_database(open_database(folder));
    all.compact(database.string(), 0);
  });
  std::vector<fs::path> tables;
  for (const auto& folder : folders) tables.push_back(words_of_segment(folder));
  merge_word_tables(tables, {}, part / kWordsFile);
  for (std::size_t i = 0; i < folders.size(); ++i) {
    fs::remove_all(folders[i]);
    fs::remove(tables[i]);
  }
}

bool is_worn(const fs::path& folder) {
  return xapian_call(folder, [&] {
    const Xapian::Database database = open_database(folder / "xapian");
    return database.get_lastdocid() > database.get_doccount() + database.get_doccount() / 4 + 100;
  });
}

void change_part(const fs::path& folder, const PartChange& change, const TextSources& texts) {
  xapian_call(folder, [&] { Change(folder, texts).run(change); });
}

}  // namespace veille::write
