// The days that matter to a text: its date, and those on which it appears and expires.
#pragma once

#include <string>
#include <vector>

#include "indexer/site/fields.h"
#include "veille/result.h"

namespace veille::site {

struct PostDates {
  std::string date;        ///< YYYY-MM-DD; empty when unknown
  std::string appears_on;  ///< from this day on it is public; empty: always
  std::string expires_on;  ///< on this day it is past; empty: never
};

/// Reads the source's `date_keys` in their order, `publishDate` and `expiryDate`. What cannot be
/// read is reported (date_unreadable, with its line), and the next source of a date is used.
PostDates post_dates(const Source& source, const SourceFile& file, const Fields& fields,
                     std::vector<Error>& problems);

}  // namespace veille::site
