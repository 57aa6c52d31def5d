#include "searchd/search/compounds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

#include "searchd/search/stop_words.h"
#include "veille/analysis.h"

namespace veille::search {
namespace {

constexpr std::size_t kMaxParts = 4;
/// Words that are looked at for one part: letters such as "ende" stand in too many.
constexpr std::size_t kMaxCandidates = 1000;
/// What a part has behind its stem ("beteil-igungen"), with linking letters.
constexpr std::size_t kMostEndingBytes = 8;
/// Linking letters between parts, the longest first, and what a first part may have lost
/// ("Schul-").
constexpr std::array<std::string_view, 7> kLinks = {"ens", "es", "en", "er", "s", "n", "e"};
constexpr std::array<std::string_view, 2> kLost = {"e", "en"};

/// Parts with the sum of the logarithms of their frequencies.
struct Parts {
  std::vector<std::string> forms;
  double log_frequency = 0;

  double mean() const { return log_frequency / static_cast<double>(forms.size()); }
};

class Splitter {
 public:
  explicit Splitter(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  /// `text` as one part or several; the last of them is whole when `ends`.
  std::optional<Parts> cover(std::string_view text, bool ends, std::size_t most) const {
    if (text.empty()) return Parts{};
    if (text.size() < kLeastPartBytes || most == 0) return std::nullopt;
    auto best = one_part(text, ends);
    auto several = split(text, ends, most);
    if (several && (!best || several->mean() > best->mean())) best = std::move(several);
    return best;
  }

  /// `text` as two parts or more, up to `most`.
  std::optional<Parts> split(std::string_view text, bool ends, std::size_t most) const {
    std::optional<Parts> best;
    for (std::size_t at = kLeastPartBytes; at + kLeastPartBytes <= text.size(); ++at) {
      const auto first = one_part(text.substr(0, at), false);
      if (!first) continue;
      auto rest = cover(text.substr(at), ends, most - 1);
      if (!rest) continue;
      rest->forms.insert(rest->forms.begin(), first->forms.front());
      rest->log_frequency += first->log_frequency;
      if (!best || rest->mean() > best->mean()) best = std::move(rest);
    }
    return best;
  }

  /// A word of the index that `text` shows, with the letters of an inflection or a link behind it
  /// or, inside of a compound, without its own last ones.
  std::optional<Parts> one_part(std::string_view text, bool ends) const {
    auto best = known(text);
    const auto offer = [&](std::optional<Parts> other) {
      if (other && (!best || other->log_frequency > best->log_frequency)) best = std::move(other);
    };
    for (const auto link : kLinks) {
      if (text.ends_with(link)) offer(known(text.substr(0, text.size() - link.size())));
    }
    if (ends) return best;
    for (const auto lost : kLost) offer(known(std::string(text) + std::string(lost)));
    return best;
  }

  /// The logarithm of the number of German publications that have the word.
  double log_frequency(std::string_view form) const {
    return std::log(vocabulary_.frequency(form, kGerman));
  }

 private:
  std::optional<Parts> known(std::string_view form) const {
    if (form.size() < kLeastPartBytes) return std::nullopt;
    auto found = frequencies_.find(form);
    if (found == frequencies_.end()) {
      std::string word(form);
      auto frequency = vocabulary_.frequency(form, kGerman);
      if (frequency > 0 && is_stop_word(word, kGerman)) frequency = 0;
      found = frequencies_.emplace(std::move(word), frequency).first;
    }
    if (found->second == 0) return std::nullopt;
    return Parts{{std::string(form)}, std::log(found->second)};
  }

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  const Vocabulary& vocabulary_;
  /// Compounds show the same letters again and again. 0 for what can be no part.
  mutable std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> frequencies_;
};

/// What is looked for in compounds: letters that each of them shows, and the stem of the part.
struct Part {
  std::string shown;
  std::string stem;
};

/// The letters of `form` that its stem has without their umlauts ("bürg", "burg"); all of them
/// where the stem is no beginning.
std::string stem_as_written(const std::string& form, const std::string& stem) {
  for (std::size_t end = 1; end <= form.size(); ++end) {
    const std::string beginning = form.substr(0, end);
    if (beginning == stem || fold(beginning) == stem) return beginning;
  }
  return form;
}

/// A stem of three letters stands in too many words by accident; there the whole form is to be
/// shown ("Daten").
std::optional<Part> part_of(const std::string& form) {
  Part out{{}, stems(form, kGerman).front()};
  out.shown = stem_as_written(form, out.stem);
  if (out.shown.size() < kLeastPartBytes) out.shown = form;
  if (out.shown.size() < kLeastPartBytes || has_digit(form)) return std::nullopt;
  return out;
}

/// Whether `compound` has the part at `at`, and words on both sides or on one.
bool has_part(const Splitter& splitter, std::string_view compound, std::size_t at,
              const Part& wanted, double log_whole) {
  const auto left = splitter.cover(compound.substr(0, at), false, kMaxParts - 1);
  if (!left) return false;
  const std::size_t shortest = at + wanted.shown.size();
  const std::size_t longest = std::min(compound.size(), shortest + kMostEndingBytes);
  for (std::size_t end = shortest; end <= longest; ++end) {
    const auto part = splitter.one_part(compound.substr(at, end - at), end == compound.size());
    if (!part || stems(part->forms.front(), kGerman).front() != wanted.stem) continue;
    const auto right = splitter.cover(compound.substr(end), true, kMaxParts - 1);
    if (!right || left->forms.size() + right->forms.size() == 0) continue;
    const auto count = static_cast<double>(left->forms.size() + right->forms.size() + 1);
    const double all = left->log_frequency + part->log_frequency + right->log_frequency;
    if (all / count >= log_whole) return true;
  }
  return false;
}

/// The words that show the part and have room for another, the most frequent first; at most
/// kMaxCandidates.
std::vector<WordNumber> candidates(const Vocabulary& vocabulary, const Part& wanted) {
  std::vector<std::pair<std::uint32_t, WordNumber>> found;
  vocabulary.german_containing(wanted.shown, [&](WordNumber word) {
    if (vocabulary.form(word).size() >= wanted.shown.size() + kLeastPartBytes)
      found.emplace_back(vocabulary.frequency(word, kGerman), word);
  });
  const auto more = [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  };
  const std::size_t count = std::min(found.size(), kMaxCandidates);
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(),
                    more);
  std::vector<WordNumber> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(found[i].second);
  return out;
}

}  // namespace

std::vector<std::string> compound_parts(const Vocabulary& vocabulary, const std::string& form) {
  if (has_digit(form) || form.size() > kMaxWordBytes) return {};
  const Splitter splitter(vocabulary);
  auto best = splitter.split(form, true, kMaxParts);
  if (!best || best->mean() < splitter.log_frequency(form)) return {};
  return std::move(best->forms);
}

std::vector<std::string> compounds_with(const Vocabulary& vocabulary, const std::string& form) {
  const auto wanted = part_of(form);
  if (!wanted) return {};
  const Splitter splitter(vocabulary);
  std::vector<std::string> out;
  for (const WordNumber word : candidates(vocabulary, *wanted)) {
    const std::string_view compound = vocabulary.form(word);
    const double log_whole = splitter.log_frequency(compound);
    auto at = compound.find(wanted->shown);
    while (at != compound.npos && !has_part(splitter, compound, at, *wanted, log_whole))
      at = compound.find(wanted->shown, at + 1);
    if (at != compound.npos) out.emplace_back(compound);
    if (out.size() == kMaxCompounds) break;
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> compounds_with(const Vocabulary& vocabulary, const std::string& form,
                                        KeptCompounds* kept) {
  if (kept == nullptr) return compounds_with(vocabulary, form);
  if (const auto known = kept->find(form)) return *known;
  auto found = compounds_with(vocabulary, form);
  std::size_t bytes = sizeof(found) + 2 * form.size();
  for (const auto& compound : found) bytes += sizeof(compound) + compound.size();
  kept->add(form, std::make_shared<const std::vector<std::string>>(found), bytes);
  return found;
}

}  // namespace veille::search
