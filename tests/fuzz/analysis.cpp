// Any text -> words, forms, stems, keys, names.
#include <algorithm>

#include "tests/fuzz/promise.h"
#include "veille/analysis.h"
#include "veille/locale.h"
#include "veille/nearest.h"
#include "veille/schema.h"

namespace veille::fuzz {
namespace {

constexpr const char* kLanguages[] = {"en", "fr", "de", "it", "es", "ar", "ru", "tr", "xx", ""};

/// A word is indexed under its exact form and its stems; a query for that form finds it.
void look_at_word(const Word& word, const std::string& language) {
  promise(!word.exact.empty() && word.exact.size() <= kMaxWordBytes, "a word has a bound",
          word.exact);
  promise_utf8(word.exact, "words are UTF-8");
  promise(is_exact_form(word.exact), "a word is no prefix of a term", word.exact);
  const auto forms = stems(word.exact, language);
  promise(forms.size() == 1 || forms.size() == 2, "a word has one or two stems", word.exact);
  for (const auto& stem : forms) {
    promise_utf8(stem, "stems are UTF-8");
    promise(stem_term(language, stem).size() <= 245, "a stem fits in a term", stem);
  }
  const std::string folded = fold(word.exact);
  promise_utf8(folded, "folded words are UTF-8");
  promise(fold(folded) == folded, "what is folded is folded", word.exact);
}

void look_at_words(std::string_view text, const std::string& language) {
  std::size_t at = 0;
  for (const auto& word : words(text)) {
    promise(at <= word.begin && word.begin < word.end && word.end <= text.size(),
            "words stand in the text in their order", word.exact);
    at = word.end;
    look_at_word(word, language);
  }
}

void look_at_text(std::string_view text) {
  const std::string normal = nfc(text);
  promise_utf8(normal, "NFC is UTF-8");
  promise(nfc(normal) == normal, "NFC is NFC", text);
  promise_utf8(lower_case(text), "lower case is UTF-8");
  const std::string shown = printable(text);
  promise_utf8(shown, "what can be printed is UTF-8");
  promise(printable(shown) == shown, "what can be printed can be printed", text);
  promise(std::none_of(shown.begin(), shown.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }),
          "what can be printed has no control characters", shown);
  for (const std::size_t bytes : {0U, 1U, 2U, 3U, 7U, 64U}) {
    const auto cut = cut_utf8(text, bytes);
    promise(cut.size() <= bytes && text.starts_with(cut), "a cut text is its beginning", text);
    promise(!is_utf8(text) || is_utf8(cut), "a cut text is UTF-8", text);
  }
  const std::string key = vocabulary_key(text);
  promise_utf8(key, "keys are UTF-8");
  promise(key.size() <= 150, "a key has a bound", key);
  promise(vocabulary_key(key) == key, "a key's key is itself", key);
  promise(facet_term(Facet::author, key).size() <= 245, "a key fits in a term", key);
}

void look_at_names(const std::string& text) {
  const std::string country = country_code(text);
  promise(country.empty() || (country.size() == 2 && country[0] >= 'A' && country[1] >= 'A'),
          "a country's code has two capitals", country);
  const std::string language = language_code(text);
  promise(language.size() <= 3, "a language's code has two letters or three", language);
  const std::string primary = primary_language(text);
  promise(primary.empty() || primary.size() == 2 || primary.size() == 3, "so has a tag's", primary);
  const auto& offered = ui_languages();
  promise(
      std::find(offered.begin(), offered.end(), negotiate_language(text, offered)) != offered.end(),
      "what is negotiated was offered", text);
  promise_utf8(long_date(text, "fr"), "a date is told in UTF-8");
  promise(collation_key(text, kTitleKeyBytes).size() <= kTitleKeyBytes, "a key has a bound", text);
  const std::string near = nearest(text.substr(0, 64), {"country", "language", "per_page"});
  promise(near.empty() || near == "country" || near == "language" || near == "per_page",
          "what was meant is known", near);
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  fuzz::Input input(data, size);
  const std::string language = fuzz::kLanguages[input.choose(std::size(fuzz::kLanguages))];
  const std::string text = input.rest();
  fuzz::look_at_text(text);
  fuzz::look_at_words(text, language);
  if (is_utf8(text)) fuzz::look_at_names(text);
  return 0;
}
