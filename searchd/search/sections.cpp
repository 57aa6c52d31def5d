#include "searchd/search/sections.h"

#include <xapian.h>

#include <algorithm>
#include <bit>

namespace veille::search {
namespace {

/// A form as typed says more than one that only shares its stem.
constexpr int kExactWeight = 3;
constexpr int kMostWeight = 99;

int weight_of(const Occurrence& o) { return o.exact ? kExactWeight : 1; }

/// A form with what it stands for.
struct Form {
  std::string text;
  std::uint64_t leaf = 0;
  bool exact = false;
};

void add_forms(const Expansion& place, std::uint64_t bit, std::vector<Form>& out) {
  for (const auto& form : place.forms) {
    const bool exact = std::find(place.exact.begin(), place.exact.end(), form) != place.exact.end();
    out.push_back({form, bit, exact});
  }
  for (const auto& part : place.parts) {
    for (const auto& form : part.forms) out.push_back({form, bit, false});
  }
}

/// Of the leaves that the document has, sorted by text.
std::vector<Form> forms_of(const std::vector<Leaf>& leaves, DocumentId id) {
  std::vector<Form> out;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (!leaves[i].documents.contains(id)) continue;
    const std::uint64_t bit = std::uint64_t{1} << std::min<std::size_t>(i, 63);
    for (const auto& place : leaves[i].places) add_forms(place, bit, out);
  }
  std::sort(out.begin(), out.end(), [](const Form& a, const Form& b) { return a.text < b.text; });
  return out;
}

/// With more forms than this it is quicker to see first which of them the document has.
constexpr std::size_t kManyForms = 40;

/// Leaves the forms that the document has.
void keep_those_of(const Xapian::Database& database, Xapian::docid id, std::vector<Form>& forms) {
  auto term = database.termlist_begin(id);
  const auto end = database.termlist_end(id);
  std::vector<Form> kept;
  for (auto& form : forms) {
    if (term != end) term.skip_to(form.text);
    if (term == end) break;
    if (*term == form.text) kept.push_back(std::move(form));
  }
  forms = std::move(kept);
}

/// The cluster of a section's occurrences [first, last) that says most.
std::uint32_t best_cluster(const Occurrence* first, const Occurrence* last) {
  std::uint32_t best = first->position;
  int best_score = -1;
  for (const Occurrence* from = first; from != last; ++from) {
    std::uint64_t leaves = 0;
    int weight = 0;
    for (const Occurrence* o = from; o != last && o->position - from->position < kSnippetWords;
         ++o) {
      leaves |= o->leaves;
      weight += weight_of(*o);
    }
    const int score = std::popcount(leaves) * (kMostWeight + 1) + std::min(weight, kMostWeight);
    if (score <= best_score) continue;
    best_score = score;
    best = from->position;
  }
  return best;
}

}  // namespace

std::size_t section_of(const Record& record, std::uint32_t position) {
  const auto next =
      std::upper_bound(record.sections.begin(), record.sections.end(), position,
                       [](std::uint32_t p, const SectionEntry& s) { return p < s.first_position; });
  return next == record.sections.begin()
             ? 0
             : static_cast<std::size_t>(next - record.sections.begin() - 1);
}

std::vector<Occurrence> occurrences(const PartDatabases& databases, DocumentId id,
                                    const std::vector<Leaf>& leaves) {
  const std::size_t part = databases.part_of(id);
  const Xapian::Database& database = databases.part(part);
  const Xapian::docid document = id - databases.base(part);
  auto forms = forms_of(leaves, id);
  if (forms.size() > kManyForms) keep_those_of(database, document, forms);
  std::vector<Occurrence> all;
  for (const auto& form : forms) {
    const auto end = database.positionlist_end(document, form.text);
    for (auto at = database.positionlist_begin(document, form.text); at != end; ++at)
      all.push_back({*at, form.leaf, form.exact});
  }
  std::sort(all.begin(), all.end(),
            [](const Occurrence& a, const Occurrence& b) { return a.position < b.position; });
  std::size_t kept = 0;
  for (const auto& o : all) {
    if (kept > 0 && all[kept - 1].position == o.position) {
      all[kept - 1].leaves |= o.leaves;
      all[kept - 1].exact = all[kept - 1].exact || o.exact;
    } else {
      all[kept++] = o;
    }
  }
  all.resize(kept);
  return all;
}

std::vector<SectionMatch> matching_sections(const PartDatabases& databases, DocumentId id,
                                            const Record& record, const std::vector<Leaf>& leaves) {
  const auto all = occurrences(databases, id, leaves);
  std::vector<SectionMatch> out;
  for (std::size_t i = 0; i < all.size();) {
    const std::size_t section = section_of(record, all[i].position);
    const bool is_last = section + 1 >= record.sections.size();
    const std::uint32_t next = is_last ? ~0U : record.sections[section + 1].first_position;
    std::uint64_t bits = 0;
    int weight = 0;
    const std::size_t first = i;
    for (; i < all.size() && all[i].position < next; ++i) {
      bits |= all[i].leaves;
      weight += weight_of(all[i]);
    }
    out.push_back(
        {section, std::popcount(bits), weight, best_cluster(all.data() + first, all.data() + i)});
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.leaves != b.leaves ? a.leaves > b.leaves : a.weight > b.weight;
  });
  return out;
}

}  // namespace veille::search
