#include "indexer/publication_reader.h"

#include <algorithm>
#include <utility>

#include "indexer/enrich/language.h"
#include "indexer/enrich/report.h"
#include "indexer/site/post.h"
#include "indexer/site/shown_text.h"
#include "veille/sha256.h"
#include "veille/utf8.h"

namespace veille {
namespace {

bool is_blank(const std::vector<Section>& sections) {
  return std::all_of(sections.begin(), sections.end(),
                     [](const Section& s) { return s.text.empty() && s.heading.empty(); });
}

/// The bytes, and the kind that their name promises: bytes under a wrong name are refused.
std::string cache_key(const std::string& bytes, const std::string& name) {
  std::string extension;
  for (const char c : name.substr(std::min(name.rfind('.'), name.size()))) {
    if (is_ascii_letter(c) && extension.size() < 8) extension += lower_ascii(c);
  }
  return sha256_hex(bytes) + "-" + extension;
}

}  // namespace

using cache::FreshReading;

/// What every publication gets before its sections go to the cache.
void PublicationReader::finish(FreshReading& fresh, Publication publication) const {
  site::bound_shown_text(publication);
  enrich::decide_language(publication);
  publication.countries = tools_.countries.find(publication, source_.country);
  fresh.sections = std::move(publication.sections);
  publication.sections.clear();
  fresh.reading.publication = std::move(publication);
  fresh.reading.published = true;
}

FreshReading PublicationReader::read_post(const site::SourceFile& file,
                                          const std::string& bytes) const {
  FreshReading out;
  auto read = site::read_post(source_, file, bytes, tools_.today);
  out.reading.changes_on = read.changes_on;
  out.reading.is_copied = read.is_copied;
  if (!read.post) return out;
  const bool empty = is_blank(read.post->publication.sections) &&
                     bytes.find_first_not_of(" \t\r\n") == std::string::npos;
  if (empty) {
    out.reading.failure = Error{"text_empty", "the file is empty", file.path, 0,
                                "write something in it, or remove it"};
    return out;
  }
  out.reading.links = std::move(read.post->links);
  out.reading.problems = std::move(read.post->problems);
  finish(out, std::move(read.post->publication));
  return out;
}

FreshReading PublicationReader::read_report(const std::string& bytes, const std::string& name,
                                            const std::string& url) const {
  FreshReading out;
  auto text = tools_.extractions.get(cache_key(bytes, name), read::DocumentReader::kVersion,
                                     [&] { return tools_.documents.read(bytes, name); });
  if (!text) {
    out.reading.failure = text.error();
    out.reading.failure->where = name;
    out.reading.is_lasting = !read::is_passing(text.error());
    return out;
  }
  out.reading.problems = std::move(text->problems);
  for (auto& problem : out.reading.problems) problem.where = name;
  finish(out, enrich::make_report(source_.id, name, url, std::move(*text)));
  return out;
}

}  // namespace veille
