#include "searchd/search/match.h"

#include "searchd/search/field_match.h"
#include "searchd/search/leaf_match.h"

namespace veille::search {

std::vector<DocumentId> ids_of(const Bitmap& documents) {
  std::vector<DocumentId> out(documents.cardinality());
  documents.toUint32Array(out.data());
  return out;
}

Bitmap documents_with(const PartDatabases& databases, const std::string& term) {
  std::vector<DocumentId> ids;
  databases.postings(term, [&](DocumentId id) { ids.push_back(id); });
  return Bitmap(ids.size(), ids.data());
}

Bitmap Matcher::match(const Node& node, bool wanted) {
  switch (node.type) {
    case Node::Type::everything:
      return context_.columns.all();
    case Node::Type::without:
      return context_.columns.all() - match(node.children.front(), !wanted);
    case Node::Type::any: {
      // Synonyms are worth no more than the word that was typed, however rare they are.
      Bitmap out;
      for (const auto& child : node.children) {
        if (child.is_synonym) typed_documents_ = std::max(typed_documents_, out.cardinality());
        out |= match(child, wanted);
      }
      typed_documents_ = 0;
      return out;
    }
    case Node::Type::all:
      return match_all(node, wanted);
    default:
      return match_leaf(node, wanted);
  }
}

Bitmap Matcher::match_all(const Node& node, bool wanted) {
  Bitmap out;
  Bitmap taken;
  bool first = true;
  for (const auto& child : node.children) {
    if (child.type == Node::Type::without) {
      taken |= match(child.children.front(), !wanted);
      continue;
    }
    Bitmap documents = match(child, wanted);
    if (first)
      out = std::move(documents);
    else
      out &= documents;
    first = false;
  }
  if (first) out = context_.columns.all();
  out -= taken;
  return out;
}

Bitmap Matcher::match_leaf(const Node& node, bool wanted) {
  if (node.type == Node::Type::facet || node.type == Node::Type::dates)
    return match_field(context_, node);
  Leaf leaf;
  leaf.node = &node;
  leaf.places = expand(context_.expansion, node);
  leaf.group = group_;
  match_text(context_, leaf, wanted ? &scores_ : nullptr, typed_documents_);
  if (!wanted) return std::move(leaf.documents);
  leaves_.push_back(std::move(leaf));
  return leaves_.back().documents;
}

std::vector<Bitmap> match_at_least(const std::vector<Bitmap>& bitmaps) {
  std::vector<Bitmap> out(bitmaps.size() + 1);
  for (const auto& bitmap : bitmaps) {
    for (std::size_t k = bitmaps.size(); k > 1; --k) out[k] |= out[k - 1] & bitmap;
    out[1] |= bitmap;
  }
  return out;
}

WorkNumber count_works(const Columns& columns, const Bitmap& documents) {
  return count_works(columns, ids_of(documents));
}

WorkNumber count_works(const Columns& columns, const std::vector<DocumentId>& documents) {
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
