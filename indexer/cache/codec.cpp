#include "indexer/cache/codec.h"

#include <boost/interprocess/streams/bufferstream.hpp>
#include <cereal/archives/binary.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>
#include <exception>
#include <sstream>
#include <string_view>

#include "veille/sha256.h"

namespace veille {

// cereal finds these by their namespaces.

template <class Archive>
void serialize(Archive& archive, Error& e) {
  archive(e.code, e.what, e.where, e.line, e.mend);
}

template <class Archive>
void serialize(Archive& archive, Country& c) {
  archive(c.code, c.provenance, c.sentence);
}

template <class Archive>
void serialize(Archive& archive, Section& s) {
  archive(s.page, s.label, s.heading, s.text);
}

template <class Archive>
void serialize(Archive& archive, Publication& p) {
  archive(p.id, p.source, p.path, p.url, p.other_urls, p.kind, p.language, p.language_provenance,
          p.title, p.description, p.date, p.archived, p.authors, p.tags, p.image, p.countries,
          p.translation_key);
}

namespace read {

template <class Archive>
void serialize(Archive& archive, Link& l) {
  archive(l.target, l.text, l.line);
}

}  // namespace read

namespace cache {

template <class Archive>
void serialize(Archive& archive, Reading& r) {
  archive(r.published, r.publication, r.links, r.problems, r.failure, r.changes_on, r.is_copied);
}

namespace {

constexpr std::size_t kChecksumBytes = 8;

std::string checksum(std::string_view bytes) { return sha256(bytes).substr(0, kChecksumBytes); }

template <class Value>
std::string bytes_of(const Value& value) {
  std::ostringstream out;
  cereal::BinaryOutputArchive archive(out);
  archive(value);
  const std::string bytes = std::move(out).str();
  return checksum(bytes) + bytes;
}

template <class Value>
bool value_of(std::string_view bytes, Value& value) {
  const auto given = bytes.substr(0, kChecksumBytes);
  bytes.remove_prefix(given.size());
  // cereal believes every length that it meets: it sees only what was written by us.
  if (checksum(bytes) != given) return false;
  try {
    boost::interprocess::ibufferstream in(bytes.data(), bytes.size());
    cereal::BinaryInputArchive archive(in);
    archive(value);
    return in.good();
  } catch (const std::exception&) {  // written by another version of ours
    return false;
  }
}

}  // namespace

std::string encode(const Reading& reading) { return bytes_of(reading); }
std::string encode(const std::vector<Section>& sections) { return bytes_of(sections); }
bool decode(const std::string& bytes, Reading& reading) { return value_of(bytes, reading); }
bool decode(const std::string& bytes, std::vector<Section>& sections) {
  return value_of(bytes, sections);
}

}  // namespace cache
}  // namespace veille
