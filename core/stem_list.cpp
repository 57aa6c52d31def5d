#include "veille/stem_list.h"

#include <algorithm>
#include <bit>
#include <fstream>
#include <future>
#include <stdexcept>
#include <utility>

#include "veille/analysis.h"
#include "veille/beside.h"
#include "veille/schema.h"
#include "veille/word_table.h"

namespace veille {
namespace {

static_assert(std::endian::native == std::endian::little, "the file holds numbers as they are");

using Entry = std::pair<std::uint64_t, std::uint32_t>;
constexpr std::size_t kEntryBytes = sizeof(std::uint64_t) + sizeof(std::uint32_t);

/// Entries of `words`, the first of which has the number `number`.
std::vector<Entry> entries_of(const std::vector<WordEntry>& words, std::uint32_t number) {
  std::vector<Entry> out;
  for (const auto& word : words) {
    for (const auto& use : word.uses) {
      if (use.language.empty()) continue;
      for (const auto& stem : stems(word.form, use.language))
        out.emplace_back(stem_hash(stem_term(use.language, stem)), number);
    }
    ++number;
  }
  return out;
}

template <class Number>
void append(const std::vector<Number>& numbers, std::string& out) {
  out.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number));
}

template <class Number>
bool read_numbers(std::ifstream& in, std::vector<Number>& out) {
  in.read(reinterpret_cast<char*>(out.data()),
          static_cast<std::streamsize>(out.size() * sizeof(Number)));
  return static_cast<bool>(in);
}

}  // namespace

std::uint64_t stem_hash(std::string_view term) {
  std::uint64_t out = 0xcbf29ce484222325U;
  for (const char c : term) {
    out ^= static_cast<unsigned char>(c);
    out *= 0x100000001b3U;
  }
  return out;
}

StemList make_stem_list(const std::filesystem::path& words_file, unsigned threads) {
  // So many words at a time, that not all are in memory.
  constexpr std::size_t kBatch = 16'384;
  WordTableReader reader(words_file);
  std::vector<Entry> all;
  std::uint32_t number = 0;
  for (bool more = true; more;) {
    std::vector<std::future<std::vector<Entry>>> batches;
    while (batches.size() < std::max(1U, threads) && more) {
      std::vector<WordEntry> words;
      for (WordEntry entry; words.size() < kBatch && (more = reader.next(entry));)
        words.push_back(entry);
      const auto first = std::exchange(number, number + static_cast<std::uint32_t>(words.size()));
      batches.push_back(
          beside([words = std::move(words), first] { return entries_of(words, first); }));
    }
    for (auto& batch : batches) {
      const auto entries = batch.get();
      all.insert(all.end(), entries.begin(), entries.end());
    }
  }
  std::sort(all.begin(), all.end());
  StemList out;
  out.hashes.reserve(all.size());
  out.words.reserve(all.size());
  for (const auto& [hash, word] : all) {
    out.hashes.push_back(hash);
    out.words.push_back(word);
  }
  return out;
}

std::string stem_list_bytes(const StemList& list) {
  std::string out;
  out.reserve(list.hashes.size() * kEntryBytes);
  append(list.hashes, out);
  append(list.words, out);
  return out;
}

StemList read_stem_list(const std::filesystem::path& file, std::size_t words) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  const auto bytes = static_cast<std::size_t>(in.tellg());
  in.seekg(0);
  StemList out;
  out.hashes.resize(bytes / kEntryBytes);
  out.words.resize(bytes / kEntryBytes);
  if (!read_numbers(in, out.hashes) || !read_numbers(in, out.words))
    throw std::runtime_error("cannot read " + file.string());
  const bool whole = bytes % kEntryBytes == 0 &&
                     std::is_sorted(out.hashes.begin(), out.hashes.end()) &&
                     std::all_of(out.words.begin(), out.words.end(),
                                 [&](std::uint32_t word) { return word < words; });
  if (!whole) throw std::runtime_error("damaged: " + file.string());
  return out;
}

}  // namespace veille
