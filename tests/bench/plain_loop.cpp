// What a straightforward indexer does, to measure against: one thread, one Xapian database, a
// commit every 10,000 documents. It reads, enriches and makes documents just as veille-indexer
// does.
//   plain_loop SITE DATABASE

#include <xapian.h>

#include <cstdlib>
#include <iostream>
#include <stdexcept>

#include "indexer/enrich/country.h"
#include "indexer/enrich/language.h"
#include "indexer/site/detect.h"
#include "indexer/site/files.h"
#include "indexer/site/folder.h"
#include "indexer/site/post.h"
#include "indexer/write/disk.h"
#include "indexer/write/document.h"
#include "veille/utc.h"

namespace veille {
namespace {

constexpr int kFlushThreshold = 10'000;

/// Without its work: what is measured is the writing.
std::size_t run(const char* folder, const char* path) {
  auto detected = site::detect(folder);
  if (!detected) throw std::runtime_error(to_string(detected.error()));
  const site::Source source = *detected;
  const site::Folder files(source.folder);
  const enrich::CountryFinder countries;
  const std::string today = utc_now().substr(0, 10);
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE);
  write::DocumentMaker maker;
  std::size_t count = 0;
  for (const auto& file : site::list_files(source).texts) {
    const auto bytes = files.read(file.path);
    if (!bytes) continue;
    auto reading = site::read_post(source, file, *bytes, today);
    if (!reading.post) continue;
    Publication& p = reading.post->publication;
    enrich::decide_language(p);
    p.countries = countries.find(p, source.country);
    p.work = p.id;
    Record record;
    record.publication = p;
    record.publication.sections.clear();
    record.sections.resize(write::indexed_sections(p).size());
    database.add_document(maker.make(p, record));
    if (++count % kFlushThreshold == 0) database.commit();
  }
  database.commit();
  return count;
}

}  // namespace
}  // namespace veille

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: plain_loop SITE DATABASE\n";
    return 2;
  }
  try {
    setenv("XAPIAN_FLUSH_THRESHOLD", std::to_string(veille::kFlushThreshold).c_str(), 1);
    std::cout << veille::run(argv[1], argv[2]) << " documents\n";
    return 0;
  } catch (const Xapian::Error& error) {
    std::cerr << "plain_loop: " << error.get_description() << "\n";
  } catch (const std::exception& error) {
    std::cerr << "plain_loop: " << error.what() << "\n";
  }
  return 1;
}
