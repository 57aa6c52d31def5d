#include "searchd/search/query.h"

#include <algorithm>
#include <utility>

#include "searchd/search/parser.h"
#include "searchd/search/stop_words.h"
#include "searchd/search/synonyms.h"
#include "searchd/search/tokens.h"
#include "veille/utf8.h"

namespace veille::search {
namespace {

using NodeType = Node::Type;

/// The reader's language, unless the words hold more stop words of another: a French question on
/// the English page.
std::string query_language(const std::vector<Node>& nodes, const std::string& reader_language) {
  const auto count = [&](const std::string& language) {
    return std::count_if(nodes.begin(), nodes.end(), [&](const Node& n) {
      return n.type == NodeType::word && is_stop_word(n.words.front(), language);
    });
  };
  std::string best = reader_language;
  auto most = count(reader_language);
  for (const auto& language : stop_word_languages()) {
    const auto n = count(language);
    if (n <= most) continue;
    most = n;
    best = language;
  }
  return best;
}

void set_stop_words_aside(Query& query, std::vector<Node>& nodes) {
  const auto is_stop = [&](const Node& n) {
    return n.type == NodeType::word && !n.in_title && is_stop_word(n.words.front(), query.language);
  };
  const bool other = std::any_of(nodes.begin(), nodes.end(),
                                 [&](const Node& n) { return is_text(n) && !is_stop(n); });
  if (!other) return;
  for (const auto& node : nodes) {
    if (is_stop(node)) query.ignored.push_back(node.words.front());
  }
  std::erase_if(nodes, is_stop);
}

/// The word that the text ends with, where the reader is asking for it; else null.
Node* last_word(std::vector<Node>& nodes, std::size_t text_end) {
  for (auto* list = &nodes; !list->empty(); list = &list->back().children) {
    Node& last = list->back();
    if (last.type == NodeType::word) return last.end == text_end ? &last : nullptr;
    if (last.type != NodeType::all && last.type != NodeType::any) return nullptr;
  }
  return nullptr;
}

}  // namespace

bool is_text(const Node& node) {
  switch (node.type) {
    case NodeType::everything:
    case NodeType::facet:
    case NodeType::dates:
    case NodeType::without:
      return false;
    case NodeType::all:
    case NodeType::any:
      return std::any_of(node.children.begin(), node.children.end(), is_text);
    default:
      return true;
  }
}

bool can_be_missed(const Node& node) {
  if (node.type == NodeType::any)
    return std::any_of(node.children.begin(), node.children.end(),
                       [](const Node& child) { return child.is_synonym; });
  return (node.type == NodeType::word || node.type == NodeType::prefix) && !node.in_title;
}

Query parse_query(std::string_view text, const std::string& reader_language, bool typing,
                  const Synonyms* synonyms, const QueryLimits& limits) {
  Query query;
  if (text.size() > limits.bytes) add_notice(query, Notice::Kind::too_long);
  text = cut_utf8(text, limits.bytes);
  const Tokens tokens = tokenize(text);
  auto nodes = parse_tokens(query, tokens, limits);
  const bool ends_in_operator =
      !tokens.lone_operators.empty() && text.ends_with(tokens.lone_operators.back());
  if (Node* last = last_word(nodes, text.size()); typing && !ends_in_operator && last != nullptr) {
    last->type = NodeType::prefix;
    last->any_form = true;  // it may be finished
  }
  query.language = query_language(nodes, reader_language);
  if (synonyms != nullptr) {
    query.root.children = std::move(nodes);
    synonyms->apply(query, reader_language);
    nodes = std::move(query.root.children);
  }
  drop_repetitions(nodes);
  set_stop_words_aside(query, nodes);
  if (nodes.empty()) return query;
  query.root.type = NodeType::all;
  query.root.children = std::move(nodes);
  return query;
}

}  // namespace veille::search
