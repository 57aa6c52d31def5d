#include "searchd/search/leaf_match.h"

#include <xapian.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "searchd/search/lists.h"
#include "searchd/search/time_budget.h"
#include "veille/schema.h"

namespace veille::search {
namespace {

/// How often a document has the words of a leaf, by the indexer's count. Zero between leaves.
struct Counts {
  std::uint16_t any = 0;  ///< in any form; the largest of overlapping lists
  std::uint16_t exact = 0;
  std::uint16_t compound = 0;
};

/// Counts of all documents, and which have any. One for each thread: large, and only touched where
/// documents match.
class Tallies {
 public:
  static Tallies& of_thread(DocumentId documents) {
    thread_local Tallies one;
    if (one.counts_.size() <= documents) {
      one.counts_.resize(documents + 1);
      one.marks_.resize(documents / 64 + 1);
    }
    return one;
  }

  Counts& operator[](DocumentId id) { return counts_[id]; }
  void mark(DocumentId id) { marks_[id / 64] |= std::uint64_t{1} << (id % 64); }

  /// The documents marked, ascending.
  std::vector<DocumentId> marked() const {
    std::vector<DocumentId> out;
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      for (std::uint64_t bits = marks_[i]; bits != 0; bits &= bits - 1)
        out.push_back(
            static_cast<DocumentId>(64 * i + static_cast<std::size_t>(std::countr_zero(bits))));
    }
    return out;
  }

  /// Back to nothing, where anything is marked.
  void clear() {
    for (const DocumentId id : marked()) counts_[id] = Counts();
    std::fill(marks_.begin(), marks_.end(), 0);
  }

 private:
  std::vector<Counts> counts_;
  std::vector<std::uint64_t> marks_;
};

std::uint16_t sum(std::uint16_t a, Xapian::termcount b) {
  return static_cast<std::uint16_t>(
      std::min<Xapian::termcount>(a + b, std::numeric_limits<std::uint16_t>::max()));
}

/// Source: Robertson & Zaragoza 2009, eq. 3.15 and 3.3 with "+ 1", which keeps it positive.
float idf(const MatchContext& context, std::uint64_t documents) {
  const auto all = static_cast<double>(context.weights.count());
  const auto n = static_cast<double>(documents);
  return static_cast<float>(std::log(1 + (all - n + 0.5) / (n + 0.5)));
}

float saturated(std::uint16_t count, float norm) {
  const auto tf = static_cast<float>(count);
  return tf * (kK1 + 1) / (tf + norm);
}

/// Sees every document of a boolean match in one part and keeps its id.
class Collector : public Xapian::MatchDecider {
 public:
  Collector(std::vector<DocumentId>& out, DocumentId base) : out_(out), base_(base) {}
  bool operator()(const Xapian::Document& document) const override {
    check_time();
    out_.push_back(base_ + document.get_docid());
    return true;
  }

 private:
  std::vector<DocumentId>& out_;
  const DocumentId base_;
};

class TextMatch {
 public:
  TextMatch(const MatchContext& context, const Node& node, Scores* scores)
      : context_(context),
        node_(node),
        scores_(scores),
        tallies_(Tallies::of_thread(context.columns.documents())) {}

  /// The tallies are left empty, also where a database cannot be read.
  ~TextMatch() { tallies_.clear(); }
  TextMatch(const TextMatch&) = delete;
  TextMatch& operator=(const TextMatch&) = delete;

  void run(Leaf& leaf, std::uint64_t least_documents) {
    if (leaf.places.size() > 1)
      match_positions(leaf.places);
    else if (!leaf.places.empty())
      match_word(leaf.places.front(), leaf.whole);
    const auto ids = tallies_.marked();
    leaf.documents = Bitmap(ids.size(), ids.data());
    if (leaf.places.size() > 1 || leaf.whole.isEmpty()) leaf.whole = leaf.documents;
    if (scores_ != nullptr) add_scores(ids, std::max<std::uint64_t>(least_documents, ids.size()));
  }

 private:
  /// Reads a posting list; `count` takes each document's.
  template <class Count>
  void walk(const std::string& term, const Count& count) {
    const auto& databases = context_.databases;
    for (std::size_t i = 0; i < databases.count(); ++i) {
      check_time();
      const auto& part = databases.part(i);
      const DocumentId base = databases.base(i);
      const auto end = part.postlist_end(term);
      for (auto posting = part.postlist_begin(term); posting != end; ++posting) {
        const DocumentId id = base + *posting;
        tallies_.mark(id);
        count(tallies_[id], posting.get_wdf());
      }
    }
  }

  std::string term_of(const std::string& form) const {
    return node_.in_title ? title_term(form) : form;
  }

  void match_word(const Expansion& place, Bitmap& whole) {
    if (node_.in_title)
      match_title_word(place);
    else
      match_text_word(place);
    if (place.compounds.empty() && place.parts.empty()) return;
    const auto ids = tallies_.marked();
    whole = Bitmap(ids.size(), ids.data());
    for (const auto& form : place.compounds) {
      walk(term_of(form), [&](Counts& c, Xapian::termcount wdf) {
        c.compound = sum(c.compound, node_.in_title ? kTitleWeight : wdf);
      });
    }
    if (!place.parts.empty()) match_parts(place.parts);
  }

