#include "searchd/web/understood.h"

#include "searchd/web/texts.h"
#include "veille/locale.h"

namespace veille::web {
namespace {

using search::Node;

std::string leaf_text(const Node& leaf, const Texts& texts) {
  std::string words;
  for (const auto& word : leaf.words) words += (words.empty() ? "" : " ") + word;
  if (leaf.type == Node::Type::phrase) return texts.format("understood_phrase", {{"words", words}});
  if (leaf.type == Node::Type::prefix) return texts.format("understood_prefix", {{"word", words}});
  return words;
}

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const auto& item : list) out += (out.empty() ? "" : ", ") + item;
  return out;
}

std::string searched(const search::Answer& answer, const Texts& texts) {
  std::vector<std::string> leaves;
  for (const auto& leaf : answer.query.root.children) leaves.push_back(leaf_text(leaf, texts));
  if (leaves.empty()) return {};
  if (leaves.size() == 1) return leaves.front();
  if (answer.required == answer.asked)
    return texts.format("understood_all", {{"words", joined(leaves)}});
  const auto& language = texts.language();
  return texts.format("understood_some",
                      {{"required", number(static_cast<long long>(answer.required), language)},
                       {"asked", number(static_cast<long long>(answer.asked), language)},
                       {"words", joined(leaves)}});
}

const char* key_of(search::Notice notice) {
  switch (notice) {
    case search::Notice::unbalanced_quote:
      return "notice_quote";
    case search::Notice::too_long:
      return "notice_long";
    case search::Notice::too_many_words:
      return "notice_words";
  }
  return "";
}

void add(std::string& to, const std::string& sentence) { to += (to.empty() ? "" : " ") + sentence; }

}  // namespace

Understood understood(const search::Answer& answer, const std::string& language) {
  const Texts& texts = Texts::of(language);
  Understood out;
  out.understood = searched(answer, texts);
  if (!answer.query.ignored.empty())
    add(out.notice, texts.format("notice_ignored", {{"words", joined(answer.query.ignored)}}));
  for (const auto notice : answer.query.notices) add(out.notice, texts.get(key_of(notice)));
  if (answer.required < answer.asked && answer.full_works == 0)
    add(out.notice, texts.get("notice_none_full"));
  return out;
}

}  // namespace veille::web
