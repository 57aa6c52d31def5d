// Names, dates and orders in a reader's language; everything comes from ICU.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace veille {

/// The languages that the page speaks, the default first.
const std::vector<std::string>& ui_languages();

/// The name of an ISO 3166-1 country in a UI language ("CA", "de" -> "Kanada"); the code itself
/// when unknown.
std::string country_name(const std::string& code, const std::string& ui_language);

/// The ISO 3166-1 code that `name` is ("ca", "EU") or that it names in a UI language ("Kanada"),
/// without regard to case and accents; empty when it is none.
std::string country_code(std::string_view name);

/// The name of a language in a UI language, as it begins a line ("en", "fr" -> "Anglais"); the code
/// when unknown.
std::string language_name(const std::string& code, const std::string& ui_language);

/// The same as it stands inside a sentence ("en", "fr" -> "anglais").
std::string language_name_inside(const std::string& code, const std::string& ui_language);

/// The code of the language that `name` names in a UI language ("Anglais", "german"), or that is
/// its tag ("en", "en-AU"); empty when it is neither.
std::string language_code(std::string_view name);

/// A date in words ("2019-07-10", "fr" -> "10 juillet 2019"); `iso_date` itself when it is not
/// YYYY-MM-DD.
std::string long_date(const std::string& iso_date, const std::string& ui_language);

/// A whole number with its language's separators ("1 234", "1,234").
std::string number(long long value, const std::string& ui_language);

/// The primary subtag of a language tag, in lower case ("en-AU", "en_AU" -> "en"); empty when `tag`
/// is no language tag ("", "x", "français").
std::string primary_language(std::string_view tag);

/// The best of `offered` for an Accept-Language header, by quality and then by its order; the first
/// of `offered` when nothing fits. Malformed parts are ignored. Source: RFC 9110, 12.5.4.
std::string negotiate_language(std::string_view accept_language,
                               const std::vector<std::string>& offered);

/// Bytes that sort as readers expect (case and accents last), at most `max_bytes` of them.
std::string collation_key(std::string_view text, std::size_t max_bytes);

}  // namespace veille
