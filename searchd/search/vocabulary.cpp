#include "searchd/search/vocabulary.h"

#include <limits>
#include <numeric>
#include <queue>
#include <stdexcept>

#include "veille/analysis.h"

namespace veille::search {
namespace {

/// So many that their sum over all languages is no overflow.
bool is_count(const WordUse& use) {
  constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max() / 256;
  return use.publications > 0 && use.publications <= kMost;
}

}  // namespace

std::uint32_t letter_bits(std::string_view folded) {
  std::uint32_t out = 0;
  for (const char c : folded) {
    const bool letter = c >= 'a' && c <= 'z';
    out |= std::uint32_t{1} << (letter ? static_cast<unsigned>(c - 'a') : 26U);
  }
  return out;
}

Vocabulary::Vocabulary(const std::filesystem::path& words_file) {
  WordTableReader reader(words_file);
  std::string before;
  for (WordEntry entry; reader.next(entry);) {
    if (entry.form <= before && size() > 0)
      throw std::runtime_error("damaged: " + words_file.string() + " is not in order");
    if (!std::all_of(entry.uses.begin(), entry.uses.end(), is_count))
      throw std::runtime_error("damaged: " + words_file.string() + " has a count that is none");
    before = entry.form;
    add(entry);
  }
  sort_by_folded();
  find_maxima();
}

std::uint8_t Vocabulary::language_number(const std::string& language) {
  const auto found = std::find(languages_.begin(), languages_.end(), language);
  if (found != languages_.end()) return static_cast<std::uint8_t>(found - languages_.begin());
  // There are fewer languages in any index; beyond that they share the last number.
  if (languages_.size() == std::numeric_limits<std::uint8_t>::max())
    return std::numeric_limits<std::uint8_t>::max() - 1;
  languages_.push_back(language);
  return static_cast<std::uint8_t>(languages_.size() - 1);
}

void Vocabulary::add(const WordEntry& entry) {
  const auto word = static_cast<WordNumber>(size());
  forms_.add(entry.form);
  folded_.add(fold(entry.form));
  letters_.push_back(letter_bits(folded_[word]));
  std::uint32_t all = 0;
  for (const auto& use : entry.uses) {
    const auto publications = static_cast<std::uint32_t>(use.publications);
    uses_.push_back({publications, language_number(use.language)});
    all += publications;
    if (use.language != kGerman) continue;
    german_.add(entry.form);
    german_words_.push_back(word);
  }
  frequencies_.push_back(all);
  use_starts_.push_back(static_cast<std::uint32_t>(uses_.size()));
}

/// Words without accents are in order already; only the others are sorted in between.
void Vocabulary::sort_by_folded() {
  std::vector<WordNumber> plain;
  std::vector<WordNumber> accented;
  for (WordNumber word = 0; word < size(); ++word)
    (form(word) == folded(word) ? plain : accented).push_back(word);
  const auto before = [&](WordNumber a, WordNumber b) {
    const int order = folded(a).compare(folded(b));
    return order != 0 ? order < 0 : a < b;
  };
  std::sort(accented.begin(), accented.end(), before);
  by_folded_.reserve(size());
  std::merge(plain.begin(), plain.end(), accented.begin(), accented.end(),
             std::back_inserter(by_folded_), before);
}

std::size_t Vocabulary::more_frequent(std::size_t a, std::size_t b) const {
  const auto x = frequencies_[by_folded_[a]];
  const auto y = frequencies_[by_folded_[b]];
  return x != y ? (x > y ? a : b) : std::min(a, b);
}

/// maxima_[size() + i] is place i; a node is the better of its two children.
void Vocabulary::find_maxima() {
  const std::size_t n = size();
  maxima_.resize(2 * n);
  std::iota(maxima_.begin() + static_cast<std::ptrdiff_t>(n), maxima_.end(), 0U);
  for (std::size_t i = n; i-- > 1;)
    maxima_[i] = static_cast<std::uint32_t>(more_frequent(maxima_[2 * i], maxima_[2 * i + 1]));
}

std::size_t Vocabulary::most_frequent(std::size_t first, std::size_t last) const {
  std::size_t best = first;
  for (std::size_t a = first + size(), b = last + size(); a < b; a /= 2, b /= 2) {
    if (a % 2 == 1) best = more_frequent(best, maxima_[a++]);
    if (b % 2 == 1) best = more_frequent(best, maxima_[--b]);
  }
  return best;
}

std::uint32_t Vocabulary::frequency(WordNumber word, std::string_view language) const {
  for (auto i = use_starts_[word]; i < use_starts_[word + 1]; ++i) {
    if (languages_[uses_[i].language] == language) return uses_[i].publications;
  }
  return 0;
}

std::size_t Vocabulary::find(std::string_view form) const {
  std::size_t first = 0;
  std::size_t last = size();
  while (first < last) {
    const std::size_t middle = first + (last - first) / 2;
    if (forms_[middle] < form)
      first = middle + 1;
    else
      last = middle;
  }
  return first < size() && forms_[first] == form ? first : size();
}

std::uint32_t Vocabulary::frequency(std::string_view form) const {
  const auto word = find(form);
  return word < size() ? frequencies_[word] : 0;
}

std::uint32_t Vocabulary::frequency(std::string_view form, std::string_view language) const {
  const auto word = find(form);
  return word < size() ? frequency(static_cast<WordNumber>(word), language) : 0;
}

std::pair<std::size_t, std::size_t> Vocabulary::range(std::string_view prefix) const {
  const auto first =
      std::lower_bound(by_folded_.begin(), by_folded_.end(), prefix,
                       [&](WordNumber word, std::string_view p) { return folded(word) < p; });
  const auto last = std::partition_point(
      first, by_folded_.end(), [&](WordNumber word) { return folded(word).starts_with(prefix); });
  return {static_cast<std::size_t>(first - by_folded_.begin()),
          static_cast<std::size_t>(last - by_folded_.begin())};
}

std::vector<std::string> Vocabulary::forms_of(std::string_view folded_form) const {
  std::vector<std::string> out;
  const auto [first, last] = range(folded_form);
  for (auto i = first; i < last && folded(by_folded_[i]) == folded_form; ++i)
    out.emplace_back(form(by_folded_[i]));
  return out;
}

std::vector<WordNumber> Vocabulary::beginning_with(std::string_view prefix, std::size_t limit,
                                                   std::size_t* count) const {
  const auto [first, last] = range(fold(prefix));
  if (count != nullptr) *count = last - first;
  // The most frequent of a run; then those of what is left and right of it.
  struct Run {
    std::size_t first, last, best;
  };
  const auto worse = [&](const Run& a, const Run& b) {
    return more_frequent(a.best, b.best) == b.best;
  };
  std::priority_queue<Run, std::vector<Run>, decltype(worse)> runs(worse);
  const auto push = [&](std::size_t a, std::size_t b) {
    if (a < b) runs.push({a, b, most_frequent(a, b)});
  };
  push(first, last);
  std::vector<WordNumber> out;
  while (!runs.empty() && out.size() < limit) {
    const Run run = runs.top();
    runs.pop();
    out.push_back(by_folded_[run.best]);
    push(run.first, run.best);
    push(run.best + 1, run.last);
  }
  return out;
}

}  // namespace veille::search
