#include "searchd/search/matching.h"

#include <utility>

#include "searchd/search/corrections.h"
#include "veille/utf8.h"

namespace veille::search {
namespace {

/// Scores of one thread, zero again when the match is made or fails.
class ThreadScores {
 public:
  explicit ThreadScores(DocumentId documents) {
    if (scores().by_document.size() <= documents) scores().by_document.resize(documents + 1);
  }
  ~ThreadScores() {
    for (const DocumentId id : scores().touched) scores().by_document[id] = 0;
    scores().touched.clear();
  }
  ThreadScores(const ThreadScores&) = delete;
  ThreadScores& operator=(const ThreadScores&) = delete;

  Scores& operator*() const { return scores(); }

 private:
  static Scores& scores() {
    thread_local Scores one;
    return one;
  }
};

/// More than any sum of weights of BM25 here: kMaxQueryWords words of some twenty each.
constexpr float kTierWeight = 4096;

/// Fewer words are required while fewer than kFewWorks works match, down to half of them. Filters
/// have no say in it: else selecting a facet's value could give more than its count.
std::size_t relax(const Columns& columns, const std::vector<Bitmap>& at_least) {
  const std::size_t asked = at_least.size() - 1;
  std::size_t required = asked;
  while (required > (asked + 1) / 2 && count_works(columns, at_least[required]) < kFewWorks)
    --required;
  // No fewer words than it takes: the last steps may have found nothing more.
  while (required < asked &&
         at_least[required].cardinality() == at_least[required + 1].cardinality())
    ++required;
  return required;
}

class WordMatching {
 public:
  WordMatching(const OpenSnapshot& snapshot, const PartDatabases& databases,
               const SearchRequest& request)
      : snapshot_(snapshot),
        request_(request),
        context_{databases,
                 snapshot.columns(),
                 snapshot.weights(),
                 {snapshot.vocabulary(), snapshot.stems(), request.reader_language,
                  snapshot.languages(), &memo_, &snapshot.compounds()}} {}

  std::shared_ptr<WordMatches> run() {
    auto out = match(request_.text);
    correct(out);
    return out;
  }

 private:
  std::shared_ptr<WordMatches> match(const std::string& text) const {
    auto out = std::make_shared<WordMatches>();
    out->query =
        parse_query(text, request_.reader_language, request_.typing,
                    request_.synonyms ? &snapshot_.synonyms() : nullptr, snapshot_.query_limits());
    if (out->query.root.type == Node::Type::everything) {
      out->documents = snapshot_.columns().all();
      out->full = out->documents;
      out->ids = ids_of(out->documents);
      out->works = out->full_works = snapshot_.columns().works();
      return out;
    }
    const ThreadScores scores(snapshot_.columns().documents());
    Matcher matcher(context_, *scores);
    match_tree(matcher, *out);
    out->leaves = std::move(matcher.leaves());
    out->ids = ids_of(out->documents);
    out->works = count_works(snapshot_.columns(), out->ids);
    out->full_works =
        out->required == out->asked ? out->works : count_works(snapshot_.columns(), out->full);
    keep_scores(*scores, *out);
    return out;
  }

  /// The plain words, of which some may be missed, within all else that is asked for.
  void match_tree(Matcher& matcher, WordMatches& out) const {
    std::vector<Bitmap> plain;
    Bitmap first;
    Bitmap taken;
    Bitmap rest;
    bool has_rest = false;
    for (const auto& child : out.query.root.children) {
      matcher.begin_group();
      if (can_be_missed(child)) {
        plain.push_back(matcher.match(child));
        // What only a compound, or only its parts have, does not make a full match.
        const bool is_leaf = child.type != Node::Type::any;
        const Bitmap& whole = is_leaf ? matcher.leaves().back().whole : plain.back();
        first = plain.size() == 1 ? whole : first & whole;
      } else if (child.type == Node::Type::without) {
        taken |= matcher.match_unwanted(child.children.front());
      } else {
        Bitmap documents = matcher.match(child);
        rest = has_rest ? rest & documents : std::move(documents);
        has_rest = true;
      }
    }
    const bool bounded = has_rest || !taken.isEmpty();
    if (!has_rest) rest = snapshot_.columns().all();
    rest -= taken;
    if (plain.empty()) {
      out.documents = out.full = std::move(rest);
      return;
    }
    auto at_least = match_at_least(plain);
    for (std::size_t k = 1; k < at_least.size() && bounded; ++k) at_least[k] &= rest;
    out.asked = plain.size();
    out.required = relax(snapshot_.columns(), at_least);
    out.documents = at_least[out.required];
    if (out.required < out.asked) out.first = first & rest;
    out.full = std::move(at_least.back());
  }

  /// Documents with all the words themselves come first, whatever they score.
  void keep_scores(const Scores& scores, WordMatches& out) const {
    if (out.leaves.empty()) return;
    out.scores.reserve(out.ids.size());
    const bool relaxed = out.required < out.asked;
    for (const DocumentId id : out.ids) {
      float score = scores.by_document[id] * snapshot_.weights().freshness(id);
      if (relaxed && out.first.contains(id)) score += kTierWeight;
      out.scores.push_back(score);
    }
  }

