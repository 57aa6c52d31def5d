// A search to be cited, or held against what it found earlier.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "searchd/search/receipt.h"
#include "searchd/search/request.h"
#include "searchd/web/pages/frame.h"

namespace veille::web {

/// A search as it is cited today.
struct Citation {
  search::SearchRequest request;
  search::Receipt receipt;
  std::string understood;
  std::string text;
  std::string bibtex;
  std::string verify;  ///< parameters that say later whether it still finds the same, with a "?"
};

/// What a receipt says of an earlier day, and how that compares with now.
struct Verified {
  std::string result;  ///< "same", "other_order" or "changed"
  search::Receipt then;
  std::string then_snapshot;  ///< may be empty
};

std::string cite_page(const PageContext& context, const Citation& citation,
                      const std::optional<Verified>& verified);

}  // namespace veille::web
