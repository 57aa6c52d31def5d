#include "searchd/search/marked_forms.h"

#include <algorithm>
#include <bit>

#include "searchd/search/lists.h"

namespace veille::search {

std::uint64_t leaf_bit(std::size_t leaf) {
  return std::uint64_t{1} << std::min<std::size_t>(leaf, 63);
}

std::uint64_t leaves_of(const std::vector<Leaf>& leaves, DocumentId id) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (leaves[i].documents.contains(id)) out |= leaf_bit(i);
  }
  return out;
}

MarkedForms::MarkedForms(const std::vector<Leaf>& leaves) {
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    for (const auto& place : leaves[i].places) {
      for (const auto& form : place.forms)
        forms_.push_back({form, {leaf_bit(i), contains(place.exact, form)}});
      for (const auto& part : place.parts) {
        for (const auto& form : part.forms) forms_.push_back({form, {leaf_bit(i), false}});
      }
    }
  }
  std::sort(forms_.begin(), forms_.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& form : forms_) traits_.set(trait(form.first));
}

std::size_t MarkedForms::trait(const std::string& word) {
  if (word.empty()) return 0;
  const auto first = static_cast<unsigned char>(word.front());
  const auto last = static_cast<unsigned char>(word.back());
  return (word.size() + first * std::size_t{37} + last * std::size_t{101}) % 1024;
}

Mark MarkedForms::mark(const std::string& word) const {
  Mark out;
  if (!traits_.test(trait(word))) return out;
  auto found = std::lower_bound(forms_.begin(), forms_.end(), word,
                                [](const auto& f, const std::string& w) { return f.first < w; });
  for (; found != forms_.end() && found->first == word; ++found) {
    out.leaves |= found->second.leaves;
    out.exact = out.exact || found->second.exact;
  }
  return out;
}

int cluster_score(std::uint64_t leaves, int weight) {
  constexpr int kMostWeight = 99;
  return std::popcount(leaves) * (kMostWeight + 1) + std::min(weight, kMostWeight);
}

int weight_of(const Mark& mark) {
  constexpr int kExactWeight = 3;
  if (mark.leaves == 0) return 0;
  return mark.exact ? kExactWeight : 1;
}

}  // namespace veille::search
