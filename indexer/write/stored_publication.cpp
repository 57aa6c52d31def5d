#include "indexer/write/stored_publication.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace veille::write {

bool written_before(const StoredPublication& a, const StoredPublication& b) {
  return std::tie(a.publication.work, a.publication.id) <
         std::tie(b.publication.work, b.publication.id);
}

void sort_for_writing(std::vector<StoredPublication>& publications) {
  // Numbers are sorted, and each publication is moved once: it is large, and there may be many.
  std::vector<std::size_t> order(publications.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return written_before(publications[a], publications[b]);
  });
  std::vector<StoredPublication> sorted;
  sorted.reserve(publications.size());
  for (const std::size_t i : order) sorted.push_back(std::move(publications[i]));
  publications = std::move(sorted);
}

}  // namespace veille::write
