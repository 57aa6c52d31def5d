#include "searchd/search/sections.h"
#include "searchd/search/time_budget.h"

#include <xapian.h>

#include <algorithm>
#include <bit>

namespace veille::search {
namespace {

/// The forms at one position.
struct Occurrence {
  std::uint32_t position = 0;
  Mark mark;
};

using Forms = std::vector<std::pair<std::string, Mark>>;

/// With more forms than this it is quicker to see first which of them the document has; with one
/// more for each so many words of the document, whose list is then longer to read.
constexpr std::size_t kManyForms = 12;
constexpr std::size_t kWordsAsOneForm = 250;

/// Leaves the forms that the document has, of a sorted list.
void keep_those_of(const PartDatabases::Place& at, Forms& forms) {
  auto term = at.database.termlist_begin(at.id);
  const auto end = at.database.termlist_end(at.id);
  Forms kept;
  for (auto& form : forms) {
    if (term != end) term.skip_to(form.first);
    if (term == end) break;
    if (*term == form.first) kept.push_back(std::move(form));
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
      leaves |= o->mark.leaves;
      weight += weight_of(o->mark);
    }
    const int score = cluster_score(leaves, weight);
    if (score <= best_score) continue;
    best_score = score;
    best = from->position;
  }
  return best;
}

/// Every occurrence of the forms of these leaves, by position; one for each position.
std::vector<Occurrence> occurrences(const PartDatabases::Place& at, std::uint32_t word_count,
                                    const MarkedForms& marked, std::uint64_t leaves) {
  Forms forms;
  for (const auto& form : marked.all()) {
    if ((form.second.leaves & leaves) != 0) forms.push_back(form);
  }
  if (forms.size() > kManyForms + word_count / kWordsAsOneForm) keep_those_of(at, forms);
  std::vector<Occurrence> all;
  for (const auto& [form, mark] : forms) {
    check_time();
    const auto end = at.database.positionlist_end(at.id, form);
    for (auto position = at.database.positionlist_begin(at.id, form); position != end; ++position)
      all.push_back({*position, mark});
  }
  std::sort(all.begin(), all.end(),
            [](const Occurrence& a, const Occurrence& b) { return a.position < b.position; });
  std::size_t kept = 0;
  for (const auto& o : all) {
    if (kept > 0 && all[kept - 1].position == o.position) {
      all[kept - 1].mark.leaves |= o.mark.leaves;
      all[kept - 1].mark.exact = all[kept - 1].mark.exact || o.mark.exact;
    } else {
      all[kept++] = o;
    }
  }
  all.resize(kept);
  return all;
}

}  // namespace

std::vector<std::string> forms_of(const PartDatabases::Place& at, const MarkedForms& marked) {
  Forms forms = marked.all();
  keep_those_of(at, forms);
  std::vector<std::string> out;
  for (auto& form : forms) out.push_back(std::move(form.first));
  return out;
}

std::size_t section_of(const Record& record, std::uint32_t position) {
  const auto next =
      std::upper_bound(record.sections.begin(), record.sections.end(), position,
                       [](std::uint32_t p, const SectionEntry& s) { return p < s.first_position; });
  return next == record.sections.begin()
             ? 0
             : static_cast<std::size_t>(next - record.sections.begin() - 1);
}

std::vector<SectionMatch> matching_sections(const PartDatabases& databases, DocumentId id,
                                            const Record& record, const MarkedForms& forms,
                                            std::uint64_t leaves) {
  const auto all = occurrences(databases.place(id), record.word_count, forms, leaves);
  std::vector<SectionMatch> out;
  for (std::size_t i = 0; i < all.size();) {
    const std::size_t section = section_of(record, all[i].position);
    const bool is_last = section + 1 >= record.sections.size();
    const std::uint32_t next = is_last ? ~0U : record.sections[section + 1].first_position;
    std::uint64_t bits = 0;
    int weight = 0;
    const std::size_t first = i;
    for (; i < all.size() && all[i].position < next; ++i) {
      bits |= all[i].mark.leaves;
      weight += weight_of(all[i].mark);
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
