#include "indexer/write/snapshot_writer.h"

#include <fcntl.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>
#include <tuple>

#include "indexer/write/document.h"
#include "indexer/write/segments.h"
#include "indexer/write/xapian_call.h"
#include "veille/analysis.h"
#include "veille/schema.h"

namespace veille::write {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

void write_file(const fs::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  if (!out) throw std::runtime_error("cannot write " + file.string() + ": " + std::strerror(errno));
}

/// The members of one work side by side, and everything in an order that the records alone decide.
void sort_by_work(std::vector<Publication>& publications) {
  std::sort(publications.begin(), publications.end(), [](const auto& a, const auto& b) {
    return std::tie(a.work, a.id) < std::tie(b.work, b.id);
  });
}

/// Writes the file `texts` and says where each section lies in it. Takes the publications over.
std::vector<PlacedPublication> place_texts(std::vector<Publication> publications,
                                           const fs::path& file) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  std::vector<PlacedPublication> placed;
  std::uint64_t offset = 0;
  for (auto& publication : publications) {
    PlacedPublication next;
    for (const auto& section : indexed_sections(publication)) {
      out << section.text;
      next.record.sections.push_back({section.page, section.label, section.heading, offset,
                                      static_cast<std::uint32_t>(section.text.size()), 0});
      offset += section.text.size();
    }
    next.publication = std::move(publication);
    const auto sections = std::move(next.publication.sections);
    next.publication.sections.clear();
    next.record.publication = next.publication;
    next.publication.sections = sections;
    placed.push_back(std::move(next));
  }
  out.close();
  if (!out) throw std::runtime_error("cannot write " + file.string() + ": " + std::strerror(errno));
  return placed;
}

/// Of the spellings of one key the most frequent, then the first in order.
json labels(const std::vector<Publication>& publications) {
  std::map<std::string, std::map<std::string, std::map<std::string, int>>> counts;
  for (const auto& p : publications) {
    for (const auto& tag : p.tags) ++counts["tag"][vocabulary_key(tag)][tag];
    for (const auto& author : p.authors) ++counts["author"][vocabulary_key(author)][author];
  }
  json out = {{"tag", json::object()}, {"author", json::object()}};
  for (const auto& [facet, keys] : counts) {
    for (const auto& [key, spellings] : keys) {
      const auto best =
          std::max_element(spellings.begin(), spellings.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      out[facet][key] = best->first;
    }
  }
  return out;
}

void count(const std::vector<Publication>& publications, Manifest& manifest) {
  std::set<std::string> works;
  std::map<std::string, std::set<std::string>> works_of;
  for (const auto& p : publications) {
    works.insert(p.work);
    works_of[p.source].insert(p.work);
    manifest.newest_date = std::max(manifest.newest_date, p.date);
    for (auto& source : manifest.sources) {
      if (source.id != p.source) continue;
      source.posts += p.kind == Kind::post;
      source.pages += p.kind == Kind::page;
      source.reports += p.kind == Kind::report;
    }
  }
  for (auto& source : manifest.sources) source.works = static_cast<int>(works_of[source.id].size());
  manifest.publications = static_cast<int>(publications.size());
  manifest.works = static_cast<int>(works.size());
}

/// Every regular file below `folder`, relative to it, sorted.
std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file())
      out.push_back(entry.path().lexically_relative(folder).generic_string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

void list_files(const fs::path& folder, Manifest& manifest) {
  for (const auto& name : files_below(folder)) {
    manifest.files.push_back({name, fs::file_size(folder / name), sha256_file_hex(folder / name)});
  }
}

/// A snapshot that cannot be read back must never be published.
void check(const fs::path& folder, const Manifest& manifest) {
  xapian_call(folder, [&] {
    std::ostringstream report;
    if (Xapian::Database::check((folder / "xapian").string(), 0, &report) != 0) {
      throw std::runtime_error(folder.string() + ": the new database is damaged: " + report.str());
    }
    const Xapian::Database database((folder / "xapian").string());
    if (database.get_doccount() != static_cast<unsigned>(manifest.publications)) {
      throw std::runtime_error(folder.string() +
                               ": the new database does not hold every publication");
    }
  });
}

std::string identity(const Publication& p) {
  Record record;
  record.publication = p;
  record.publication.sections.clear();
  std::string text = record_json(record);
  for (const auto& s : p.sections) {
    text += '\0' + std::to_string(s.page) + '\0' + s.label + '\0' + s.heading + '\0' + s.text;
  }
  return p.id + sha256_hex(text);
}

}  // namespace

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char out[32];
  std::strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return out;
}

void sync_to_disk(const fs::path& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = fd >= 0 && fsync(fd) == 0;
  const int failure = errno;
  if (fd >= 0) close(fd);
  if (!done)
    throw std::runtime_error("cannot flush " + path.string() +
                             " to disk: " + std::strerror(failure));
}

std::string snapshot_id(const std::vector<Publication>& publications,
                        const std::vector<SourceSummary>& sources) {
  std::vector<std::string> parts;
  for (const auto& p : publications) parts.push_back(identity(p));
  for (const auto& s : sources)
    parts.push_back("source " + s.id + '\0' + s.title + '\0' + s.url + '\0' + s.country);
  std::sort(parts.begin(), parts.end());
  std::string all = std::to_string(kSchemaVersion) + " " + std::to_string(kAnalyserVersion);
  for (const auto& part : parts) all += '\n' + part;
  return sha256_hex(all).substr(0, 16);
}

Manifest write_snapshot(std::vector<Publication> publications, Manifest manifest,
                        const fs::path& folder, unsigned threads, const Written& written) {
  sort_by_work(publications);
  manifest.schema_version = kSchemaVersion;
  manifest.analyser_version = kAnalyserVersion;
  manifest.program_version = VEILLE_VERSION;
  manifest.built_at = utc_now();
  count(publications, manifest);
  write_file(folder / "labels.json",
             labels(publications).dump(1, ' ', false, json::error_handler_t::replace) + "\n");
  write_database(place_texts(std::move(publications), folder / "texts"), folder / "xapian", threads,
                 written);
  check(folder, manifest);
  list_files(folder, manifest);
  write_file(folder / "manifest.json", manifest_json(manifest));
  for (const auto& name : files_below(folder)) sync_to_disk(folder / name);
  sync_to_disk(folder / "xapian");
  sync_to_disk(folder);
  return manifest;
}

}  // namespace veille::write
