// What a search found, as figures that can be held against a later search.
#pragma once

#include <cstdint>
#include <string>

#include "searchd/search/open_snapshot.h"
#include "searchd/search/request.h"

namespace veille::search {

/// How many of the first hits a receipt keeps the order of.
inline constexpr std::size_t kReceiptRanks = 100;

/// Hashes are SHA-256 in hex digits, of the ids of all hits (works, or publications where these are
/// not joined), each of 16 hex digits and a line feed.
struct Receipt {
  std::uint32_t works = 0;
  std::uint32_t publications = 0;
  std::string ids_sha256;    ///< of all, sorted
  std::string first_sha256;  ///< of the first kReceiptRanks, in the order of the request

  bool operator==(const Receipt&) const = default;
};

/// The page that the request asks for does not matter.
/// Throws: std::runtime_error, when the snapshot cannot be read.
Receipt make_receipt(const OpenSnapshot& snapshot, const SearchRequest& request);

}  // namespace veille::search
