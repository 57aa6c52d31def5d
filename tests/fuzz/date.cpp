// Dates as people write them: a line, as a date and as a file's name.
#include <chrono>

#include "indexer/site/date.h"
#include "indexer/site/date_words.h"
#include "searchd/search/facet_value.h"
#include "searchd/web/address.h"
#include "tests/fuzz/promise.h"
#include "veille/utc.h"

namespace veille::fuzz {
namespace {

void promise_day(const std::string& day) {
  promise(day.size() == 10 && day[4] == '-' && day[7] == '-', "a date is YYYY-MM-DD", day);
  const std::chrono::year_month_day read(std::chrono::year(std::stoi(day.substr(0, 4))),
                                         std::chrono::month(unsigned(std::stoi(day.substr(5, 2)))),
                                         std::chrono::day(unsigned(std::stoi(day.substr(8, 2)))));
  promise(read.ok(), "a date is a day that there is", day);
  promise(site::parse_date(day) == day, "a date is read as it is written", day);
}

void look_at_day(const std::string& text, bool last) {
  const auto day = search::parse_day(text, last);
  if (!day) return;
  promise(*day >= 101 && *day <= 99'991'231 && *day % 100 >= 1 && *day % 100 <= 31 &&
              *day / 100 % 100 >= 1 && *day / 100 % 100 <= 12,
          "a day has a month and a day", text);
  const std::string shortest = web::short_day(*day, last);
  promise(search::parse_day(shortest, last) == day, "the shortest form means the day", shortest);
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto day = site::parse_date(text)) fuzz::promise_day(*day);
  if (const auto name = site::split_dated_name(text)) {
    fuzz::promise_day(name->date);
    fuzz::promise(text.ends_with(name->rest), "a name goes on behind its date", text);
    fuzz::promise(site::looks_dated(text), "a dated name looks so", text);
  }
  const int month = site::month_number(text);
  fuzz::promise(month >= 0 && month <= 12, "a month is one of twelve", text);
  fuzz::look_at_day(text, false);
  fuzz::look_at_day(text, true);
  const auto seconds = seconds_of(text);
  fuzz::promise(seconds >= 0 || text < "1970", "only old times lie before 1970", text);
  fuzz::promise(seconds == 0 || text.size() == 20, "a time has one form", text);
  return 0;
}
