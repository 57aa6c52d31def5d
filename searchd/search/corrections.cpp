#include "searchd/search/corrections.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

#include "searchd/search/field.h"
#include "searchd/search/query.h"
#include "searchd/search/stop_words.h"
#include "searchd/search/time_budget.h"
#include "searchd/search/tokens.h"
#include "veille/analysis.h"

namespace veille::search {
namespace {

/// Words that are compared between two looks at the clock.
constexpr WordNumber kWordsBetweenLooks = 16'384;

constexpr int kTooFar = 3;

/// Letters wrong, missing, too many, or two exchanged (optimal string alignment); kTooFar or more
/// when it is more than `most`. Only for words of at most kMaxWordBytes.
int distance(std::string_view a, std::string_view b, int most) {
  using Row = std::array<int, kMaxWordBytes + 1>;
  std::array<Row, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    Row& row = rows[i % 3];
    const Row& up = rows[(i + 2) % 3];
    const Row& upper = rows[(i + 1) % 3];
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({up[j] + 1, row[j - 1] + 1, up[j - 1] + (a[i - 1] != b[j - 1] ? 1 : 0)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], upper[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return kTooFar;
  }
  return rows[a.size() % 3][b.size()];
}

struct Proposal {
  double score = 0;
  std::string text;
  bool sure = false;
};

/// A correction is good enough to be searched unasked with one error for so many letters, or when
/// so many publications have it.
constexpr std::size_t kSureLetters = 5;
constexpr std::uint32_t kSurePublications = 5;

/// An error costs as much as being fifty times less frequent; the first letter is seldom wrong.
constexpr double kErrorCost = 4;
constexpr double kFirstLetterCost = 1.5;
/// Words of the reader's language count for more.
constexpr double kReadersLanguage = 4;

double weight(const Vocabulary& vocabulary, WordNumber word, std::string_view language) {
  return vocabulary.frequency(word) + kReadersLanguage * vocabulary.frequency(word, language);
}

void offer(std::optional<Proposal>& best, double score, std::string text, bool sure) {
  if (!best || score > best->score) best = Proposal{score, std::move(text), sure};
}

void offer_neighbours(const Vocabulary& vocabulary, const std::string& folded,
                      std::string_view language, std::uint32_t least,
                      std::optional<Proposal>& best) {
  const int most = folded.size() <= 5 ? 1 : 2;
  const std::uint32_t letters = letter_bits(folded);
  for (WordNumber word = 0; word < vocabulary.size(); ++word) {
    if (word % kWordsBetweenLooks == 0) check_time();
    const std::string_view other = vocabulary.folded(word);
    const auto difference =
        static_cast<std::ptrdiff_t>(other.size()) - static_cast<std::ptrdiff_t>(folded.size());
    if (difference > most || difference < -most || vocabulary.frequency(word) < least) continue;
    if (std::popcount(letters ^ vocabulary.letters(word)) > 2 * most) continue;
    if (other == folded || other.size() < kLeastCorrectedBytes || other.size() > kMaxWordBytes ||
        has_digit(other))
      continue;
    const int errors = distance(folded, other, most);
    const bool same_first = other.front() == folded.front();
    if (errors > (same_first ? most : 1)) continue;
    const double score = std::log(weight(vocabulary, word, language)) - kErrorCost * errors -
                         (same_first ? 0 : kFirstLetterCost);
    std::string form(vocabulary.form(word));
    if ((!best || score > best->score) && !is_stop_word_anywhere(form))
      offer(best, score, std::move(form),
            static_cast<std::size_t>(errors) * kSureLetters <= folded.size() ||
                vocabulary.frequency(word) >= kSurePublications);
  }
}

/// Two words that were written as one.
void offer_parts(const Vocabulary& vocabulary, std::string_view word, std::string_view language,
                 std::uint32_t least, std::optional<Proposal>& best) {
  for (std::size_t at = kLeastCorrectedBytes; at + kLeastCorrectedBytes <= word.size(); ++at) {
    const auto first = vocabulary.find(word.substr(0, at));
    const auto second = vocabulary.find(word.substr(at));
    if (first == vocabulary.size() || second == vocabulary.size()) continue;
    const auto a = static_cast<WordNumber>(first);
    const auto b = static_cast<WordNumber>(second);
    if (std::min(vocabulary.frequency(a), vocabulary.frequency(b)) < std::max(5U, least)) continue;
    const double rarest =
        std::min(weight(vocabulary, a, language), weight(vocabulary, b, language));
    offer(best, std::log(rarest) - kErrorCost,
          std::string(word.substr(0, at)) + " " + std::string(word.substr(at)), true);
  }
}

/// Whether a field, a minus or an operator stands beside a token.
bool is_held(const std::vector<Token>& tokens, std::size_t i) {
  const auto is_plain = [](const Token& token) {
    using Type = Token::Type;
    return token.type == Type::words || token.type == Type::phrase || token.type == Type::open ||
           token.type == Type::close;
  };
  return tokens[i].type == Token::Type::words &&
         ((i > 0 && !is_plain(tokens[i - 1])) ||
          (i + 1 < tokens.size() && !is_plain(tokens[i + 1])));
}

/// Whether the word is right as it stands at its place in the text.
bool is_right_prefix(const Vocabulary& vocabulary, const Token& token, const Word& word) {
  const bool starred = token.type == Token::Type::words && token.text.substr(word.end) == "*";
  return starred && !vocabulary.beginning_with(word.exact, 1).empty();
}

std::optional<Proposal> best_for(const Vocabulary& vocabulary, std::string_view word,
                                 std::string_view reader_language, std::uint32_t least) {
  const std::string folded = fold(word);
  if (has_digit(word) || folded.size() < kLeastCorrectedBytes || folded.size() > kMaxWordBytes)
    return std::nullopt;
  std::optional<Proposal> best;
  offer_neighbours(vocabulary, folded, reader_language, least, best);
  offer_parts(vocabulary, word, reader_language, least, best);
  return best;
}

}  // namespace

std::optional<std::string> correct_word(const Vocabulary& vocabulary, std::string_view word,
                                        std::string_view reader_language, std::uint32_t least) {
  auto best = best_for(vocabulary, word, reader_language, least);
  if (!best) return std::nullopt;
  return std::move(best->text);
}

std::optional<Correction> correct_text(
    const Vocabulary& vocabulary, std::string_view text, std::string_view reader_language,
    bool typing, const std::function<std::uint32_t(const std::string& word)>& frequency_of) {
  /// How much more frequent a correction must be than what was typed.
  constexpr std::uint32_t kMoreFrequent = 20;
  text = cut_utf8(text, kMaxQueryBytes);
  Correction out;
  std::size_t copied = 0;
  std::size_t count = 0;
  bool is_value = false;
  const auto tokens = tokenize(text).list;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const bool passed = std::exchange(
        is_value, token.type == Token::Type::field && field_named(token.text) != Field::title);
    if (passed || (token.type != Token::Type::words && token.type != Token::Type::phrase)) continue;
    for (const auto& word : words(token.text)) {
      if (++count > kMaxQueryWords) break;
      const bool unfinished = typing && token.begin + word.end == text.size();
      if (unfinished || is_right_prefix(vocabulary, token, word) ||
          is_stop_word_anywhere(word.exact))
        continue;
      const auto frequency = frequency_of(word.exact);
      if (frequency > kRare) continue;
      const auto least = 1 + kMoreFrequent * frequency;
      const auto better = best_for(vocabulary, word.exact, reader_language, least);
      if (!better) continue;
      out.text += text.substr(copied, token.begin + word.begin - copied);
      // Two words for one that a field, minus or operator holds stay together.
      const bool parted = better->text.find(' ') != std::string::npos;
      out.text += parted && is_held(tokens, i) ? "(" + better->text + ")" : better->text;
      out.sure = out.sure && better->sure;
      copied = token.begin + word.end;
    }
  }
  if (copied == 0) return std::nullopt;
  out.text += text.substr(copied);
  constexpr const char* kSpace = " \t\n\r";
  out.text.erase(out.text.find_last_not_of(kSpace) + 1);
  out.text.erase(0, out.text.find_first_not_of(kSpace));
  return out;
}

}  // namespace veille::search
