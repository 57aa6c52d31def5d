#include "searchd/search/match.h"

#include <xapian.h>

namespace veille::search {
namespace {

void add_postings(const PartDatabases& databases, const std::string& term, Bitmap& out) {
  std::vector<DocumentId> ids;
  databases.postings(term, [&](DocumentId id) { ids.push_back(id); });
  out.addMany(ids.size(), ids.data());
}

/// Sees every document of a boolean match in one part and keeps its id.
class Collector : public Xapian::MatchDecider {
 public:
  Collector(Bitmap& out, DocumentId base) : out_(out), base_(base) {}
  bool operator()(const Xapian::Document& document) const override {
    out_.add(base_ + document.get_docid());
    return true;
  }

 private:
  Bitmap& out_;
  const DocumentId base_;
};

/// Only Xapian can match by positions.
Bitmap match_phrase(const PartDatabases& databases, const ExpandedLeaf& leaf) {
  Bitmap out;
  for (std::size_t i = 0; i < databases.count(); ++i) {
    Xapian::Enquire enquire(databases.part(i));
    enquire.set_query(leaf_query(leaf));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const Collector collector(out, databases.base(i));
    enquire.get_mset(0, 0, databases.part(i).get_doccount(), nullptr, &collector);
  }
  return out;
}

std::vector<Xapian::Query> term_queries(const std::vector<std::string>& terms) {
  std::vector<Xapian::Query> out;
  for (const auto& term : terms) out.emplace_back(term);
  return out;
}

Xapian::Query any(const std::vector<std::string>& terms, Xapian::Query::op op) {
  const auto queries = term_queries(terms);
  return Xapian::Query(op, queries.begin(), queries.end());
}

Xapian::Query word_query(const Expansion& place) {
  constexpr double kExactBonus = 0.3;
  auto terms = place.exact;
  terms.insert(terms.end(), place.stems.begin(), place.stems.end());
  const Xapian::Query exact(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(place.exact.front()),
                            kExactBonus);
  return Xapian::Query(Xapian::Query::OP_AND_MAYBE, any(terms, Xapian::Query::OP_SYNONYM), exact);
}

Xapian::Query phrase_query(const ExpandedLeaf& leaf) {
  if (leaf.places.size() == 1) return any(leaf.places.front().exact, Xapian::Query::OP_SYNONYM);
  std::vector<Xapian::Query> places;
  for (const auto& place : leaf.places) places.push_back(any(place.exact, Xapian::Query::OP_OR));
  return Xapian::Query(Xapian::Query::OP_PHRASE, places.begin(), places.end(),
                       static_cast<unsigned>(places.size()));
}

}  // namespace

Xapian::Query leaf_query(const ExpandedLeaf& leaf) {
  switch (leaf.node->type) {
    case Node::Type::word:
      return word_query(leaf.places.front());
    case Node::Type::prefix:
      return any(leaf.places.front().exact, Xapian::Query::OP_SYNONYM);
    case Node::Type::phrase:
      return phrase_query(leaf);
    default:
      return Xapian::Query();
  }
}

Bitmap match_leaf(const PartDatabases& databases, const ExpandedLeaf& leaf) {
  if (leaf.node->type == Node::Type::phrase && leaf.places.size() > 1)
    return match_phrase(databases, leaf);
  Bitmap out;
  for (const auto& place : leaf.places) {
    for (const auto& term : place.exact) add_postings(databases, term, out);
    for (const auto& term : place.stems) add_postings(databases, term, out);
  }
  return out;
}

std::vector<Bitmap> match_at_least(const std::vector<Bitmap>& leaves) {
  std::vector<Bitmap> out(leaves.size() + 1);
  for (const auto& leaf : leaves) {
    for (std::size_t k = leaves.size(); k > 1; --k) out[k] |= out[k - 1] & leaf;
    out[1] |= leaf;
  }
  return out;
}

WorkNumber count_works(const Columns& columns, const Bitmap& documents) {
  WorkNumber count = 0;
  WorkNumber last = columns.works();
  for (const DocumentId id : documents) {
    const WorkNumber work = columns.work(id);
    count += work != last;
    last = work;
  }
  return count;
}

}  // namespace veille::search
