#include "veille/analysis.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <xapian.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "core/letters.h"

namespace veille {
namespace {

/// Made once for all threads.
const icu::Normalizer2& nfkd_instance() {
  static const icu::Normalizer2& kInstance = []() -> const icu::Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const auto* instance = icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU: no data for NFKD");
    return *instance;
  }();
  return kInstance;
}

/// The letters that NFKD leaves alone and that readers type as two ASCII letters, or as one.
const char* spelt_out(UChar32 c) {
  switch (c) {
    case 0xDF:
      return "ss";
    case 0xE6:
      return "ae";
    case 0x153:
      return "oe";
    case 0xF8:
      return "o";
    case 0xF0:
      return "d";
    case 0xFE:
      return "th";
    case 0x111:
      return "d";
    case 0x131:
      return "i";
    case 0x142:
      return "l";
    default:
      return nullptr;
  }
}

const std::map<std::string, const char*>& stemmer_names() {
  static const std::map<std::string, const char*> kNames = {
      {"da", "danish"},   {"de", "german"},    {"en", "english"},   {"es", "spanish"},
      {"fi", "finnish"},  {"fr", "french"},    {"hu", "hungarian"}, {"it", "italian"},
      {"nl", "dutch"},    {"no", "norwegian"}, {"nb", "norwegian"}, {"pt", "portuguese"},
      {"ro", "romanian"}, {"ru", "russian"},   {"sv", "swedish"},   {"ca", "catalan"},
      {"tr", "turkish"}};
  return kNames;
}

/// A stemmer keeps state while it works: one for each thread and language.
std::string stem(const std::string& word, const std::string& language) {
  thread_local std::map<std::string, Xapian::Stem> stemmers;
  auto found = stemmers.find(language);
  if (found == stemmers.end()) {
    const auto name = stemmer_names().find(language);
    if (name == stemmer_names().end()) return word;
    found = stemmers.emplace(language, Xapian::Stem(name->second)).first;
  }
  return found->second(word);
}

bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

}  // namespace

std::string fold(std::string_view exact) {
  if (is_ascii(exact)) return std::string(exact);
  UErrorCode status = U_ZERO_ERROR;
  const auto raw = icu::UnicodeString::fromUTF8(
      icu::StringPiece(exact.data(), static_cast<int32_t>(exact.size())));
  const icu::UnicodeString parted = nfkd_instance().normalize(raw, status);
  icu::UnicodeString kept;
  for (int32_t i = 0; i < parted.length(); i = parted.moveIndex32(i, 1)) {
    const UChar32 c = parted.char32At(i);
    if (const char* spelt = spelt_out(c)) {
      kept.append(icu::UnicodeString(spelt));
    } else if (u_charType(c) != U_NON_SPACING_MARK) {
      kept.append(c);
    }
  }
  return lower_nfc(kept);
}

std::vector<std::string> stems(const std::string& exact, const std::string& language) {
  if (has_digit(exact)) return {exact};
  std::vector<std::string> out = {stem(exact, language)};
  if (!is_ascii(exact)) {
    std::string folded = stem(fold(exact), language);
    if (folded != out.front()) out.push_back(std::move(folded));
  }
  return out;
}

bool has_digit(std::string_view exact) {
  return std::any_of(exact.begin(), exact.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string vocabulary_key(std::string_view name) {
  const std::string folded = fold(lower_nfc(icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<int32_t>(name.size())))));
  const auto raw = icu::UnicodeString::fromUTF8(folded);
  icu::UnicodeString kept;
  bool space = false;
  for (int32_t i = 0; i < raw.length(); i = raw.moveIndex32(i, 1)) {
    const UChar32 c = raw.char32At(i);
    if (is_invisible(c)) continue;
    if (u_isUWhiteSpace(c) || u_iscntrl(c)) {
      space = !kept.isEmpty();
      continue;
    }
    if (space) kept.append(u' ');
    space = false;
    kept.append(is_apostrophe(c) ? UChar32{'\''} : c);
  }
  std::string out;
  kept.toUTF8String(out);
  out.resize(cut_utf8(out, 150).size());
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace veille
