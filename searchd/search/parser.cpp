#include "searchd/search/parser.h"

#include <algorithm>
#include <utility>

#include "searchd/search/field.h"
#include "veille/analysis.h"

namespace veille::search {
namespace {

using NoticeKind = Notice::Kind;
using NodeType = Node::Type;

/// Whether both ask for the same, wherever it stands in the text.
bool is_same(const Node& a, const Node& b) {
  Node there = b;
  there.begin = a.begin;
  there.end = a.end;
  there.children.clear();
  Node here = a;
  here.children.clear();
  return here == there && std::equal(a.children.begin(), a.children.end(), b.children.begin(),
                                     b.children.end(), is_same);
}

/// Parentheses inside of `depth` others are passed over; what they hold stays.
void drop_deep_parentheses(Query& query, std::vector<Token>& tokens, std::size_t depth) {
  std::vector<bool> kept;  // of those that are open
  const auto is_too_deep = [&](const Token& token) {
    if (token.type == Token::Type::open) {
      kept.push_back(kept.size() < depth);
      return !kept.back();
    }
    if (token.type != Token::Type::close || kept.empty()) return false;
    const bool drop = !kept.back();
    kept.pop_back();
    return drop;
  };
  if (std::erase_if(tokens, is_too_deep) > 0)
    add_notice(query, NoticeKind::too_deep, std::to_string(depth));
}

/// Recursive descent over the tokens; API.md gives the grammar. Its depth is bounded by the limits.
class Parser {
 public:
  Parser(Query& query, const Tokens& tokens, std::size_t most_words)
      : query_(query), tokens_(tokens.list), most_words_(most_words) {}

  std::vector<Node> run() {
    std::vector<Node> out;
    while (at_ < tokens_.size()) {
      auto some = parse_items();
      std::move(some.begin(), some.end(), std::back_inserter(out));
      if (at_ == tokens_.size()) break;
      ++at_;  // a parenthesis that nothing opened
      add_notice(query_, NoticeKind::unbalanced_parenthesis);
    }
    return out;
  }

 private:
  using Type = Token::Type;

  bool is(Type type) const { return at_ < tokens_.size() && tokens_[at_].type == type; }

  /// What stands side by side, up to a closing parenthesis or the end. Words are parted.
  std::vector<Node> parse_items() {
    std::vector<Node> out;
    while (at_ < tokens_.size() && !is(Type::close)) {
      auto item = stands_alone() ? word_nodes(tokens_[at_++]) : parse_or();
      std::move(item.begin(), item.end(), std::back_inserter(out));
    }
    return out;
  }

  /// Whether plain text is next that no operator holds together ("data.gouv.fr" is three words).
  bool stands_alone() const {
    if (!is(Type::words)) return false;
    if (at_ + 1 == tokens_.size()) return true;
    const Type next = tokens_[at_ + 1].type;
    return next != Type::op_and && next != Type::op_or && next != Type::op_near;
  }

  // These give no node where nothing was asked for, else one.

  std::vector<Node> parse_or() {
    return parse_chain(Type::op_or, NodeType::any, &Parser::parse_and);
  }
  std::vector<Node> parse_and() {
    return parse_chain(Type::op_and, NodeType::all, &Parser::parse_not);
  }

  std::vector<Node> parse_chain(Type joining, NodeType type,
                                std::vector<Node> (Parser::*operand)()) {
    auto out = (this->*operand)();
    if (!is(joining)) return out;
    while (is(joining)) {
      ++at_;
      auto next = (this->*operand)();
      std::move(next.begin(), next.end(), std::back_inserter(out));
    }
    drop_repetitions(out);
    if (out.size() < 2) return out;
    Node node{type};
    node.children = std::move(out);
    return {std::move(node)};
  }

  std::vector<Node> parse_not() {
    bool negated = false;
    while (is(Type::op_not) || is(Type::minus)) {
      negated = !negated;
      ++at_;
    }
    auto out = parse_near();
    if (!negated || out.empty()) return out;
    Node node{NodeType::without};
    node.children = std::move(out);
    return {std::move(node)};
  }

  std::vector<Node> parse_near() {
    auto out = parse_primary();
    while (is(Type::op_near)) {
      const unsigned distance = tokens_[at_++].distance;
      auto next = parse_primary();
      if (out.empty() || next.empty()) {
        std::move(next.begin(), next.end(), std::back_inserter(out));
        continue;
      }
      out = {join_near(std::move(out.front()), std::move(next.front()), distance)};
    }
    return out;
  }

