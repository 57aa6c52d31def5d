// What lies in an index or a cache, damaged: a digit chooses which. What can be read is written as
// it was read, and reads the same again.
#include <filesystem>
#include <functional>

#include "indexer/cache/codec.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/scratch.h"
#include "veille/schema.h"
#include "veille/snapshot.h"
#include "veille/stem_list.h"
#include "veille/synonyms.h"
#include "veille/word_table.h"

namespace veille::fuzz {
namespace {

void look_at_record(const std::string& bytes) {
  const auto record = parse_record(bytes);
  if (!record) return promise(record.error().code == "record_damaged", "damage is told", bytes);
  const std::string written = record_json(*record);
  const auto again = parse_record(written);
  promise(again.has_value(), "a record that is written can be read", written);
  promise(record_json(*again) == written, "a record is read as it was written", written);
}

void look_at_manifest(const std::string& bytes) {
  const Scratch& scratch = Scratch::get();
  scratch.write(kManifestFile, bytes);
  scratch.write(kManifestSumFile, manifest_sum(bytes));
  const auto manifest = read_manifest(scratch.folder());
  if (!manifest)
    return promise(manifest.error().code.starts_with("snapshot_"), "damage is told", bytes);
  promise(manifest->parts >= 1 && manifest->parts <= kMaxParts, "parts have a bound", bytes);
  const std::string written = manifest_json(*manifest);
  scratch.write(kManifestFile, written);
  scratch.write(kManifestSumFile, manifest_sum(written));
  const auto again = read_manifest(scratch.folder());
  promise(again.has_value(), "a manifest that is written can be read", written);
  promise(manifest_json(*again) == written, "a manifest is read as it was written", written);
  try {
    static_cast<void>(verify_files(scratch.folder(), *manifest));
  } catch (const std::runtime_error&) {  // a file that cannot be read
  }
}

void look_at_word_line(const std::string& bytes) {
  WordEntry entry;
  if (!parse_word_line(bytes, entry)) return;
  const std::string line = word_line(entry);
  WordEntry again;
  promise(parse_word_line(line.substr(0, line.size() - 1), again) && again == entry,
          "an entry is read as it was written", line);
}

void look_at_stems(const std::string& bytes) {
  const Scratch& scratch = Scratch::get();
  scratch.write(kStemsFile, bytes);
  try {
    const StemList list = read_stem_list(scratch.folder() / kStemsFile, 1000);
    promise(stem_list_bytes(list) == bytes, "stems are written as they were read", bytes);
  } catch (const std::runtime_error&) {  // none of so many words
  }
}

void look_at_synonyms(const std::string& bytes) {
  const Scratch& scratch = Scratch::get();
  scratch.write(kSynonymsFile, bytes);
  std::vector<SynonymRule> rules;
  try {
    rules = read_synonyms(scratch.folder() / kSynonymsFile);
  } catch (const std::runtime_error&) {
    return;
  }
  const std::string written = synonyms_json(rules);
  scratch.write(kSynonymsFile, written);
  promise(synonyms_json(read_synonyms(scratch.folder() / kSynonymsFile)) == written,
          "rules are read as they were written", written);
}

/// What was kept comes back, and nothing else: not with a bit turned over.
template <class Value>
void look_at_kept(const Value& kept, std::size_t bit) {
  std::string bytes = cache::encode(kept);
  Value again;
  promise(cache::decode(bytes, again), "what is kept can be read");
  promise(cache::encode(again) == bytes, "what is kept is as it was");
  bytes[bit / 8 % bytes.size()] ^= static_cast<char>(1U << bit % 8);
  promise(!cache::decode(bytes, again), "damage in the cache is seen", std::to_string(bit));
}

void look_at_reading(const std::string& bytes) {
  const std::size_t bit = std::hash<std::string>()(bytes);
  cache::Reading reading;
  reading.published = true;
  reading.publication.title = bytes;
  reading.publication.tags = {bytes, ""};
  reading.links = {{bytes, bytes, 1}};
  reading.failure = Error{"code", bytes, "", 3, ""};
  look_at_kept(reading, bit);
  look_at_kept(std::vector<Section>{{1, "i", bytes, bytes}, {}}, bit);
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille::fuzz;
  constexpr void (*kLook[])(const std::string&) = {look_at_record,    look_at_manifest,
                                                   look_at_word_line, look_at_synonyms,
                                                   look_at_reading,   look_at_stems};
  Input input(data, size);
  kLook[input.choose(std::size(kLook))](input.rest());
  return 0;
}