  void match_text_word(const Expansion& place) {
    for (const auto& form : place.exact) {
      // What was typed need not exist; to find that out costs a look into every part.
      if (!context_.expansion.vocabulary.has(form)) continue;
      walk(form, [](Counts& c, Xapian::termcount wdf) { c.exact = sum(c.exact, wdf); });
    }
    for (const auto& term : place.stems)
      walk(term, [](Counts& c, Xapian::termcount wdf) { c.any = std::max(c.any, sum(0, wdf)); });
  }

  /// Titles have exact forms only: what has the stem is looked up form by form.
  void match_title_word(const Expansion& place) {
    for (const auto& form : place.forms) {
      const bool exact = contains(place.exact, form);
      if (!exact && contains(place.compounds, form)) continue;
      walk(title_term(form),
           [&](Counts& c, Xapian::termcount) { (exact ? c.exact : c.any) = sum(0, kTitleWeight); });
    }
  }

  /// The documents that have every part of a compound.
  void match_parts(const std::vector<Expansion>& parts) {
    Bitmap all;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      Bitmap part;
      std::vector<std::string> terms = parts[i].exact;
      terms.insert(terms.end(), parts[i].stems.begin(), parts[i].stems.end());
      if (node_.in_title) {
        terms.clear();
        for (const auto& form : parts[i].forms) terms.push_back(title_term(form));
      }
      for (const auto& term : terms) part |= documents_with(context_.databases, term);
      if (i == 0)
        all = std::move(part);
      else
        all &= part;
    }
    for (const DocumentId id : all) {
      tallies_.mark(id);
      tallies_[id].compound = sum(tallies_[id].compound, 1);
    }
  }

  /// Only Xapian can match by positions.
  void match_positions(const std::vector<Expansion>& places) {
    std::vector<Xapian::Query> queries;
    for (const auto& place : places) {
      std::vector<std::string> terms;
      for (const auto& form : place.forms) terms.push_back(term_of(form));
      queries.emplace_back(Xapian::Query::OP_OR, terms.begin(), terms.end());
    }
    const bool near = node_.type == Node::Type::near;
    const auto count = static_cast<Xapian::termcount>(places.size());
    const Xapian::Query query(near ? Xapian::Query::OP_NEAR : Xapian::Query::OP_PHRASE,
                              queries.begin(), queries.end(),
                              near ? count - 1 + node_.distance : count);
    std::vector<DocumentId> ids;
    for (std::size_t i = 0; i < context_.databases.count(); ++i) {
      check_time();
      const auto& part = context_.databases.part(i);
      Xapian::Enquire enquire(part);
      enquire.set_query(query);
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      const Collector collector(ids, context_.databases.base(i));
      enquire.get_mset(0, 0, part.get_doccount(), nullptr, &collector);
    }
    std::sort(ids.begin(), ids.end());
    for (const DocumentId id : ids) tallies_.mark(id);
    if (scores_ != nullptr) count_rarest(places, ids);
  }

  /// A phrase counts as often as the rarest of its words in the document.
  void count_rarest(const std::vector<Expansion>& places, const std::vector<DocumentId>& ids) {
    std::vector<Xapian::termcount> counts(ids.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
      std::fill(counts.begin(), counts.end(), 0);
      for (const auto& form : places[i].forms) add_counts(term_of(form), ids, counts);
      for (std::size_t k = 0; k < ids.size(); ++k) {
        auto& exact = tallies_[ids[k]].exact;
        const auto here = sum(0, node_.in_title ? kTitleWeight : counts[k]);
        exact = i == 0 ? here : std::min(exact, here);
      }
    }
  }

  /// Adds the counts of a term in the documents `ids`, ascending.
  void add_counts(const std::string& term, const std::vector<DocumentId>& ids,
                  std::vector<Xapian::termcount>& counts) {
    const auto& databases = context_.databases;
    std::size_t k = 0;
    for (std::size_t i = 0; i < databases.count(); ++i) {
      check_time();
      const auto end = databases.part(i).postlist_end(term);
      auto posting = databases.part(i).postlist_begin(term);
      for (; k < ids.size() && ids[k] <= databases.base(i + 1); ++k) {
        if (posting == end) continue;
        posting.skip_to(ids[k] - databases.base(i));
        if (posting != end && *posting == ids[k] - databases.base(i))
          counts[k] += posting.get_wdf();
      }
    }
  }

  /// Adds the leaf's score to every document that matches.
  void add_scores(const std::vector<DocumentId>& ids, std::uint64_t documents) {
    const float rarity = idf(context_, documents) * (node_.is_synonym ? kSynonymWeight : 1.0F);
    for (const DocumentId id : ids) {
      const Counts& counts = tallies_[id];
      const float norm = context_.weights.norm(id);
      const float score = saturated(std::max(counts.any, counts.exact), norm) +
                          kExactBonus * saturated(counts.exact, norm) +
                          kCompoundWeight * saturated(counts.compound, norm);
      scores_->by_document[id] += rarity * score;
    }
    scores_->touched.insert(scores_->touched.end(), ids.begin(), ids.end());
  }

  const MatchContext& context_;
  const Node& node_;
  Scores* scores_;
  Tallies& tallies_;
};

}  // namespace

void match_text(const MatchContext& context, Leaf& leaf, Scores* scores,
                std::uint64_t least_documents) {
  TextMatch(context, *leaf.node, scores).run(leaf, least_documents);
}

}  // namespace veille::search
