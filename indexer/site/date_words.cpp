#include "indexer/site/date_words.h"

#include <algorithm>
#include <vector>

#include "veille/analysis.h"

namespace veille::site {
namespace {

/// The names of each month, folded; the first three letters or more of one are an abbreviation
/// where they stand for no other month.
constexpr const char* kMonthNames[12][5] = {
    {"january", "janvier", "januar", "gennaio", "enero"},
    {"february", "fevrier", "februar", "febbraio", "febrero"},
    {"march", "mars", "marz", "marzo", "maerz"},
    {"april", "avril", "april", "aprile", "abril"},
    {"may", "mai", "mai", "maggio", "mayo"},
    {"june", "juin", "juni", "giugno", "junio"},
    {"july", "juillet", "juli", "luglio", "julio"},
    {"august", "aout", "august", "agosto", "agosto"},
    {"september", "septembre", "september", "settembre", "septiembre"},
    {"october", "octobre", "oktober", "ottobre", "octubre"},
    {"november", "novembre", "november", "novembre", "noviembre"},
    {"december", "decembre", "dezember", "dicembre", "diciembre"}};

/// Words that may stand between the parts of a date.
constexpr std::string_view kFillers[] = {"of", "the", "de", "del", "le", "am", "den", "il", "el"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_filler(std::string_view word) {
  return std::find(std::begin(kFillers), std::end(kFillers), word) != std::end(kFillers);
}

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  std::string part;
  for (const char c : std::string(text) + " ") {
    if (c != ' ' && c != '\t' && c != ',') {
      part.push_back(c);
    } else if (!part.empty()) {
      parts.push_back(std::move(part));
      part.clear();
    }
  }
  return parts;
}

/// A number of one to four digits, with what makes it an ordinal ("12.", "1st", "1er", "1º"); -1
/// when `part` is none.
int number_of(const std::string& part, bool& ordinal) {
  std::size_t digits = 0;
  while (digits < part.size() && is_digit(part[digits])) ++digits;
  if (digits == 0 || digits > 4) return -1;
  static constexpr std::string_view kEndings[] = {"", ".", "st", "nd", "rd", "th", "er", "º", "°"};
  const std::string_view ending = std::string_view(part).substr(digits);
  if (std::find(std::begin(kEndings), std::end(kEndings), ending) == std::end(kEndings)) return -1;
  ordinal = !ending.empty();
  return std::stoi(part.substr(0, digits));
}

/// Two digits are of the years 1969 to 2068, as in POSIX and Ruby.
int full_year(const std::string& part, int year) {
  if (part.size() != 2) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

bool is_year(const std::string& part) {
  return (part.size() == 4 || part.size() == 2) && std::all_of(part.begin(), part.end(), is_digit);
}

/// Takes parts of a date one by one.
class WrittenDayReader {
 public:
  /// False when `part` has no place in a date.
  bool take(const std::string& part) {
    if (part.find(':') != std::string::npos && is_digit(part[0])) return seen_ > 0;
    bool ordinal = false;
    const int number = number_of(part, ordinal);
    if (number < 0) return take_word(part);
    ++seen_;
    if (day_.day == 0 && (ordinal || part.size() < 4) && number <= 31) {
      day_.day = number;
    } else if (day_.month > 0 && day_.year == 0 && !ordinal && is_year(part)) {
      day_.year = full_year(part, number);
    } else {
      return false;
    }
    return true;
  }

  bool complete() const { return day_.year > 0 && day_.month > 0 && day_.day > 0; }
  const WrittenDay& day() const { return day_; }

 private:
  bool take_word(const std::string& part) {
    const int month = month_number(part);
    if (month > 0 && day_.month == 0) {
      day_.month = month;
      ++seen_;
      return true;
    }
    if (is_filler(part)) return true;
    // One word before the date is a day of the week.
    const bool weekday = seen_ == 0 && !weekday_;
    weekday_ = true;
    return weekday;
  }

  WrittenDay day_;
  int seen_ = 0;
  bool weekday_ = false;
};

bool is_time(const std::string& part) {
  static constexpr std::string_view kWords[] = {"at", "à", "um", "alle", "a", "uhr", "h"};
  return (is_digit(part[0]) && part.find_first_of(":h") != std::string::npos) ||
         std::find(std::begin(kWords), std::end(kWords), part) != std::end(kWords);
}

}  // namespace

int month_number(std::string_view word) {
  if (!word.empty() && word.back() == '.') word.remove_suffix(1);
  const std::vector<Word> found = words(word);
  if (found.size() != 1) return 0;
  const std::string name = fold(found[0].exact);
  int month = 0;
  for (int i = 0; i < 12; ++i) {
    for (const std::string_view full : kMonthNames[i]) {
      if (name == full) return i + 1;
      // "jui" is June and July in French, "ma" all of March and May: such heads name nothing.
      if (name.size() < 3 || !full.starts_with(name)) continue;
      if (month != 0 && month != i + 1) return 0;
      month = i + 1;
    }
  }
  return month;
}

std::optional<WrittenDay> day_in_words(std::string_view text) {
  WrittenDayReader reader;
  const auto parts = parts_of(text);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (reader.complete()) return is_time(parts[i]) ? std::optional(reader.day()) : std::nullopt;
    if (!reader.take(parts[i]) && !(i > 0 && is_time(parts[i - 1]) && parts[i].size() <= 5))
      return std::nullopt;
  }
  return reader.complete() ? std::optional(reader.day()) : std::nullopt;
}

}  // namespace veille::site
