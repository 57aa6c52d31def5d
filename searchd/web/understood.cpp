#include "searchd/web/understood.h"

#include <vector>

#include "searchd/search/facet_value.h"
#include "searchd/web/labels.h"
#include "searchd/web/texts.h"
#include "veille/locale.h"

namespace veille::web {
namespace {

using search::Node;
using search::Notice;

std::string joined(const std::vector<std::string>& list, const std::string& between = ", ") {
  std::string out;
  for (const auto& item : list) out += (out.empty() ? "" : between) + item;
  return out;
}

/// YYYYMMDD in words.
std::string day(std::uint32_t date, const std::string& language) {
  return long_date(search::iso_day(date), language);
}

/// The year of YYYYMMDD.
std::string year(std::uint32_t date) {
  const std::string digits = "0000" + std::to_string(date / 10'000);
  return digits.substr(digits.size() - 4);
}

/// The tree in words of one language.
class Speaker {
 public:
  explicit Speaker(const Texts& texts) : texts_(texts) {}

  std::string say(const Node& node) const {
    const std::string text = without_place(node);
    return node.in_title ? texts_.format("understood_title", {{"words", text}}) : text;
  }

 private:
  std::string without_place(const Node& node) const {
    switch (node.type) {
      case Node::Type::everything:
        return {};
      case Node::Type::word:
        return node.words.front();
      case Node::Type::prefix:
        return texts_.format("understood_prefix", {{"word", node.words.front()}});
      case Node::Type::phrase:
        return texts_.format("understood_phrase", {{"words", joined(node.words, " ")}});
      case Node::Type::near:
        return texts_.format(node.distance == 1 ? "understood_near_one" : "understood_near",
                             {{"words", joined(node.words, texts_.get("understood_and_word"))},
                              {"n", number(node.distance, texts_.language())}});
      case Node::Type::facet:
        return facet(node);
      case Node::Type::dates:
        return dates(node);
      case Node::Type::without:
        return texts_.format("understood_without", {{"words", say(node.children.front())}});
      case Node::Type::any:
        return search::can_be_missed(node) ? synonyms(node) : group(node, "understood_or");
      case Node::Type::all:
        return group(node, "understood_and");
    }
    return {};
  }

  std::string group(const Node& node, const std::string& key) const {
    std::vector<std::string> parts;
    for (const auto& child : node.children) parts.push_back(say(child));
    return texts_.format(key, {{"words", joined(parts, texts_.get(key + "_word"))}});
  }

  /// What was typed, with what the programmes' vocabulary adds.
  std::string synonyms(const Node& node) const {
    std::vector<std::string> others;
    for (std::size_t i = 1; i < node.children.size(); ++i)
      others.push_back(node.children[i].shown.front());
    const Node& typed = node.children.front();
    std::vector<std::string> words;
    for (const auto& child : typed.children) words.push_back(say(child));
    return texts_.format("understood_synonyms",
                         {{"word", typed.children.empty() ? say(typed) : joined(words, " ")},
                          {"words", joined(others)}});
  }

  std::string facet(const Node& node) const {
    std::vector<std::string> values;
    for (std::size_t i = 0; i < node.values.size(); ++i) {
      const auto& value = node.values[i];
      const std::string& shown = i < node.shown.size() ? node.shown[i] : value;
      values.push_back(value.empty() ? texts_.get("unknown")
                                     : facet_label(node.facet, {value, shown}, texts_.language()));
    }
    return texts_.format("understood_field",
                         {{"name", texts_.get(std::string("facet_") + to_string(node.facet))},
                          {"values", joined(values, texts_.get("understood_or_word"))}});
  }

  std::string dates(const Node& node) const {
    const auto& language = texts_.language();
    if (node.since == node.until) return day(node.since, language);
    if (is_years(node)) return years(node);
    const auto since = node.since == 0 ? "" : day(node.since, language);
    const auto until = node.until == 0 ? "" : day(node.until, language);
    if (until.empty()) return texts_.format("understood_from", {{"since", since}});
    if (since.empty()) return texts_.format("understood_until", {{"until", until}});
    return texts_.format("understood_between", {{"since", since}, {"until", until}});
  }

  static bool is_years(const Node& node) {
    return node.since % 10'000 == 101 && node.until % 10'000 == 1231;
  }

  std::string years(const Node& node) const {
    const std::string since = year(node.since);
    const std::string until = year(node.until);
    if (since != until)
      return texts_.format("understood_years", {{"since", since}, {"until", until}});
    return texts_.format("understood_field",
                         {{"name", texts_.get("facet_year")}, {"values", since}});
  }

  const Texts& texts_;
};

/// The plain words, then everything else that is asked for.
std::string searched(const search::Answer& answer, const Texts& texts) {
  const Speaker speaker(texts);
  std::vector<std::string> plain;
  std::vector<std::string> others;
  for (const auto& child : answer.query.root.children)
    (search::can_be_missed(child) ? plain : others).push_back(speaker.say(child));
  if (plain.size() == 1) others.insert(others.begin(), plain.front());
  if (plain.size() > 1 && answer.required == answer.asked) {
    others.insert(others.begin(), texts.format("understood_all", {{"words", joined(plain)}}));
  } else if (plain.size() > 1) {
    const auto& language = texts.language();
    others.insert(
        others.begin(),
        texts.format("understood_some",
                     {{"required", number(static_cast<long long>(answer.required), language)},
                      {"asked", number(static_cast<long long>(answer.asked), language)},
                      {"words", joined(plain)}}));
  }
  return joined(others, "; ");
}

const char* key_of(Notice::Kind kind) {
  switch (kind) {
    case Notice::Kind::unbalanced_quote:
      return "notice_quote";
    case Notice::Kind::unbalanced_parenthesis:
      return "notice_parenthesis";
    case Notice::Kind::too_deep:
      return "notice_deep";
    case Notice::Kind::lone_operator:
      return "notice_operator";
    case Notice::Kind::near_without_words:
      return "notice_near";
    case Notice::Kind::field_value:
      return "notice_field";
    case Notice::Kind::too_long:
      return "notice_long";
    case Notice::Kind::too_many_words:
      return "notice_words";
  }
  return "";
}

void add(std::string& to, const std::string& sentence) { to += (to.empty() ? "" : " ") + sentence; }

std::string notice_of(const search::Answer& answer, const Texts& texts) {
  const auto& language = texts.language();
  std::string out;
  if (!answer.corrected_from.empty())
    add(out, texts.format("notice_corrected",
                          {{"typed", answer.corrected_from}, {"text", answer.suggestion}}));
  if (!answer.query.ignored.empty())
    add(out, texts.format("notice_ignored", {{"words", joined(answer.query.ignored)}}));
  for (const auto& notice : answer.query.notices)
    add(out, texts.format(key_of(notice.kind), {{"text", notice.text}}));
  for (const auto& prefix : answer.cut_prefixes) {
    add(out, texts.format("notice_prefix",
                          {{"word", prefix.prefix},
                           {"n", number(static_cast<long long>(prefix.forms), language)},
                           {"m", number(static_cast<long long>(prefix.searched), language)}}));
  }
  if (!answer.inexact.empty())
    add(out, texts.format("notice_inexact", {{"words", joined(answer.inexact)}}));
  if (answer.required < answer.asked && answer.full_works == 0)
    add(out, texts.get("notice_none_full"));
  return out;
}

}  // namespace

Understood understood(const search::Answer& answer, const std::string& language) {
  const Texts& texts = Texts::of(language);
  return {searched(answer, texts), notice_of(answer, texts)};
}

}  // namespace veille::web
