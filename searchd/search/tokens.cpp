#include "searchd/search/tokens.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "searchd/search/field.h"
#include "searchd/search/query.h"
#include "veille/analysis.h"

namespace veille::search {
namespace {

using Type = Token::Type;

/// The bytes of a quotation mark at `i`: straight, typographic or guillemet; 0 when there is none.
std::size_t quote_bytes(std::string_view text, std::size_t i) {
  if (text[i] == '"') return 1;
  for (const std::string_view mark : {"\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB"}) {
    if (text.substr(i).starts_with(mark)) return mark.size();
  }
  return 0;
}

/// The bytes of white space at `i`, no-break spaces included.
std::size_t space_bytes(std::string_view text, std::size_t i) {
  const char c = text[i];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  for (const std::string_view space :
       {"\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
        "\u2007", "\u2008", "\u2009", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"}) {
    if (text.substr(i).starts_with(space)) return space.size();
  }
  return 0;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Tokens run() {
    while (at_ < text_.size()) {
      if (const auto space = space_bytes(text_, at_); space > 0)
        at_ += space;
      else if (const auto quote = quote_bytes(text_, at_); quote > 0)
        take_phrase(quote);
      else if (text_[at_] == '(' || text_[at_] == ')')
        take(text_[at_] == '(' ? Type::open : Type::close, 1);
      else if (text_[at_] == '-' && !touches_word())
        take_minus();
      else
        take_chunk();
    }
    return std::move(out_);
  }

 private:
  void take(Type type, std::size_t bytes) {
    out_.list.push_back({type, text_.substr(at_, bytes), at_});
    at_ += bytes;
  }

  /// Whether a word stands right before: "well-known" excludes nothing.
  bool touches_word() const {
    return at_ > 0 && at_ != phrase_end_ && space_bytes_before() == 0 && text_[at_ - 1] != '(' &&
           text_[at_ - 1] != ')';
  }
  std::size_t space_bytes_before() const {
    for (std::size_t bytes = 1; bytes <= 3; ++bytes) {
      if (at_ >= bytes && space_bytes(text_, at_ - bytes) == bytes) return bytes;
    }
    return 0;
  }

  void take_minus() {
    const bool excludes = at_ + 1 < text_.size() && space_bytes(text_, at_ + 1) == 0 &&
                          text_[at_ + 1] != '-' && text_[at_ + 1] != ')';
    if (excludes)
      take(Type::minus, 1);
    else
      ++at_;
  }

  void take_phrase(std::size_t mark) {
    at_ += mark;
    for (std::size_t end = at_; end < text_.size(); ++end) {
      const std::size_t closing = quote_bytes(text_, end);
      if (closing == 0) continue;
      out_.list.push_back({Type::phrase, text_.substr(at_, end - at_), at_});
      at_ = phrase_end_ = end + closing;
      return;
    }
    out_.unbalanced_quote = true;
  }

  std::size_t chunk_end() const {
    std::size_t end = at_;
    while (end < text_.size() && space_bytes(text_, end) == 0 && quote_bytes(text_, end) == 0 &&
           text_[end] != '(' && text_[end] != ')')
      ++end;
    return end;
  }

  void take_chunk() {
    const std::size_t end = chunk_end();
    const std::string_view chunk = text_.substr(at_, end - at_);
    if (take_operator(chunk)) return;
    const std::size_t colon = chunk.find(':');
    // A colon at the end of the chunk needs a quotation mark or parenthesis behind it.
    const bool has_value =
        colon + 1 < chunk.size() ||
        (end < text_.size() && space_bytes(text_, end) == 0 && text_[end] != ')');
    if (colon != std::string_view::npos && has_value && field_named(chunk.substr(0, colon))) {
      out_.list.push_back({Type::field, chunk.substr(0, colon), at_});
      at_ += colon + 1;
      if (at_ < end) take(Type::words, end - at_);
      return;
    }
    take(Type::words, chunk.size());
  }

  bool take_operator(std::string_view chunk) {
    static constexpr std::array<std::pair<std::string_view, Type>, 4> kOperators = {
        {{"AND", Type::op_and},
         {"OR", Type::op_or},
         {"NOT", Type::op_not},
         {"NEAR", Type::op_near}}};
    unsigned distance = kDefaultNear;
    std::string_view name = chunk;
    if (chunk.starts_with("NEAR/")) {
      const auto digits = chunk.substr(5);
      const auto [stopped, failure] =
          std::from_chars(digits.data(), digits.data() + digits.size(), distance);
      if (failure == std::errc::result_out_of_range) distance = kMaxNear;
      if (failure == std::errc::invalid_argument || stopped != digits.data() + digits.size() ||
          distance == 0)
        return false;
      name = chunk.substr(0, 4);
    }
    for (const auto& [known, type] : kOperators) {
      if (name != known) continue;
      out_.list.push_back({type, chunk, at_, std::min(distance, kMaxNear)});
      at_ += chunk.size();
      return true;
    }
    return false;
  }

  const std::string_view text_;
  std::size_t at_ = 0;
  std::size_t phrase_end_ = 0;  // of the last phrase
  Tokens out_;
};

bool ends_operand(Type type) {
  return type == Type::words || type == Type::phrase || type == Type::close;
}

bool begins_operand(Type type) { return !ends_operand(type) || type != Type::close; }

bool joins(Type type) {
  return type == Type::op_and || type == Type::op_or || type == Type::op_near;
}

bool is_operator(const Token& token) { return joins(token.type) || token.type == Type::op_not; }

bool has_words(const Token& token) {
  return (token.type == Type::words || token.type == Type::phrase) && !words(token.text).empty();
}

void make_word(Token& token, Tokens& tokens) {
  tokens.lone_operators.emplace_back(token.text);
  token.type = Type::words;
}

/// The same operator twice is one; operators that join nothing become words, those between
/// punctuation alone, too.
void find_lone_operators(Tokens& tokens) {
  auto& list = tokens.list;
  const auto again = [](const Token& a, const Token& b) {
    return joins(a.type) && a.type == b.type;
  };
  list.erase(std::unique(list.begin(), list.end(), again), list.end());
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!is_operator(list[i])) continue;
    const bool before = list[i].type == Type::op_not || (i > 0 && ends_operand(list[i - 1].type));
    const bool after =
        i + 1 < list.size() && begins_operand(list[i + 1].type) && !joins(list[i + 1].type);
    if (!before || !after) make_word(list[i], tokens);
  }
  if (std::any_of(list.begin(), list.end(), has_words)) return;
  for (Token& token : list)
    if (is_operator(token)) make_word(token, tokens);
}

}  // namespace

Tokens tokenize(std::string_view text) {
  Tokens out = Lexer(text).run();
  find_lone_operators(out);
  return out;
}

}  // namespace veille::search
