#include "searchd/search/query.h"

#include <algorithm>

#include "searchd/search/stop_words.h"
#include "veille/analysis.h"

namespace veille::search {
namespace {

/// The part of a query between quotes, or outside them.
struct Piece {
  std::string_view text;
  bool quoted = false;
};

/// The bytes of a quotation mark at `i`: straight, typographic or guillemet; 0 when there is none.
std::size_t quote_bytes(std::string_view text, std::size_t i) {
  if (text[i] == '"') return 1;
  for (const std::string_view mark : {"\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB"}) {
    if (text.substr(i).starts_with(mark)) return mark.size();
  }
  return 0;
}

std::vector<Piece> split_at_quotes(std::string_view text, bool& balanced) {
  std::vector<Piece> pieces;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t mark = quote_bytes(text, i);
    if (mark == 0) {
      ++i;
      continue;
    }
    pieces.push_back({text.substr(begin, i - begin), quoted});
    quoted = !quoted;
    i += mark;
    begin = i;
  }
  balanced = !quoted;
  pieces.push_back({text.substr(begin), false});
  return pieces;
}

std::vector<std::string> exact_words(std::string_view text) {
  std::vector<std::string> out;
  for (auto& word : words(text)) out.push_back(std::move(word.exact));
  return out;
}

/// The reader's language, unless the words hold more stop words of another: a French question on
/// the English page.
std::string query_language(const std::vector<Node>& nodes, const std::string& reader_language) {
  const auto count = [&](const std::string& language) {
    return std::count_if(nodes.begin(), nodes.end(), [&](const Node& n) {
      return n.type == Node::Type::word && is_stop_word(n.words.front(), language);
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

class Builder {
 public:
  Builder(Query& query, const std::string& reader_language)
      : query_(query), reader_language_(reader_language) {}

  void add_words(std::string_view text) {
    for (auto& word : exact_words(text)) add({Node::Type::word, {std::move(word)}, {}, 0});
  }

  void add_phrase(std::string_view text) {
    auto parts = exact_words(text);
    if (parts.empty()) return;
    parts.resize(std::min(parts.size(), kMaxQueryWords - std::min(words_, kMaxQueryWords)));
    add({Node::Type::phrase, std::move(parts), {}, 0});
  }

  void last_is_prefix() {
    if (!nodes_.empty() && nodes_.back().type == Node::Type::word)
      nodes_.back().type = Node::Type::prefix;
  }

  void finish() {
    query_.language = query_language(nodes_, reader_language_);
    set_stop_words_aside();
    if (nodes_.empty()) return;
    query_.root = {Node::Type::some, {}, std::move(nodes_), 0};
    query_.root.required = query_.root.children.size();
  }

 private:
  void add(Node node) {
    if (node.words.empty() || words_ + node.words.size() > kMaxQueryWords) {
      if (query_.notices.empty() || query_.notices.back() != Notice::too_many_words)
        query_.notices.push_back(Notice::too_many_words);
      return;
    }
    // Asked for once or twice, a word means the same; and Xapian's cost grows with the square of
    // repetitions.
    if (std::find(nodes_.begin(), nodes_.end(), node) != nodes_.end()) return;
    words_ += node.words.size();
    nodes_.push_back(std::move(node));
  }

  void set_stop_words_aside() {
    const auto is_stop = [&](const Node& n) {
      return n.type == Node::Type::word && is_stop_word(n.words.front(), query_.language);
    };
    if (std::all_of(nodes_.begin(), nodes_.end(), is_stop)) return;
    for (const auto& node : nodes_) {
      if (is_stop(node)) query_.ignored.push_back(node.words.front());
    }
    std::erase_if(nodes_, is_stop);
  }

  Query& query_;
  const std::string& reader_language_;
  std::vector<Node> nodes_;
  std::size_t words_ = 0;
};

}  // namespace

Query parse_query(std::string_view text, const std::string& reader_language, bool typing) {
  Query query;
  if (text.size() > kMaxQueryBytes) query.notices.push_back(Notice::too_long);
  text = cut_utf8(text, kMaxQueryBytes);
  bool balanced = true;
  const auto pieces = split_at_quotes(text, balanced);
  if (!balanced) query.notices.push_back(Notice::unbalanced_quote);
  Builder builder(query, reader_language);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].quoted)
      builder.add_phrase(pieces[i].text);
    else
      builder.add_words(pieces[i].text);
  }
  const bool word_is_last =
      !text.empty() && !words(text).empty() && words(text).back().end == text.size();
  if (typing && word_is_last && !pieces.back().text.empty()) builder.last_is_prefix();
  builder.finish();
  return query;
}

}  // namespace veille::search
