// Makes the database that match_spy asks: all parts of the current snapshot as one compacted
// database, with the facets of every publication in value slots and its text in the document data.
//   make_spy_database INDEX DATABASE

#include <xapian.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <stdexcept>

#include "tests/bench/snapshot_reader.h"
#include "tests/bench/spy_slots.h"

namespace veille::bench {
namespace {

namespace fs = std::filesystem;

/// Numbers values in the order in which they are met.
class Values {
 public:
  std::string numbers(const Publication& publication, Facet facet) {
    std::string out;
    for (const auto& value : facet_values(publication, facet)) {
      const std::string name = std::string(to_string(facet)) + "=" + value;
      const auto [found, added] = numbers_.try_emplace(name, numbers_.size());
      if (added) names_ += name + "\n";
      if (found->second > 0xFFFF) throw std::runtime_error("more values than two bytes number");
      append_number(out, found->second);
    }
    return out;
  }
  const std::string& names() const { return names_; }

 private:
  std::map<std::string, std::size_t> numbers_;
  std::string names_;
};

void join_parts(const Snapshot& snapshot, const std::string& path) {
  Xapian::Database all;
  for (int i = 0; i < snapshot.manifest.parts; ++i)
    all.add_database(Xapian::Database((snapshot.folder / part_name(i) / "xapian").string()));
  all.compact(path);
}

/// Compacting numbers documents one part after the other, as PartDatabases does.
void add_slots(const Snapshot& snapshot, const std::string& path) {
  Xapian::WritableDatabase database(path, Xapian::DB_OPEN);
  Values values;
  for_each_stored(snapshot, [&](const Stored& stored) {
    const Publication& p = stored.record.publication;
    Xapian::Document document = database.get_document(stored.id);
    if (document.get_value(kIdSlot) != pack_id(p.id))
      throw std::runtime_error("documents are numbered in another way: " + p.id);
    for (const Facet facet : kFacets)
      document.add_value(facet_slot(facet), values.numbers(p, facet));
    document.set_data(p.title + "\n" + p.url + "\n" + stored.text());
    database.replace_document(stored.id, document);
  });
  database.set_metadata(kValuesKey, values.names());
  database.commit();
}

int run(const fs::path& index, const std::string& path) {
  const Snapshot snapshot = current(index);
  const std::string unfinished = path + ".unfinished";
  join_parts(snapshot, unfinished);
  add_slots(snapshot, unfinished);
  Xapian::Database(unfinished).compact(path);
  fs::remove_all(unfinished);
  return 0;
}

}  // namespace
}  // namespace veille::bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: make_spy_database INDEX DATABASE\n";
    return 2;
  }
  try {
    return veille::bench::run(argv[1], argv[2]);
  } catch (const Xapian::Error& error) {
    std::cerr << "make_spy_database: " << error.get_description() << "\n";
  } catch (const std::exception& error) {
    std::cerr << "make_spy_database: " << error.what() << "\n";
  }
  return 1;
}
