#include "searchd/search/receipt.h"

#include <algorithm>
#include <map>
#include <vector>

#include "searchd/search/matching.h"
#include "searchd/search/rank.h"
#include "searchd/search/xapian_call.h"
#include "veille/sha256.h"

namespace veille::search {
namespace {

std::string hash_of(const std::vector<std::string>& packed_ids) {
  Sha256 hash;
  for (const auto& id : packed_ids) hash.add(unpack_id(id) + "\n");
  return hex(hash.digest());
}

/// The ids that hits have, of documents in any order, in that order.
std::vector<std::string> ids_of_hits(const PartDatabases& databases, bool by_work,
                                     const std::vector<DocumentId>& documents) {
  auto ascending = documents;
  std::sort(ascending.begin(), ascending.end());
  std::map<DocumentId, std::string> known;
  databases.values_of(ascending, by_work ? kWorkSlot : kIdSlot,
                      [&](DocumentId id, const std::string& value) { known[id] = value; });
  std::vector<std::string> out;
  for (const DocumentId id : documents) out.push_back(known[id]);
  return out;
}

std::vector<std::string> sorted_ids(const PartDatabases& databases, bool by_work,
                                    const std::vector<DocumentId>& documents) {
  std::vector<std::string> out;
  databases.values_of(documents, by_work ? kWorkSlot : kIdSlot,
                      [&](DocumentId, const std::string& value) { out.push_back(value); });
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

Receipt make_receipt(const OpenSnapshot& snapshot, const SearchRequest& request) {
  const auto databases = snapshot.database();
  return xapian_call([&] {
    const auto matching = find_matching(snapshot, *databases, request);
    SearchRequest first = request;
    first.page = 1;
    first.per_page = kReceiptRanks;
    Receipt out;
    out.works = count_works(snapshot.columns(), matching->ids());
    out.publications = static_cast<std::uint32_t>(matching->ids().size());
    out.ids_sha256 = hash_of(sorted_ids(*databases, request.by_work, matching->ids()));
    out.first_sha256 = hash_of(
        ids_of_hits(*databases, request.by_work, rank(snapshot, *databases, *matching, first)));
    return out;
  });
}

}  // namespace veille::search