  /// Searches the correction where nothing has all the words, offers it where little has.
  void correct(std::shared_ptr<WordMatches>& matches) const {
    const WorkNumber found = matches->full_works;
    if (found >= kFewWorks || matches->leaves.empty()) return;
    const auto typed = cut_utf8(request_.text, snapshot_.query_limits().bytes);
    const auto correction =
        correct_text(snapshot_.vocabulary(), typed, request_.reader_language, request_.typing,
                     [&](const std::string& word) { return frequency_of(word); });
    if (!correction) return;
    auto better = match(correction->text);
    // Put right, a word may be a field's name that lacks a value.
    if (better->query.root.type == Node::Type::everything) return;
    const bool more = better->full_works > found ||
                      (found == 0 && better->full_works == 0 && better->works > matches->works);
    if (!more) return;
    if (found > 0 || !request_.correct || !correction->sure) {
      matches->suggestion = correction->text;
      return;
    }
    better->corrected_from = typed;
    better->suggestion = correction->text;
    matches = std::move(better);
  }

  /// How many publications have the word's most frequent form; more than kRare where all of its
  /// parts are words.
  std::uint32_t frequency_of(const std::string& word) const {
    const auto place = expand_word(context_.expansion, word);
    if (!place.parts.empty()) return kRare + 1;
    std::uint32_t most = 0;
    for (const auto& form : place.forms)
      most = std::max(most, snapshot_.vocabulary().frequency(form));
    return most;
  }

  const OpenSnapshot& snapshot_;
  const SearchRequest& request_;
  mutable ExpansionMemo memo_;
  const MatchContext context_;
};

std::size_t bytes_of(const std::vector<std::string>& texts) {
  std::size_t out = 0;
  for (const auto& text : texts) out += sizeof(text) + text.capacity();
  return out;
}

std::size_t bytes_of(const Expansion& place) {
  std::size_t out = sizeof(place) + bytes_of(place.exact) + bytes_of(place.stems) +
                    bytes_of(place.compounds) + bytes_of(place.forms);
  for (const auto& part : place.parts) out += bytes_of(part);
  return out;
}

/// With the counts that may be made of it later.
std::size_t bytes_of(const WordMatches& matches, const Columns& columns) {
  std::size_t out = 4096 + columns.values().size() * sizeof(std::uint32_t);
  out += matches.scores.size() * sizeof(float) + matches.ids.size() * sizeof(DocumentId);
  for (const auto* bitmap : {&matches.documents, &matches.full, &matches.first})
    out += bitmap->getSizeInBytes();
  for (const auto& leaf : matches.leaves) {
    out += leaf.documents.getSizeInBytes() + leaf.whole.getSizeInBytes();
    for (const auto& place : leaf.places) out += bytes_of(place);
  }
  return out;
}

/// With its words, which it keeps alive.
std::size_t bytes_of(const Matching& matching, const Columns& columns) {
  std::size_t out = bytes_of(*matching.words, columns) + sizeof(matching);
  out += matching.filtered.size() * sizeof(DocumentId) + matching.documents.getSizeInBytes();
  out += 2 * columns.values().size() * sizeof(std::uint32_t);
  for (const auto& filter : matching.filters.by_facet) out += filter ? filter->getSizeInBytes() : 0;
  return out + (matching.filters.always ? matching.filters.always->getSizeInBytes() : 0);
}

/// With its length, so that whatever is in it no two lists of texts give the same key.
void append_text(const std::string& text, std::string& key) {
  key.append(std::to_string(text.size())).append(":").append(text);
}

/// All of a request that its words' matches depend on.
std::string words_key(const SearchRequest& request) {
  std::string out;
  append_text(request.text, out);
  append_text(request.reader_language, out);
  for (const bool flag : {request.typing, request.correct, request.synonyms})
    out.push_back(flag ? '1' : '0');
  return out;
}

/// All that its filters depend on; empty when there can be none.
std::string filters_key(const SearchRequest& request) {
  std::string out;
  for (std::size_t i = 0; i < kFacetCount; ++i) {
    for (const auto* values : {&request.selections[i].any_of, &request.selections[i].none_of}) {
      for (const auto& value : *values) {
        out.append(to_string(kFacets[i]));
        out += values == &request.selections[i].any_of ? '+' : '-';
        append_text(value, out);
      }
    }
  }
  for (const Provenance provenance : request.country_provenances)
    out.append(" ").append(to_string(provenance));
  if (request.since != 0) out.append(" since ").append(std::to_string(request.since));
  if (request.until != 0) out.append(" until ").append(std::to_string(request.until));
  return out;
}

std::shared_ptr<const WordMatches> matches_of(const OpenSnapshot& snapshot,
                                              const PartDatabases& databases,
                                              const SearchRequest& request,
                                              const std::string& key) {
  if (auto known = snapshot.matches().find(key)) return known;
  std::shared_ptr<const WordMatches> out = WordMatching(snapshot, databases, request).run();
  snapshot.matches().add(key, out, bytes_of(*out, snapshot.columns()));
  return out;
}

}  // namespace

float score_of(const WordMatches& matches, DocumentId id) {
  if (matches.scores.empty() || !matches.documents.contains(id)) return 0;
  const float score = matches.scores[matches.documents.rank(id) - 1];
  return matches.first.contains(id) ? score - kTierWeight : score;
}

std::shared_ptr<const Matching> find_matching(const OpenSnapshot& snapshot,
                                              const PartDatabases& databases,
                                              const SearchRequest& request) {
  const std::string words = words_key(request);
  const std::string filters = filters_key(request);
  const std::string key = words + filters;
  if (!filters.empty()) {
    if (auto known = snapshot.matchings().find(key)) return known;
  }
  auto out = std::make_shared<Matching>();
  out->words = matches_of(snapshot, databases, request, words);
  out->filters = find_filters(snapshot, databases, request);
  out->documents = out->filters.apply(out->words->documents);
  if (!out->filters.empty()) out->filtered = ids_of(out->documents);
  if (!filters.empty()) snapshot.matchings().add(key, out, bytes_of(*out, snapshot.columns()));
  return out;
}

}  // namespace veille::search
