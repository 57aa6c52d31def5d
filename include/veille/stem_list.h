// Which words of a snapshot share a stem: the file `stems` beside the snapshot's `words`.
//
// First the hash of each term, see stem_hash(), 8 bytes each and ascending; then as many words, 4
// bytes each: the place of one of the term's words among those of `words`. What has one hash is
// ascending, too. Numbers are as the machine has them (little-endian).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace veille {

/// Its name in the folder of a snapshot.
inline constexpr const char* kStemsFile = "stems";

/// Of the term of a stem, see stem_term(): FNV-1a, 64 bits. Two terms may have one hash.
/// Source: Fowler, Noll, Vo, Eastlake, draft-eastlake-fnv.
std::uint64_t stem_hash(std::string_view term);

struct StemList {
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint32_t> words;  ///< as many

  bool operator==(const StemList&) const = default;
};

/// The stems of all words of a snapshot's word table, each in the languages that it occurs in, but
/// for texts in no known language.
///
/// `threads`  how many may work on it.
///
/// Throws: std::runtime_error, when the table cannot be read.
StemList make_stem_list(const std::filesystem::path& words_file, unsigned threads);

/// The bytes of the file.
std::string stem_list_bytes(const StemList& list);

/// `words`  how many words the snapshot has.
///
/// Throws: std::runtime_error, when the file cannot be read, or is none of so many words.
StemList read_stem_list(const std::filesystem::path& file, std::size_t words);

}  // namespace veille
