#include "searchd/search/related.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "searchd/search/stop_words.h"
#include "veille/analysis.h"
#include "veille/schema.h"

namespace veille::search {
namespace {

/// Words of a publication that stand for what it is about.
constexpr std::size_t kTellingWords = 20;
/// Words and tags of more publications than this, in a hundred of all or at least kFewPublications,
/// tell nothing and cost much to read.
constexpr std::uint32_t kMostPercent = 5;
constexpr std::uint32_t kFewPublications = 200;
constexpr std::size_t kLeastWordBytes = 4;
/// What a shared tag weighs, by a telling word; and what it brings when countries are others.
constexpr double kTagWeight = 2;
constexpr double kOtherCountry = 1.3;

struct Telling {
  double weight = 0;
  std::string form;
};

class NearSearch {
 public:
  NearSearch(const OpenSnapshot& snapshot, const PartDatabases& databases, DocumentId id)
      : snapshot_(snapshot), columns_(snapshot.columns()), databases_(databases), id_(id) {}

  std::vector<NearPublication> run(std::size_t limit) {
    const Publication from = databases_.record(id_)->publication;
    for (const auto& country : from.countries)
      countries_.push_back(columns_.find(Facet::country, country.code));
    const auto telling = telling_words();
    for (const auto& word : telling) {
      for (const auto& stem : stems(word.form, from.language))
        add(stem_term(from.language, stem), word.weight);
    }
    const double mean = telling.empty() ? 1 : telling[telling.size() / 2].weight;
    for (const auto& tag : facet_values(from, Facet::tag)) add_tag(tag, mean);
    return best(from, limit);
  }

 private:
  std::uint32_t most_publications() const {
    return std::max(kFewPublications, snapshot_.weights().count() * kMostPercent / 100);
  }

  double idf(double documents) const {
    return std::log(1 + snapshot_.weights().count() / std::max(1.0, documents));
  }

  /// The words with the largest product of frequency and rarity, the most telling first.
  std::vector<Telling> telling_words() const {
    const auto [database, document] = databases_.place(id_);
    std::vector<Telling> out;
    const auto end = database.termlist_end(document);
    for (auto term = database.termlist_begin(document); term != end; ++term) {
      const std::string form = *term;
      if (!is_exact_form(form)) continue;
      const auto documents = snapshot_.vocabulary().frequency(form);
      if (documents < 2 || documents > most_publications() || form.size() < kLeastWordBytes ||
          has_digit(form) || is_stop_word_anywhere(form))
        continue;
      out.push_back({std::log(1.0 + term.get_wdf()) * idf(documents), form});
    }
    const auto kept = static_cast<std::ptrdiff_t>(std::min(out.size(), kTellingWords));
    std::partial_sort(out.begin(), out.begin() + kept, out.end(), [](const auto& a, const auto& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.form < b.form;
    });
    out.resize(static_cast<std::size_t>(kept));
    return out;
  }

  void add(const std::string& term, double weight) {
    if (databases_.all().get_termfreq(term) > most_publications()) return;
    databases_.postings(term, [&](DocumentId id) { scores_[id] += weight; });
  }

  void add_tag(const std::string& tag, double mean) {
    const Ordinal ordinal = columns_.find(Facet::tag, tag);
    if (ordinal == columns_.range(Facet::tag).second) return;
    const auto works = columns_.totals()[ordinal];
    if (works > most_publications()) return;
    const double rarity = idf(works) / idf(1);
    databases_.postings(facet_term(Facet::tag, tag), [&](DocumentId id) {
      scores_[id] += kTagWeight * mean * rarity;
      tagged_.push_back(id);
    });
  }

  bool is_elsewhere(DocumentId other) const {
    if (countries_.empty()) return false;
    if (columns_.has(other, columns_.range(Facet::country).first)) return false;
    return std::none_of(countries_.begin(), countries_.end(),
                        [&](Ordinal country) { return columns_.has(other, country); });
  }

  std::vector<NearPublication> best(const Publication& from, std::size_t limit) {
    std::sort(tagged_.begin(), tagged_.end());
    tagged_.erase(std::unique(tagged_.begin(), tagged_.end()), tagged_.end());
    for (const DocumentId id : tagged_) {
      double& score = scores_[id];
      if (score > 0 && is_elsewhere(id)) score *= kOtherCountry;
    }
    std::vector<std::pair<double, DocumentId>> order;
    for (const auto& [id, score] : scores_) {
      if (columns_.work(id) != columns_.work(id_)) order.emplace_back(score, id);
    }
    // Of one work there may be several, and a few more are enough.
    const auto kept = static_cast<std::ptrdiff_t>(std::min(order.size(), 16 * limit));
    std::partial_sort(
        order.begin(), order.begin() + kept, order.end(), [&](const auto& a, const auto& b) {
          return a.first != b.first ? a.first > b.first : columns_.tie(a.second, b.second);
        });
    order.resize(static_cast<std::size_t>(kept));
    std::vector<NearPublication> out;
    std::vector<WorkNumber> works;
    for (const auto& [score, id] : order) {
      if (out.size() == limit) break;
      if (std::find(works.begin(), works.end(), columns_.work(id)) != works.end()) continue;
      works.push_back(columns_.work(id));
      out.push_back(near(from, id));
    }
    return out;
  }

  NearPublication near(const Publication& from, DocumentId id) const {
    NearPublication out;
    out.publication = databases_.record(id)->publication;
    const auto mine = facet_values(from, Facet::tag);
    const auto theirs = facet_values(out.publication, Facet::tag);
    std::set_intersection(mine.begin(), mine.end(), theirs.begin(), theirs.end(),
                          std::back_inserter(out.tags));
    out.other_country = is_elsewhere(id);
    return out;
  }

  const OpenSnapshot& snapshot_;
  const Columns& columns_;
  const PartDatabases& databases_;
  const DocumentId id_;
  std::unordered_map<DocumentId, double> scores_;
  std::vector<DocumentId> tagged_;
  std::vector<Ordinal> countries_;
};

}  // namespace

std::vector<NearPublication> find_near(const OpenSnapshot& snapshot, const PartDatabases& databases,
                                       DocumentId id, std::size_t limit) {
  return NearSearch(snapshot, databases, id).run(limit);
}

}  // namespace veille::search
