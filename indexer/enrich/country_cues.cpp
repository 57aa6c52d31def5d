#include "indexer/enrich/country_cues.h"

#include <algorithm>
#include <array>

#include "indexer/enrich/one_of.h"
#include "veille/analysis.h"

namespace veille::enrich {
namespace {

constexpr std::array<std::string_view, 13> kOwnVoice = {
    "we",    "our",    "ours",    "nous", "notre",  "nos",   "wir",
    "unser", "unsere", "unseren", "noi",  "nostro", "nostra"};

/// Beginnings of words, so that one entry serves all endings.
constexpr std::array<std::string_view, 17> kComparing = {
    "compar",   "benchmark",  "vergleich", "confront",    "agreement",  "memorand",
    "abkommen", "vereinbar",  "cooperat",  "collaborat",  "kooperat",   "coopér",
    "collabor", "trilateral", "bilateral", "zusammenarb", "partenariat"};

/// Likeness alone is said of a form or a page; said of things abroad it compares.
constexpr std::array<std::string_view, 6> kLikeness = {"similar", "simila",  "ähnlich",
                                                       "analog",  "homolog", "counterpart"};

constexpr std::array<std::string_view, 20> kAbroad = {
    "abroad",         "overseas",        "international", "internationally", "internationale",
    "internationaux", "internationales", "étranger",      "étrangers",       "étrangères",
    "ailleurs",       "elsewhere",       "countries",     "ausland",         "länder",
    "ländern",        "weltweit",        "estero",        "internazionale",  "paesi"};

template <std::size_t N>
bool begins_like_one_of(std::string_view word, const std::array<std::string_view, N>& stems) {
  return std::any_of(stems.begin(), stems.end(),
                     [&](std::string_view stem) { return word.starts_with(stem); });
}

}  // namespace

bool is_own_voice(std::string_view exact) { return is_one_of(exact, kOwnVoice); }

bool is_comparison(std::string_view exact) {
  return exact == "mou" || begins_like_one_of(exact, kComparing);
}

bool is_likeness(std::string_view exact) { return begins_like_one_of(exact, kLikeness); }

bool looks_abroad(std::string_view text) {
  // "pays" alone is also an English verb.
  static constexpr std::array<std::string_view, 4> kBeforePays = {"autres", "des", "les", "quels"};
  const auto all = words(text);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (is_one_of(all[i].exact, kAbroad)) return true;
    if (i > 0 && all[i].exact == "pays" && is_one_of(all[i - 1].exact, kBeforePays)) return true;
  }
  return false;
}

}  // namespace veille::enrich
