#include "searchd/search/value_list.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>
#include <utility>

#include "searchd/search/lists.h"
#include "veille/analysis.h"
#include "veille/locale.h"

namespace veille::search {
namespace {

constexpr std::size_t kLabelKeyBytes = 96;

/// A value before it is known whether it is listed: there can be thousands, of which ten are.
struct Candidate {
  const std::string* value;
  std::uint32_t works;
  std::uint32_t place;  ///< in the order of values
  bool chosen;          ///< selected or excluded
};

/// Whether a byte is an ASCII character that is neither letter nor digit.
bool is_mark(char c) {
  return static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c)) == 0;
}

class Lister {
 public:
  Lister(const OpenSnapshot& snapshot, const SearchRequest& request, Facet facet,
         const ValueListing& listing)
      : snapshot_(snapshot),
        selection_(request.selections[static_cast<std::size_t>(facet)]),
        facet_(facet),
        listing_(listing) {}

  FacetCounts list(const std::vector<std::uint32_t>& works) const {
    FacetCounts out;
    out.facet = facet_;
    out.unknown = works.front();
    out.unknown_selected = contains(selection_.any_of, "");
    auto found = candidates(works);
    if (!listing_.prefix.empty()) std::erase_if(found, [&](const auto& c) { return !fits(c); });
    out.total_values = found.size();
    pick(found);
    for (const auto& c : found) out.values.push_back(count_of(c));
    out.more = out.total_values > found.size();
    return out;
  }

 private:
  /// In the order of values. Selected ones are among them whatever they count, known to the index
  /// or not: a reader must be able to take them back.
  std::vector<Candidate> candidates(const std::vector<std::uint32_t>& works) const {
    const Columns& columns = snapshot_.columns();
    const auto [first, last] = columns.range(facet_);
    std::vector<bool> chosen(works.size(), false);
    std::vector<Candidate> out;
    for (const auto* list : {&selection_.any_of, &selection_.none_of}) {
      for (const auto& value : *list) {
        const Ordinal ordinal = columns.find(facet_, value);
        if (ordinal < last)
          chosen[ordinal - first] = true;
        else if (!has(out, value))
          out.push_back({&value, 0, 0, true});
      }
    }
    const bool sorted = out.empty();
    for (std::size_t i = 1; i < works.size(); ++i) {
      if (works[i] > 0 || chosen[i])
        out.push_back({&columns.values()[first + i], works[i], 0, chosen[i]});
    }
    if (!sorted) std::sort(out.begin(), out.end(), by_value);
    for (std::size_t i = 0; i < out.size(); ++i) out[i].place = static_cast<std::uint32_t>(i);
    return out;
  }

  static bool by_value(const Candidate& a, const Candidate& b) { return *a.value < *b.value; }
  static bool has(const std::vector<Candidate>& list, const std::string& value) {
    return std::any_of(list.begin(), list.end(), [&](const auto& c) { return *c.value == value; });
  }

  bool fits(const Candidate& candidate) const {
    const std::string& value = *candidate.value;
    // The value of a tag or author is the key of its label.
    if (facet_ == Facet::tag || facet_ == Facet::author)
      return has_word_beginning(value, listing_.prefix);
    return vocabulary_key(value).starts_with(listing_.prefix) ||
           has_word_beginning(vocabulary_key(listing_.label(count_of(candidate))), listing_.prefix);
  }

  /// Leaves the first of the order and the chosen ones, in that order.
  void pick(std::vector<Candidate>& found) const {
    switch (listing_.order) {
      case ValueOrder::works:
        return pick(found, [](const auto& a, const auto& b) {
          return a.works != b.works ? a.works > b.works : a.place < b.place;
        });
      case ValueOrder::value:
        return pick(found, [](const auto& a, const auto& b) { return a.place < b.place; });
      case ValueOrder::label: {
        std::unordered_map<std::uint32_t, std::string> keys;
        for (const auto& c : found)
          keys.emplace(c.place, collation_key(listing_.label(count_of(c)), kLabelKeyBytes));
        return pick(found, [&](const auto& a, const auto& b) {
          const int order = keys.at(a.place).compare(keys.at(b.place));
          return order != 0 ? order < 0 : a.place < b.place;
        });
      }
    }
  }

  template <class Before>
  void pick(std::vector<Candidate>& found, const Before& before) const {
    const auto last =
        found.begin() + static_cast<std::ptrdiff_t>(std::min(found.size(), listing_.limit));
    std::partial_sort(found.begin(), last, found.end(), before);
    const auto end = std::partition(last, found.end(), [](const auto& c) { return c.chosen; });
    std::sort(last, end, before);
    found.erase(end, found.end());
  }

  FacetCount count_of(const Candidate& candidate) const {
    const bool labelled =
        facet_ == Facet::tag || facet_ == Facet::author || facet_ == Facet::source;
    const std::string& value = *candidate.value;
    return {value, labelled ? snapshot_.label(facet_, value) : "", candidate.works,
            candidate.chosen && contains(selection_.any_of, value),
            candidate.chosen && contains(selection_.none_of, value)};
  }

  const OpenSnapshot& snapshot_;
  const Selection& selection_;
  const Facet facet_;
  const ValueListing& listing_;
};

}  // namespace

bool has_word_beginning(const std::string& text, const std::string& prefix) {
  if (text.starts_with(prefix)) return true;
  if (text.find(prefix) == std::string::npos) return false;  // spares cutting most into words
  const auto all = words(text);
  const auto begins = [&](std::size_t at) { return text.compare(at, prefix.size(), prefix) == 0; };
  return std::any_of(all.begin(), all.end(), [&](const Word& word) {
    // "l'energie" is found by "energie" and, as it is written, by "l'energie"; "@name" by "name".
    const std::size_t space = text.rfind(' ', word.begin);
    const std::size_t letter = word.begin + (is_mark(text[word.begin]) ? 1 : 0);
    return begins(word.begin) || begins(letter) ||
           (space != std::string::npos && begins(space + 1));
  });
}

FacetCounts list_values(const OpenSnapshot& snapshot, const std::vector<std::uint32_t>& works,
                        const SearchRequest& request, Facet facet, const ValueListing& listing) {
  return Lister(snapshot, request, facet, listing).list(works);
}

}  // namespace veille::search
