#include "indexer/write/part_plan.h"

#include <algorithm>
#include <set>

namespace veille::write {
namespace {

/// A changed document costs as much as several written ones, and leaves its text and a gap behind.
constexpr std::size_t kChangesForAnew = 10;  // one in so many

std::vector<std::span<const StoredPublication>> spread(const SnapshotContent& content, int parts) {
  std::vector<std::span<const StoredPublication>> out(static_cast<std::size_t>(parts));
  const std::span all(content.publications);
  std::size_t begin = 0;
  for (int part = 0; part < parts; ++part) {
    std::size_t end = begin;
    while (end < all.size() && part_of(all[end].publication.work, parts) == part) ++end;
    out[static_cast<std::size_t>(part)] = all.subspan(begin, end - begin);
    begin = end;
  }
  return out;
}

/// Sorts what differs into the parts where it lies.
void add_differences(const SnapshotContent& content, const PreviousSnapshot& previous, int parts,
                     std::vector<PartPlan>& plans) {
  const Difference differs = difference(previous.identities, content.identities);
  std::set<std::string> works;
  for (const auto& work : differs.works) works.insert(unpacked(work));
  for (const auto& identity : previous.identities) {
    const std::string work = unpacked(identity.work);
    if (!works.contains(work)) continue;
    plans[static_cast<std::size_t>(part_of(work, parts))].removed.push_back(unpacked(identity.id));
  }
  for (const auto& work : works) {
    auto& plan = plans[static_cast<std::size_t>(part_of(work, parts))];
    auto found = std::lower_bound(
        plan.publications.begin(), plan.publications.end(), work,
        [](const auto& stored, const auto& w) { return stored.publication.work < w; });
    for (; found != plan.publications.end() && found->publication.work == work; ++found)
      plan.added.push_back(&*found);
  }
}

PartPlan::How how(const PartPlan& plan, std::size_t documents_before) {
  const std::size_t changes = plan.removed.size() + plan.added.size();
  if (changes == 0) return PartPlan::How::link;
  if (plan.publications.empty() || documents_before == 0) return PartPlan::How::write;
  return changes * kChangesForAnew > plan.publications.size() ? PartPlan::How::write
                                                              : PartPlan::How::change;
}

}  // namespace

int parts_for(const SnapshotContent& content, const PreviousSnapshot* previous) {
  const std::size_t publications = content.publications.size();
  const std::size_t most = content.part_publications;
  int parts = 1;
  while (parts < kMaxParts && publications / static_cast<std::size_t>(parts) > most) parts *= 2;
  if (previous == nullptr) return parts;
  const auto each = publications / static_cast<std::size_t>(previous->manifest.parts);
  const bool crowded = each > 2 * most && previous->manifest.parts < kMaxParts;
  const bool nearly_empty = each < most / 4 && previous->manifest.parts > 1;
  return crowded || nearly_empty ? parts : previous->manifest.parts;
}

std::vector<PartPlan> plan_parts(const SnapshotContent& content, const PreviousSnapshot* previous,
                                 int parts) {
  std::vector<PartPlan> out;
  for (const auto& publications : spread(content, parts))
    out.push_back({PartPlan::How::write, publications, {}, {}});
  if (previous == nullptr || previous->manifest.parts != parts) return out;
  add_differences(content, *previous, parts, out);
  std::vector<std::size_t> before(out.size(), 0);
  for (const auto& identity : previous->identities)
    ++before[static_cast<std::size_t>(part_of(unpacked(identity.work), parts))];
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].how = how(out[i], before[i]);
    if (content.write_changed_anew && out[i].how == PartPlan::How::change)
      out[i].how = PartPlan::How::write;
  }
  return out;
}

}  // namespace veille::write
