#include "indexer/write/export.h"

#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "indexer/write/published.h"
#include "veille/publication_json.h"
#include "veille/schema.h"
#include "veille/utf8.h"

namespace veille::write {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

json translations(const Record& of, const std::vector<Record>& work) {
  json out = json::array();
  for (const auto& other : work) {
    const Publication& p = other.publication;
    if (p.id == of.publication.id || p.kind == Kind::report || of.publication.kind == Kind::report)
      continue;
    out.push_back({{"id", p.id}, {"language", p.language}, {"url", p.url}});
  }
  return out;
}

int pages(const Record& record) {
  return record.sections.empty() ? 0 : record.sections.back().page;
}

json line(const Record& record, const std::vector<Record>& work) {
  json out = publication_json(record.publication);
  for (const char* internal : {"language_provenance", "translation_key"}) out.erase(internal);
  out["translations"] = translations(record, work);
  out["pages"] = pages(record);
  out["words"] = record.word_count;
  return out;
}

void print_work(const std::vector<Record>& work, std::ostream& out) {
  for (const auto& record : work) {
    out << line(record, work).dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
  }
}

Result<int> print_all(const fs::path& snapshot, const Manifest& manifest, std::ostream& out) {
  std::vector<Record> work;
  int count = 0;
  const auto read = for_each_record(snapshot, manifest, [&](Record record, int) {
    if (!work.empty() && work.front().publication.work != record.publication.work) {
      print_work(work, out);
      work.clear();
    }
    work.push_back(std::move(record));
    ++count;
  });
  if (!read) return read.error();
  print_work(work, out);
  return count;
}

}  // namespace

Result<Manifest> current_manifest(const fs::path& index) {
  const auto snapshot = current_snapshot(index);
  if (!snapshot) return snapshot.error();
  return read_manifest(*snapshot);
}

Result<int> export_publications(const fs::path& index, std::ostream& out) {
  const auto snapshot = current_snapshot(index);
  if (!snapshot) return snapshot.error();
  const auto manifest = read_manifest(*snapshot);
  if (!manifest) return manifest.error();
  auto count = print_all(*snapshot, *manifest, out);
  out.flush();
  if (!out) throw std::runtime_error("cannot write the export: the output was closed or is full");
  return count;
}

std::string status_text(const Manifest& m, const std::string& checked_at) {
  std::ostringstream out;
  out << "snapshot " << m.id << ", built " << m.built_at << ", checked " << checked_at << "\n"
      << m.publications << " publications in " << m.works << " works, newest "
      << (m.newest_date.empty() ? "undated" : m.newest_date) << "\n";
  for (const auto& s : m.sources) {
    out << "  " << printable(s.id) << ": " << s.posts << " posts, " << s.pages << " pages, "
        << s.reports << " reports in " << s.works << " works"
        << (s.commit.empty() ? "" : ", commit " + s.commit) << "\n";
  }
  out << m.problems.size() << (m.problems.size() == 1 ? " problem\n" : " problems\n");
  for (const auto& problem : m.problems) out << "  " << to_string(problem) << "\n";
  return out.str();
}

std::string status_json(const Manifest& m, const std::string& checked_at) {
  json out = json::parse(manifest_json(m));
  out["checked_at"] = checked_at;
  return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace veille::write
