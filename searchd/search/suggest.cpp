#include "searchd/search/suggest.h"

#include <algorithm>

#include "searchd/search/match.h"
#include "searchd/search/query.h"
#include "searchd/search/stop_words.h"
#include "searchd/search/value_list.h"
#include "searchd/search/xapian_call.h"
#include "veille/analysis.h"
#include "veille/locale.h"

namespace veille::search {
namespace {

/// Words of titles that are looked at for one beginning.
constexpr std::size_t kMaxTitleWords = 60;
/// The newest titles that are looked at for one that begins as typed.
constexpr std::size_t kTitlesLooked = 200;
/// With so many titles no further words are looked at.
constexpr std::uint64_t kTitlesEnough = 2'000;
/// Words with one beginning that are looked at.
/// Words before a name that are passed over at most.
constexpr std::size_t kWordsBefore = 6;
constexpr std::size_t kWordsLooked = 40;
/// Postings that are read to see which words occur together: about a millisecond's worth.
constexpr std::uint64_t kMaxPostings = 50'000;
/// Titles that are read to choose from.
constexpr std::size_t kTitlesRead = 16;

class Suggesting {
 public:
  Suggesting(const OpenSnapshot& snapshot, const PartDatabases& databases, std::string_view text,
             const std::string& language, std::size_t limit)
      : snapshot_(snapshot),
        databases_(databases),
        text_(text),
        language_(language),
        limit_(limit),
        words_(words(text)),
        key_(vocabulary_key(text)) {}

  std::vector<Suggestion> run() {
    if (words_.empty() || words_.size() > kMaxQueryWords) return {};
    complete_word();
    add_values(Suggestion::Type::tag, Facet::tag);
    add_values(Suggestion::Type::country, Facet::country);
    add_values(Suggestion::Type::author, Facet::author);
    add_titles();
    return std::move(out_);
  }

 private:
  void complete_word() {
    const Word& last = words_.back();
    if (last.end != text_.size()) return;
    auto candidates = candidates_for(last.exact);
    keep_those_together(candidates);
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.weight > b.weight; });
    candidates.resize(std::min(candidates.size(), limit_));
    for (const auto& candidate : candidates) {
      Suggestion one;
      one.text = std::string(text_.substr(0, last.begin)) +
                 std::string(snapshot_.vocabulary().form(candidate.word));
      one.count = candidate.publications;
      out_.push_back(std::move(one));
    }
  }

  struct Candidate {
    WordNumber word = 0;
    std::uint32_t publications = 0;
    std::uint64_t weight = 0;
  };

  /// The most frequent words with this beginning, those of the reader's language first.
  std::vector<Candidate> candidates_for(const std::string& beginning) const {
    constexpr std::uint64_t kReadersLanguage = 3;
    const auto& vocabulary = snapshot_.vocabulary();
    std::vector<Candidate> out;
    for (const WordNumber word : vocabulary.beginning_with(beginning, kWordsLooked)) {
      if (is_stop_word_anywhere(std::string(vocabulary.form(word)))) continue;
      const auto all = vocabulary.frequency(word);
      out.push_back({word, all, all + kReadersLanguage * vocabulary.frequency(word, language_)});
    }
    return out;
  }

