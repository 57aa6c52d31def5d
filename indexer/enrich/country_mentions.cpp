#include "indexer/enrich/country_mentions.h"

#include <algorithm>
#include <array>
#include <span>

#include "indexer/enrich/country_cues.h"
#include "indexer/enrich/country_false_friends.h"
#include "indexer/enrich/one_of.h"
#include "indexer/enrich/sentence.h"
#include "veille/analysis.h"

namespace veille::enrich {
namespace {

/// A line of a text and its words.
struct Line {
  std::string_view text;
  std::span<const Word> words;  ///< their places are bytes of the whole text
  std::size_t begin = 0;        ///< where the line begins in the whole text
};

std::string_view without_possessive(std::string_view word) {
  if (word.ends_with("'s")) word.remove_suffix(2);
  return word;
}

bool has_lower_case(std::string_view shown) {
  return std::any_of(shown.begin(), shown.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Reads one text; made for each call.
class Reader {
 public:
  Reader(const NameTable& names, const Reading& reading, std::string_view text,
         std::span<const Word> all)
      : names_(names), reading_(reading), text_(text), words_(all) {}

  /// The mentions among words [first, last), which are one line.
  std::vector<Mention> read_line(std::size_t first, std::size_t last);

 private:
  const Name* name_at(std::size_t i, std::size_t last) const;
  bool fits(const Name& name, std::size_t i, std::size_t last) const;
  bool is_shouted(std::size_t i) const;
  bool is_affiliation(const Candidate& candidate, std::size_t first) const;
  bool is_in_organisation(const Candidate& candidate, std::size_t first) const;
  bool is_origin(const Candidate& candidate, std::size_t first) const;
  bool is_in_brackets(const Candidate& candidate) const;
  bool is_ending(const Candidate& candidate, std::size_t last) const;
  bool opens_sentence(std::size_t i, std::size_t first) const;
  bool follows_language(std::size_t i) const;

  const NameTable& names_;
  const Reading& reading_;
  std::string_view text_;
  std::span<const Word> words_;
  std::size_t language_end_ =
      0;  ///< the word behind the last name of a language; 0 when there was none
};

/// "US" among words all in capitals ("CONTACT US") is no name.
bool Reader::is_shouted(std::size_t i) const {
  if (i == 0 || words_[i].end - words_[i].begin != 2 || words_[i].exact != "us") return false;
  const Word& before = words_[i - 1];
  return before.end - before.begin > 2 && are_adjacent(text_, words_, i - 1) &&
         !has_lower_case(text_.substr(before.begin, before.end - before.begin));
}

bool Reader::fits(const Name& name, std::size_t i, std::size_t last) const {
  if ((name.languages & reading_.languages) == 0 || i + name.rest.size() >= last) return false;
  for (std::size_t k = 0; k < name.rest.size(); ++k) {
    const std::string_view word = words_[i + k + 1].exact;
    if (word != name.rest[k] && without_possessive(word) != name.rest[k]) return false;
    // "in the US, Canada" must not read as one name.
    if (text_.substr(words_[i + k].end, words_[i + k + 1].begin - words_[i + k].end).size() > 3)
      return false;
  }
  if (name.kind == NameKind::nothing || name.capital == kNone) return true;
  const Word& telling = words_[i + name.capital];
  const auto shown = text_.substr(telling.begin, telling.end - telling.begin);
  if (name.acronym) return !has_lower_case(shown.substr(0, shown.find('\''))) && !is_shouted(i);
  const bool english_only = name.languages == language_bit("en");
  return (name.kind == NameKind::adjective && !english_only) || is_capital(text_, telling);
}

const Name* Reader::name_at(std::size_t i, std::size_t last) const {
  const std::string_view word = words_[i].exact;
  const auto* names = names_.starting_with(word);
  if (names == nullptr && word.ends_with("'s"))
    names = names_.starting_with(without_possessive(word));
  if (names == nullptr) return nullptr;
  const auto found = std::find_if(names->begin(), names->end(),
                                  [&](const Name& name) { return fits(name, i, last); });
  return found == names->end() ? nullptr : &*found;
}

bool Reader::opens_sentence(std::size_t i, std::size_t first) const {
  if (i == first) return true;
  const auto gap = text_.substr(words_[i - 1].end, words_[i].begin - words_[i - 1].end);
  return gap.find_first_of(".!?:;") != std::string_view::npos;
}

/// "Code for Canada", "Team Digitale Italy", "German Prototype Fund".
bool Reader::is_in_organisation(const Candidate& c, std::size_t first) const {
  static constexpr std::array<std::string_view, 6> kFor = {"for", "4", "pour", "für", "per", "por"};
  static constexpr std::array<std::string_view, 6> kFounders = {"code", "tech", "teach",
                                                                "hack", "data", "radio"};
  if (c.first >= first + 2 && is_one_of(words_[c.first - 1].exact, kFor)) {
    const Word& founder = words_[c.first - 2];
    if (is_one_of(founder.exact, kFounders)) return true;
    if (!reading_.headline && !reading_.german && !opens_sentence(c.first - 2, first) &&
        is_capital(text_, founder) && !is_function_word(founder.exact)) {
      return true;
    }
  }
  if (reading_.headline || reading_.german) return false;
  if (c.name->kind == NameKind::adjective) {
    return are_adjacent(text_, words_, c.last - 1) && is_capital(text_, words_[c.last]);
  }
  if (c.first <= first || !are_adjacent(text_, words_, c.first - 1)) return false;
  const Word& before = words_[c.first - 1];
  return is_capital(text_, before) && !is_function_word(before.exact) &&
         !opens_sentence(c.first - 1, first);
}

bool Reader::is_in_brackets(const Candidate& c) const {
  const auto begin = words_[c.first].begin;
  const auto end = words_[c.last - 1].end;
  return begin > 0 && text_[begin - 1] == '(' && end < text_.size() && text_[end] == ')';
}

/// "people from Spain", "joining from Lisbon": where somebody comes from.
bool Reader::is_origin(const Candidate& c, std::size_t first) const {
  static constexpr std::array<std::string_view, 24> kComers = {
      "people",      "person",      "persons",  "joining",    "born",      "refugees",
      "immigrants",  "migrants",    "raised",   "grew",       "visitors",  "visitor",
      "travelled",   "personnes",   "réfugiés", "originaire", "native",    "menschen",
      "geflüchtete", "flüchtlinge", "besucher", "persone",    "rifugiati", "originario"};
  std::size_t before = c.first;
  while (before > first && is_function_word(words_[before - 1].exact)) --before;
  return before > first && before < c.first && is_one_of(words_[before - 1].exact, kComers);
}

bool Reader::is_affiliation(const Candidate& candidate, std::size_t first) const {
  return candidate.name->kind == NameKind::service || is_in_brackets(candidate) ||
         is_in_organisation(candidate, first) || is_origin(candidate, first);
}

bool Reader::is_ending(const Candidate& c, std::size_t last) const {
  if (c.last != last || c.first == 0) return false;
  const auto gap =
      text_.substr(words_[c.first - 1].end, words_[c.first].begin - words_[c.first - 1].end);
  return gap == ", " || gap == " - " || gap == " – " || gap == " — ";
}

/// "available in French or English": what is coordinated with a language is one.
bool Reader::follows_language(std::size_t i) const {
  return language_end_ != 0 && i >= language_end_ && i - language_end_ <= 1;
}

std::vector<Mention> Reader::read_line(std::size_t first, std::size_t last) {
  std::vector<Mention> out;
  for (std::size_t i = first; i < last; ++i) {
    const Name* name = name_at(i, last);
    if (name == nullptr) continue;
    const Candidate candidate = {text_, words_.first(last), i, i + 1 + name->rest.size(), name};
    i = candidate.last - 1;
    if (name->kind == NameKind::nothing || is_in_address(candidate) || is_namesake(candidate))
      continue;
    if (is_language(candidate) ||
        (name->kind == NameKind::adjective && follows_language(candidate.first))) {
      language_end_ = candidate.last;
      continue;
    }
    Mention mention = {name->code, name->kind, words_[candidate.first].begin,
                       words_[candidate.last - 1].end};
    mention.word = candidate.first - first;
    mention.affiliation = is_affiliation(candidate, first);
    mention.ends_entry = is_ending(candidate, last);
    out.push_back(mention);
  }
  return out;
}

std::size_t sentence_at(const std::vector<std::size_t>& ends, std::size_t byte) {
  return static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end() - 1, byte) -
                                  ends.begin());
}

/// Georgia is a state of the United States in their own texts and beside them, and the country
/// beside its neighbours.
void tell_georgias(std::vector<Mention>& mentions, std::string_view text, const std::string& home) {
  const auto names = [&](std::string_view code) {
    return std::any_of(mentions.begin(), mentions.end(),
                       [&](const Mention& m) { return m.code == code; });
  };
  const bool caucasus = names("AM") || names("AZ") || names("UA") || names("MD") || names("RU");
  if (caucasus || (home != "US" && !names("US"))) return;
  for (auto& mention : mentions) {
    const auto shown = text.substr(mention.begin, mention.end - mention.begin);
    if (mention.code == "GE" && (shown.starts_with("Georgia") || shown.starts_with("GEORGIA")))
      mention.code = "US";
  }
}

/// How many words of its sentence stand before a mention.
std::size_t words_before(const Line& line, const Passage& passage, const Mention& mention) {
  const std::size_t begin = mention.sentence == 0 ? 0 : passage.sentence_ends[mention.sentence - 1];
  std::size_t i = mention.word;
  while (i > 0 && line.words[i - 1].begin - line.begin >= begin) --i;
  return mention.word - i;
}

void find_comparisons(const Line& line, Passage& passage) {
  passage.compares.resize(passage.sentence_ends.size());
  for (const auto& word : line.words) {
    const bool likeness = is_likeness(word.exact);
    if (!likeness && !is_comparison(word.exact)) continue;
    const std::size_t sentence = sentence_at(passage.sentence_ends, word.begin - line.begin);
    if (!likeness || looks_abroad(passage.sentence(sentence))) passage.compares[sentence] = true;
  }
}

Passage make_passage(const Line& line, std::vector<Mention> mentions, const Reading& reading) {
  Passage passage = {
      line.text, line.words.size(), sentence_ends(line.text), std::move(mentions), {}};
  for (auto& mention : passage.mentions) {
    mention.begin -= line.begin;
    mention.end -= line.begin;
    mention.sentence = sentence_at(passage.sentence_ends, mention.begin);
    mention.word_in_sentence = words_before(line, passage, mention);
  }
  tell_georgias(passage.mentions, passage.text, reading.home);
  find_comparisons(line, passage);
  return passage;
}

}  // namespace

std::string_view Passage::sentence(std::size_t i) const {
  const std::size_t begin = i == 0 ? 0 : sentence_ends[i - 1];
  return text.substr(begin, sentence_ends[i] - begin);
}

TextNumbers find_passages(const NameTable& names, std::string_view text, const Reading& reading,
                          std::vector<Passage>& passages) {
  const std::vector<Word> all = words(text);
  Reader reader(names, reading, text, all);
  TextNumbers numbers = {all.size(), 0};
  for (std::size_t first = 0; first < all.size();) {
    const std::size_t end = std::min(text.find('\n', all[first].begin), text.size());
    std::size_t last = first;
    for (; last < all.size() && all[last].begin < end; ++last) {
      if (is_own_voice(all[last].exact)) ++numbers.own_voice;
    }
    const std::size_t begin = text.rfind('\n', all[first].begin) + 1;  // npos + 1 is 0
    auto mentions = reader.read_line(first, last);
    if (!mentions.empty()) {
      const Line line = {text.substr(begin, end - begin),
                         std::span(all).subspan(first, last - first), begin};
      passages.push_back(make_passage(line, std::move(mentions), reading));
    }
    first = last;
  }
  return numbers;
}

}  // namespace veille::enrich