  /// Words near each other; where a side has none, both sides.
  Node join_near(Node a, Node b, unsigned distance) {
    const auto joins = [](const Node& n) {
      return n.type == NodeType::word || n.type == NodeType::near ||
             (n.type == NodeType::phrase && n.any_form);
    };
    if (!joins(a) || !joins(b) || a.in_title != b.in_title) {
      add_notice(query_, NoticeKind::near_without_words);
      Node both{NodeType::all};
      both.children = {std::move(a), std::move(b)};
      return both;
    }
    Node near{NodeType::near};
    near.in_title = a.in_title;
    near.any_form = true;
    near.distance = std::max({distance, a.distance, b.distance});
    near.words = std::move(a.words);
    // Xapian finds a word near itself wherever it stands.
    for (auto& word : b.words) {
      if (std::find(near.words.begin(), near.words.end(), word) == near.words.end())
        near.words.push_back(std::move(word));
    }
    near.begin = a.begin;
    near.end = b.end;
    if (near.words.size() == 1) near.type = NodeType::word;
    return near;
  }

  std::vector<Node> parse_primary() {
    if (is(Type::open)) return parse_group();
    if (is(Type::field)) return parse_field();
    if (is(Type::words) || is(Type::phrase)) return text_node(tokens_[at_++]);
    return {};
  }

  std::vector<Node> parse_group() {
    ++at_;
    auto items = parse_items();
    if (is(Type::close))
      ++at_;
    else
      add_notice(query_, NoticeKind::unbalanced_parenthesis);
    drop_repetitions(items);
    if (items.size() < 2) return items;
    Node node{NodeType::all};
    node.children = std::move(items);
    return {std::move(node)};
  }

  std::vector<Node> parse_field() {
    const Token& name = tokens_[at_++];
    const Field field = *field_named(name.text);
    if (field == Field::title && is(Type::open)) {
      const bool outside = std::exchange(in_title_, true);
      auto out = parse_group();
      in_title_ = outside;
      return out;
    }
    if (!is(Type::words) && !is(Type::phrase)) {
      // What stands in the parenthesis is searched as words.
      if (is(Type::open))
        add_notice(query_, NoticeKind::field_value, std::string(name.text) + ":(…)");
      return {};
    }
    const Token& value = tokens_[at_++];
    if (field == Field::title) {
      const bool outside = std::exchange(in_title_, true);
      auto out = text_node(value);
      in_title_ = outside;
      return out;
    }
    if (auto node = field_node(field, value.text)) return {std::move(*node)};
    add_notice(query_, NoticeKind::field_value,
               std::string(name.text) + ":" + std::string(value.text));
    return text_node(value);
  }

  /// The words of a token, as many as a query may still have.
  std::vector<Word> take_words(const Token& token) {
    auto found = words(token.text);
    if (words_ + found.size() > most_words_) {
      add_notice(query_, NoticeKind::too_many_words, std::to_string(most_words_));
      found.resize(most_words_ - words_);
    }
    words_ += found.size();
    return found;
  }

  static bool is_starred(const Token& token, const Word& word) {
    return token.type == Type::words && token.text.substr(word.end) == "*";
  }

  Node word_node(const Token& token, const Word& word) const {
    Node node{is_starred(token, word) ? NodeType::prefix : NodeType::word, {word.exact}};
    node.in_title = in_title_;
    node.begin = token.begin + word.begin;
    node.end = token.begin + word.end;
    return node;
  }

  std::vector<Node> word_nodes(const Token& token) {
    std::vector<Node> out;
    for (const auto& word : take_words(token)) out.push_back(word_node(token, word));
    return out;
  }

  /// A word, a prefix or a phrase; nothing where there are no letters, or too many words.
  std::vector<Node> text_node(const Token& token) {
    const auto found = take_words(token);
    if (found.empty()) return {};
    if (found.size() == 1 && token.type == Type::words) return {word_node(token, found.front())};
    Node node{NodeType::phrase};
    for (const auto& word : found) node.words.push_back(word.exact);
    node.in_title = in_title_;
    node.any_form = token.type == Type::words;
    node.begin = token.begin + found.front().begin;
    node.end = token.begin + found.back().end;
    return {std::move(node)};
  }

  Query& query_;
  const std::vector<Token>& tokens_;
  const std::size_t most_words_;
  std::size_t at_ = 0;
  std::size_t words_ = 0;
  bool in_title_ = false;
};

}  // namespace

void add_notice(Query& query, Notice::Kind kind, std::string text) {
  Notice notice{kind, std::move(text)};
  if (std::find(query.notices.begin(), query.notices.end(), notice) == query.notices.end())
    query.notices.push_back(std::move(notice));
}

void drop_repetitions(std::vector<Node>& nodes) {
  std::vector<Node> kept;
  for (auto& node : nodes) {
    if (std::none_of(kept.begin(), kept.end(), [&](const Node& k) { return is_same(k, node); }))
      kept.push_back(std::move(node));
  }
  nodes = std::move(kept);
}

std::vector<Node> parse_tokens(Query& query, Tokens tokens, const QueryLimits& limits) {
  if (tokens.unbalanced_quote) add_notice(query, NoticeKind::unbalanced_quote);
  for (const auto& op : tokens.lone_operators) add_notice(query, NoticeKind::lone_operator, op);
  drop_deep_parentheses(query, tokens.list, limits.depth);
  return Parser(query, tokens, limits.words).run();
}

}  // namespace veille::search
