// German compounds, by the words of the index: "Bürgerbeteiligung" is "Bürger" and "Beteiligung".
//
// A word is taken for a compound when each of its parts is a word of German texts and the parts
// are, by the geometric mean of their frequencies, at least as frequent as the whole. Source: Koehn
// & Knight 2003, Empirical Methods for Compound Splitting, section 3.2.
#pragma once

#include <string>
#include <vector>

#include "searchd/search/cache.h"
#include "searchd/search/vocabulary.h"

namespace veille::search {

/// Parts shorter than this are rather accidents ("Rat" in "Fahrrat").
inline constexpr std::size_t kLeastPartBytes = 4;
/// At most this many compounds for one part; of more the most frequent are taken.
inline constexpr std::size_t kMaxCompounds = 200;

/// The parts of a compound in order, as words of the index, linking letters aside; empty when
/// `form` is none.
std::vector<std::string> compound_parts(const Vocabulary& vocabulary, const std::string& form);

/// The compounds of the index that have a form of `form` as a part, sorted. Of the words that show
/// its letters the thousand most frequent are looked at.
std::vector<std::string> compounds_with(const Vocabulary& vocabulary, const std::string& form);

/// What compounds_with() found lately in one vocabulary, by the form.
using KeptCompounds = Cache<std::vector<std::string>>;

/// The same, looked up in `kept` first and added to it; `kept` may be null.
std::vector<std::string> compounds_with(const Vocabulary& vocabulary, const std::string& form,
                                        KeptCompounds* kept);

}  // namespace veille::search