  /// Leaves those that occur together with the words typed before, with the numbers of publications
  /// that have them all; but not where reading that would take long.
  void keep_those_together(std::vector<Candidate>& candidates) const {
    Bitmap before;
    std::uint64_t cost = 0;
    bool none = true;
    for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
      if (is_stop_word_anywhere(words_[i].exact)) continue;
      cost += snapshot_.vocabulary().frequency(words_[i].exact);
      if (cost > kMaxPostings) return;
      Bitmap documents;
      for (const auto& form : snapshot_.vocabulary().forms_of(fold(words_[i].exact)))
        documents |= documents_with(databases_, form);
      before = none ? documents : before & documents;
      none = false;
    }
    if (none) return;
    std::size_t checked = 0;
    for (auto& candidate : candidates) {
      cost += candidate.publications;
      if (cost > kMaxPostings) break;
      ++checked;
      const Bitmap documents =
          documents_with(databases_, std::string(snapshot_.vocabulary().form(candidate.word)));
      candidate.publications = static_cast<std::uint32_t>(documents.and_cardinality(before));
      candidate.weight = candidate.publications;
    }
    // Those that were not looked at could not be told apart from others by their numbers.
    if (checked > 0) candidates.resize(checked);
    std::erase_if(candidates, [](const auto& c) { return c.publications == 0; });
  }

  std::string label(Facet facet, const std::string& value) const {
    return facet == Facet::country ? country_name(value, language_) : snapshot_.label(facet, value);
  }

  /// The values of a facet with a word that begins so.
  std::vector<Ordinal> values_with(Facet facet, const std::string& key) const {
    const Columns& columns = snapshot_.columns();
    const auto [first, last] = columns.range(facet);
    std::vector<Ordinal> out;
    for (Ordinal o = first + 1; o < last; ++o) {
      const std::string& value = columns.values()[o];
      const bool country = facet == Facet::country;
      if (has_word_beginning(country ? vocabulary_key(label(facet, value)) : value, key))
        out.push_back(o);
    }
    return out;
  }

  void add_values(Suggestion::Type type, Facet facet) {
    const Columns& columns = snapshot_.columns();
    // What was typed before a name is no part of it.
    std::string key = key_;
    auto found = values_with(facet, key);
    for (std::size_t n = 0; found.empty() && n < kWordsBefore; ++n) {
      const auto space = key.find(' ');
      if (space == std::string::npos) return;
      key.erase(0, space + 1);
      found = values_with(facet, key);
    }
    const auto more = [&](Ordinal a, Ordinal b) {
      const auto x = columns.totals()[a];
      const auto y = columns.totals()[b];
      return x != y ? x > y : a < b;
    };
    const auto kept = static_cast<std::ptrdiff_t>(std::min(found.size(), limit_));
    std::partial_sort(found.begin(), found.begin() + kept, found.end(), more);
    for (auto o = found.begin(); o != found.begin() + kept; ++o) {
      const std::string& value = columns.values()[*o];
      out_.push_back({type, label(facet, value), value, {}, {}, {}, columns.totals()[*o]});
    }
  }

  /// The titles with a word, accents aside when it is typed without.
  Bitmap with_word(const std::string& word) const {
    Bitmap out = documents_with(databases_, title_term(word));
    if (fold(word) != word) return out;
    for (const auto& form : snapshot_.vocabulary().forms_of(word))
      out |= documents_with(databases_, title_term(form));
    return out;
  }

  /// The titles with a word that begins so: one of the kMaxTitleWords most frequent, or of fewer
  /// where these have kTitlesEnough.
  Bitmap with_beginning(const std::string& beginning) const {
    const auto& vocabulary = snapshot_.vocabulary();
    Bitmap out;
    for (const WordNumber word : vocabulary.beginning_with(beginning, kMaxTitleWords)) {
      out |= documents_with(databases_, title_term(std::string(vocabulary.form(word))));
      if (out.cardinality() >= kTitlesEnough) break;
    }
    return out;
  }

  /// The newest of the documents, one of each work, at most `most`.
  std::vector<DocumentId> newest(const Bitmap& documents, std::size_t most) const {
    const Columns& columns = snapshot_.columns();
    auto all = ids_of(documents);
    const auto same = [&](DocumentId a, DocumentId b) {
      return columns.work(a) == columns.work(b);
    };
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
    const auto newer = [&](DocumentId a, DocumentId b) {
      return columns.date(a) != columns.date(b) ? columns.date(a) > columns.date(b)
                                                : columns.tie(a, b);
    };
    const auto kept = static_cast<std::ptrdiff_t>(std::min(all.size(), most));
    std::partial_sort(all.begin(), all.begin() + kept, all.end(), newer);
    all.resize(static_cast<std::size_t>(kept));
    return all;
  }

  /// Whether a word of the title begins as the last one typed.
  bool has_beginning(DocumentId id) const {
    const auto [database, document] = databases_.place(id);
    const std::string prefix = title_term("");
    const std::string beginning = fold(words_.back().exact);
    auto term = database.termlist_begin(document);
    const auto end = database.termlist_end(document);
    for (term.skip_to(prefix); term != end && (*term).starts_with(prefix); ++term) {
      if (fold((*term).substr(prefix.size())).starts_with(beginning)) return true;
    }
    return false;
  }

  /// Leaves kTitlesRead of the documents, those whose titles begin as typed before others.
  void begin_as_typed_first(std::vector<DocumentId>& documents) const {
    if (documents.size() <= kTitlesRead) return;
    auto ascending = documents;
    std::sort(ascending.begin(), ascending.end());
    Bitmap begin_so;
    databases_.values_of(ascending, kTitleSlot,
                         [&, beginning = primary_key(text_)](DocumentId id, const auto& key) {
                           if (key.starts_with(beginning)) begin_so.add(id);
                         });
    std::stable_partition(documents.begin(), documents.end(),
                          [&](DocumentId id) { return begin_so.contains(id); });
    documents.resize(kTitlesRead);
  }

  /// The letters of a title's collation key, before its accents and case, as far as it has them.
  static std::string primary_key(std::string_view text) {
    const std::string key = collation_key(text, kTitleKeyBytes);
    return key.substr(0, key.find('\x01'));
  }

  void add_titles() {
    std::vector<DocumentId> documents;
    if (words_.size() == 1) {
      documents = newest(with_beginning(words_.back().exact), kTitlesLooked);
    } else {
      Bitmap before = with_word(words_.front().exact);
      for (std::size_t i = 1; i + 1 < words_.size(); ++i) before &= with_word(words_[i].exact);
      documents = newest(before, kTitlesLooked);
      std::erase_if(documents, [this](DocumentId id) { return !has_beginning(id); });
    }
    begin_as_typed_first(documents);
    std::vector<Suggestion> found;
    for (const DocumentId id : documents) {
      const auto record = databases_.record(id);
      const Publication& p = record->publication;
      found.push_back({Suggestion::Type::title, p.title, {}, p.id, p.url, p.language, 1});
    }
    const auto begins = [&](const Suggestion& s) {
      return vocabulary_key(s.text).starts_with(key_);
    };
    std::stable_partition(found.begin(), found.end(), begins);
    found.resize(std::min(found.size(), limit_));
    std::move(found.begin(), found.end(), std::back_inserter(out_));
  }

  const OpenSnapshot& snapshot_;
  const PartDatabases& databases_;
  const std::string_view text_;
  const std::string& language_;
  const std::size_t limit_;
  const std::vector<Word> words_;
  const std::string key_;
  std::vector<Suggestion> out_;
};

}  // namespace

std::vector<Suggestion> suggest(const OpenSnapshot& snapshot, const std::string& text,
                                const std::string& language, std::size_t limit) {
  const auto databases = snapshot.database();
  return xapian_call([&] {
    return Suggesting(snapshot, *databases, cut_utf8(text, kMaxQueryBytes), language, limit).run();
  });
}

}  // namespace veille::search
