// Dates in words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace veille::site {

/// The number of a month by its name or abbreviation in English, French, German, Italian or
/// Spanish, in any case, with or without accents and full stop; 0 when it is none.
int month_number(std::string_view word);

struct WrittenDay {
  int year = 0;
  int month = 0;
  int day = 0;
};

/// The day that `text` names with its month in words: "March 12, 2014", "12. März 2014",
/// "Tue, 04 Mar 2014 10:00:00 +0000", "Tue Mar  4 10:00:00 2014". Only a time may stand beside it.
/// Nothing when it is none of that kind; whether there is such a day is not checked.
std::optional<WrittenDay> day_in_words(std::string_view text);

}  // namespace veille::site
