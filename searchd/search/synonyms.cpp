#include "searchd/search/synonyms.h"

#include <algorithm>

#include "searchd/search/stop_words.h"
#include "veille/analysis.h"
#include "veille/locale.h"

namespace veille::search {
namespace {

/// A word is the same as another when one of their keys is: folded, or the stem in a language.
std::vector<std::string> keys_of(const std::string& form,
                                 const std::vector<std::string>& languages) {
  std::vector<std::string> out = {fold(form)};
  for (const auto& language : languages) {
    for (const auto& stem : stems(form, language)) {
      out.push_back(language);
      out.back().append(":").append(stem);
    }
  }
  return out;
}

bool share_one(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& key) {
    return std::find(b.begin(), b.end(), key) != b.end();
  });
}

Node alternative(const std::string& text) {
  Node out{Node::Type::word};
  for (const auto& word : words(text)) out.words.push_back(word.exact);
  if (out.words.size() != 1) out.type = Node::Type::phrase;
  out.any_form = out.type == Node::Type::phrase;
  out.is_synonym = true;
  out.shown = {text};
  return out;
}

Node with_alternatives(std::vector<Node> typed, const std::vector<Node>& finds) {
  Node out{Node::Type::any};
  out.begin = typed.front().begin;
  out.end = typed.back().end;
  if (typed.size() == 1) {
    out.children = std::move(typed);
  } else {
    Node all{Node::Type::all};
    all.children = std::move(typed);
    out.children.push_back(std::move(all));
  }
  out.children.insert(out.children.end(), finds.begin(), finds.end());
  return out;
}

}  // namespace

Synonyms::Synonyms(const std::vector<SynonymRule>& rules) {
  for (const auto& from : rules) {
    Rule rule;
    rule.language = from.language;
    for (const auto& word : words(from.words)) {
      rule.words.push_back({fold(word.exact), keys_of(word.exact, ui_languages())});
    }
    for (const auto& text : from.finds) rule.finds.push_back(alternative(text));
    if (rule.words.empty()) continue;
    for (const auto& key : rule.words.front().keys) by_first_.emplace(key, rules_.size());
    rules_.push_back(std::move(rule));
  }
}

/// Stemmers join words of different meaning as well ("access" and "accessibility"); inflections
/// differ little in length.
bool Synonyms::is_form_of(const RuleWord& word, const std::string& form,
                          const std::vector<std::string>& keys) {
  constexpr std::size_t kMostInflected = 3;
  const std::size_t length = fold(form).size();
  return share_one(word.keys, keys) && length <= word.folded.size() + kMostInflected &&
         word.folded.size() <= length + kMostInflected;
}

std::size_t Synonyms::matched(const Rule& rule, const Query& query, std::size_t first) {
  const auto& nodes = query.root.children;
  const std::vector<std::string> languages = {query.language};
  const auto is_word = [&](std::size_t i) {
    return i < nodes.size() && nodes[i].type == Node::Type::word && !nodes[i].in_title;
  };
  const auto is_stop = [&](std::size_t i) {
    return is_stop_word(nodes[i].words.front(), query.language);
  };
  std::size_t at = first;
  bool only_stop_words = true;
  for (const RuleWord& word : rule.words) {
    const auto fits = [&](std::size_t i) {
      const std::string& form = nodes[i].words.front();
      return is_form_of(word, form, keys_of(form, languages));
    };
    while (at > first && is_word(at) && !fits(at) && is_stop(at)) ++at;
    if (!is_word(at) || !fits(at)) return 0;
    only_stop_words = only_stop_words && is_stop(at);
    ++at;
  }
  // A stop word is left out of a query that has others.
  const bool alone = std::all_of(nodes.begin(), nodes.end(), [&](const Node& node) {
    return !is_text(node) ||
           (node.type == Node::Type::word && is_stop_word(node.words.front(), query.language));
  });
  return only_stop_words && !alone ? 0 : at - first;
}

const Synonyms::Rule* Synonyms::longest(const Query& query, const std::string& reader_language,
                                        std::size_t first) const {
  const std::vector<std::string> languages = {query.language};
  const Rule* best = nullptr;
  for (const auto& key : keys_of(query.root.children[first].words.front(), languages)) {
    const auto [begin, end] = by_first_.equal_range(key);
    for (auto found = begin; found != end; ++found) {
      const Rule& rule = rules_[found->second];
      if (best != nullptr && rule.words.size() <= best->words.size()) continue;
      if (!rule.language.empty() && rule.language != query.language &&
          rule.language != reader_language)
        continue;
      if (matched(rule, query, first) > 0) best = &rule;
    }
  }
  return best;
}

void Synonyms::apply(Query& query, const std::string& reader_language) const {
  auto& nodes = query.root.children;
  for (std::size_t i = 0; i < nodes.size() && !rules_.empty(); ++i) {
    if (nodes[i].type != Node::Type::word || nodes[i].in_title) continue;
    const Rule* rule = longest(query, reader_language, i);
    if (rule == nullptr) continue;
    const auto begin = nodes.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end = begin + static_cast<std::ptrdiff_t>(matched(*rule, query, i));
    std::vector<Node> typed(begin, end);
    const auto is_stop = [&](const Node& n) {
      return is_stop_word(n.words.front(), query.language);
    };
    // They belong to the rule, but need not be in a text that is found by the other words.
    if (!std::all_of(typed.begin(), typed.end(), is_stop)) std::erase_if(typed, is_stop);
    Node group = with_alternatives(std::move(typed), rule->finds);
    nodes.erase(begin, end);
    nodes.insert(nodes.begin() + static_cast<std::ptrdiff_t>(i), std::move(group));
  }
}

}  // namespace veille::search
