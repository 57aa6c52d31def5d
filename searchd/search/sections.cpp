#include "searchd/search/sections.h"

#include <xapian.h>

#include <algorithm>
#include <bit>
#include <map>

namespace veille::search {
namespace {

std::size_t section_of(const Record& record, std::uint32_t position) {
  const auto next =
      std::upper_bound(record.sections.begin(), record.sections.end(), position,
                       [](std::uint32_t p, const SectionEntry& s) { return p < s.first_position; });
  return next == record.sections.begin()
             ? 0
             : static_cast<std::size_t>(next - record.sections.begin() - 1);
}

struct Found {
  std::uint64_t leaves = 0;
  int weight = 0;
  std::uint32_t first_position = 0;
};

/// A form as typed says more than one that only shares its stem.
constexpr int kExactWeight = 3;

using BySection = std::map<std::size_t, Found>;

/// Gathers the places of one document's matches by section.
class Places {
 public:
  Places(const PartDatabases& databases, DocumentId id, const Record& record)
      : database_(databases.part(databases.part_of(id))),
        id_(id - databases.base(databases.part_of(id))),
        record_(record) {}

  void add(const std::string& form, std::uint64_t leaf, int weight) {
    for (auto position = database_.positionlist_begin(id_, form);
         position != database_.positionlist_end(id_, form); ++position) {
      Found& found = found_[section_of(record_, *position)];
      const bool first = found.leaves == 0;
      found.first_position = first ? *position : std::min(found.first_position, *position);
      found.leaves |= leaf;
      found.weight += weight;
    }
  }

  const BySection& found() const { return found_; }

 private:
  const Xapian::Database& database_;
  const Xapian::docid id_;
  const Record& record_;
  BySection found_;
};

}  // namespace

std::vector<SectionMatch> matching_sections(const PartDatabases& databases, DocumentId id,
                                            const Record& record, const std::vector<Leaf>& leaves) {
  Places places(databases, id, record);
  std::uint64_t bit = 1;
  for (const auto& leaf : leaves) {
    for (const auto& place : leaf.places) {
      for (const auto& form : place.forms) {
        const bool exact =
            std::find(place.exact.begin(), place.exact.end(), form) != place.exact.end();
        places.add(form, bit, exact ? kExactWeight : 1);
      }
      bit = bit == std::uint64_t{1} << 63 ? bit : bit << 1;
    }
  }
  std::vector<SectionMatch> out;
  for (const auto& [section, f] : places.found())
    out.push_back({section, std::popcount(f.leaves), f.weight, f.first_position});
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.leaves != b.leaves ? a.leaves > b.leaves : a.weight > b.weight;
  });
  return out;
}

}  // namespace veille::search
