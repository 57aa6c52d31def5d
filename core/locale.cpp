#include "veille/locale.h"

#include <unicode/coll.h>
#include <unicode/locdspnm.h>
#include <unicode/numfmt.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <stdexcept>

#include "veille/analysis.h"
#include "veille/utf8.h"

namespace veille {
namespace {

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

/// ICU's formatters are costly to make and not to be shared: one of each for each thread and
/// language.
struct Formatters {
  std::unique_ptr<icu::LocaleDisplayNames> names;
  std::unique_ptr<icu::LocaleDisplayNames> inside;  ///< of a sentence
  std::unique_ptr<icu::NumberFormat> numbers;
  std::unique_ptr<icu::DateFormat> dates;
};

Formatters make_formatters(const std::string& language) {
  const icu::Locale locale(language.c_str());
  UErrorCode status = U_ZERO_ERROR;
  UDisplayContext context[] = {UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU, UDISPCTX_LENGTH_FULL};
  UDisplayContext inside[] = {UDISPCTX_CAPITALIZATION_FOR_MIDDLE_OF_SENTENCE, UDISPCTX_LENGTH_FULL};
  Formatters made;
  made.names.reset(icu::LocaleDisplayNames::createInstance(locale, context, 2));
  made.inside.reset(icu::LocaleDisplayNames::createInstance(locale, inside, 2));
  made.numbers.reset(icu::NumberFormat::createInstance(locale, status));
  made.dates.reset(icu::DateFormat::createDateInstance(icu::DateFormat::kLong, locale));
  if (U_FAILURE(status) || !made.names || !made.inside || !made.numbers || !made.dates) {
    throw std::runtime_error("ICU: no data for language " + language);
  }
  made.dates->adoptTimeZone(icu::TimeZone::getGMT()->clone());
  return made;
}

Formatters& formatters(const std::string& language) {
  thread_local std::map<std::string, Formatters> all;
  auto found = all.find(language);
  if (found == all.end()) found = all.emplace(language, make_formatters(language)).first;
  return found->second;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int to_int(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A quality of RFC 9110 in thousandths; 1000 when there is none, 0 when it is malformed.
int quality(std::string_view parameters) {
  const auto at = parameters.find("q=");
  if (at == std::string_view::npos) return 1000;
  const std::string_view q = trim(parameters.substr(at + 2));
  if (q.empty() || (q[0] != '0' && q[0] != '1')) return 0;
  if (q[0] == '1') return 1000;
  if (q.size() < 2 || q[1] != '.') return 0;
  std::string digits(q.substr(2, 3));
  if (!all_digits(digits)) return 0;
  digits.resize(3, '0');
  return to_int(digits);
}

/// Every country's name in every UI language, and its code, by vocabulary key.
std::map<std::string, std::string> country_codes() {
  std::map<std::string, std::string> out;
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    out[vocabulary_key(*code)] = *code;
    for (const auto& language : ui_languages())
      out[vocabulary_key(country_name(*code, language))] = *code;
  }
  out["eu"] = "EU";
  return out;
}

/// Every language's name in every UI language, and its code, by vocabulary key.
std::map<std::string, std::string> language_codes() {
  std::map<std::string, std::string> out;
  for (const char* const* code = icu::Locale::getISOLanguages(); *code != nullptr; ++code) {
    for (const auto& language : ui_languages())
      out.emplace(vocabulary_key(language_name(*code, language)), *code);
  }
  return out;
}

const icu::Collator& root_collator() {
  static const std::unique_ptr<icu::Collator> collator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(
        icu::Collator::createInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU: no data for collation");
    made->setAttribute(UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED, status);
    return made;
  }();
  return *collator;
}

}  // namespace

const std::vector<std::string>& ui_languages() {
  static const std::vector<std::string> kLanguages = {"en", "fr", "de", "it", "es"};
  return kLanguages;
}

std::string country_name(const std::string& code, const std::string& ui_language) {
  icu::UnicodeString name;
  formatters(ui_language).names->regionDisplayName(code.c_str(), name);
  return name.isEmpty() ? code : utf8(name);
}

std::string country_code(std::string_view name) {
  static const std::map<std::string, std::string> kCodes = country_codes();
  const auto found = kCodes.find(vocabulary_key(name));
  return found == kCodes.end() ? std::string() : found->second;
}

std::string language_name(const std::string& code, const std::string& ui_language) {
  icu::UnicodeString name;
  formatters(ui_language).names->languageDisplayName(code.c_str(), name);
  return name.isEmpty() ? code : utf8(name);
}

std::string language_name_inside(const std::string& code, const std::string& ui_language) {
  icu::UnicodeString name;
  formatters(ui_language).inside->languageDisplayName(code.c_str(), name);
  return name.isEmpty() ? code : utf8(name);
}

std::string language_code(std::string_view name) {
  static const std::map<std::string, std::string> kCodes = language_codes();
  const auto found = kCodes.find(vocabulary_key(name));
  return found == kCodes.end() ? primary_language(name) : found->second;
}

std::string long_date(const std::string& iso_date, const std::string& ui_language) {
  const std::string_view d = iso_date;
  if (d.size() != 10 || d[4] != '-' || d[7] != '-') return iso_date;
  if (!all_digits(d.substr(0, 4)) || !all_digits(d.substr(5, 2)) || !all_digits(d.substr(8, 2)))
    return iso_date;
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Calendar> day(
      icu::Calendar::createInstance(icu::TimeZone::getGMT()->clone(), status));
  if (U_FAILURE(status)) return iso_date;
  day->clear();
  day->set(to_int(d.substr(0, 4)), to_int(d.substr(5, 2)) - 1, to_int(d.substr(8, 2)));
  icu::UnicodeString out;
  formatters(ui_language).dates->format(day->getTime(status), out);
  return U_FAILURE(status) ? iso_date : utf8(out);
}

std::string number(long long value, const std::string& ui_language) {
  icu::UnicodeString out;
  formatters(ui_language).numbers->format(static_cast<int64_t>(value), out);
  return utf8(out);
}

std::string primary_language(std::string_view tag) {
  const auto end = std::min(tag.find_first_of("-_"), tag.size());
  if (end < 2 || end > 3) return {};
  std::string out;
  for (const char c : tag.substr(0, end)) {
    if (!is_ascii_letter(c)) return {};
    out.push_back(lower_ascii(c));
  }
  return out;
}

std::string negotiate_language(std::string_view accept_language,
                               const std::vector<std::string>& offered) {
  std::string best = offered.empty() ? std::string() : offered.front();
  int best_quality = 0;
  for (std::size_t begin = 0; begin < accept_language.size();) {
    const auto end = std::min(accept_language.find(',', begin), accept_language.size());
    const std::string_view part = trim(accept_language.substr(begin, end - begin));
    const auto semicolon = std::min(part.find(';'), part.size());
    const std::string language = primary_language(trim(part.substr(0, semicolon)));
    const int q = quality(part.substr(semicolon));
    if (q > best_quality && std::find(offered.begin(), offered.end(), language) != offered.end()) {
      best = language;
      best_quality = q;
    }
    begin = end + 1;
  }
  return best;
}

std::string collation_key(std::string_view text, std::size_t max_bytes) {
  const auto raw = icu::UnicodeString::fromUTF8(icu::StringPiece(
      text.data(), static_cast<int32_t>(std::min<std::size_t>(text.size(), 1024))));
  std::string key(max_bytes, '\0');
  const int32_t needed = root_collator().getSortKey(raw, reinterpret_cast<uint8_t*>(key.data()),
                                                    static_cast<int32_t>(max_bytes));
  // ICU counts a closing zero byte; a longer key is cut, which keeps its order up to the cut.
  key.resize(std::min(max_bytes, static_cast<std::size_t>(std::max(needed, 1) - 1)));
  return key;
}

}  // namespace veille
