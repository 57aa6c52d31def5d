// A query's text -> tree, results, what is understood, why, facets, completions, receipt. Before
// the text stand a digit for the reader's language and one for flags.
#include <algorithm>

#include "searchd/api/parameters.h"
#include "searchd/search/explain.h"
#include "searchd/search/receipt.h"
#include "searchd/search/search.h"
#include "searchd/search/suggest.h"
#include "searchd/search/tokens.h"
#include "searchd/web/address.h"
#include "searchd/web/html.h"
#include "searchd/web/understood.h"
#include "tests/fuzz/index.h"
#include "tests/fuzz/page.h"
#include "tests/fuzz/promise.h"
#include "veille/analysis.h"
#include "veille/locale.h"

namespace veille::fuzz {
namespace {

using search::Node;

search::SearchRequest read_request(Input input) {
  search::SearchRequest out;
  out.reader_language = ui_languages().at(input.choose(5));
  const unsigned flags = input.choose(64);
  out.typing = (flags & 1U) != 0;
  out.correct = (flags & 2U) == 0;
  out.synonyms = (flags & 4U) == 0;
  out.by_work = (flags & 8U) == 0;
  out.sort = static_cast<search::Sort>(flags >> 4U);
  out.explain = true;
  out.counted = {std::begin(kFacets), std::end(kFacets)};
  out.text = input.rest();
  return out;
}

/// What repeats the text as typed is no better than that; requests hold only UTF-8.
void promise_echo(const std::string& told, const search::SearchRequest& request, const char* what) {
  promise(is_utf8(told) || !is_utf8(request.text), what, told);
}

void look_at(const Node& node, const std::string& text, std::size_t depth) {
  using Type = Node::Type;
  // A level of parentheses is at most a group, what it excludes and what it holds.
  promise(depth <= 4 * search::kMaxDepth + 8, "a tree is no deeper than parentheses may be", text);
  promise(node.begin <= node.end && node.end <= text.size(), "a word lies in the text", text);
  const bool of_words = node.type == Type::word || node.type == Type::prefix ||
                        node.type == Type::phrase || node.type == Type::near;
  promise(of_words == !node.words.empty(), "what asks for words has some", text);
  for (const auto& word : node.words) {
    promise_utf8(word, "words of a query are UTF-8");
    promise(!word.empty() && word.size() <= kMaxWordBytes, "words have a bound", word);
  }
  if (node.type == Type::near)
    promise(node.distance >= 1 && node.distance <= search::kMaxNear && node.words.size() > 1,
            "NEAR has words and a distance", text);
  const bool of_nodes = node.type == Type::all || node.type == Type::any;
  promise(!of_nodes || !node.children.empty(), "a group has something in it", text);
  promise(node.type != Type::without || node.children.size() == 1, "one thing is excluded", text);
  promise(node.type != Type::facet || !node.values.empty(), "a field has a value", text);
  for (const auto& child : node.children) look_at(child, text, depth + 1);
}

std::size_t count_words(const Node& node) {
  if (node.is_synonym) return 0;
  std::size_t out = node.words.size();
  for (const auto& child : node.children) out += count_words(child);
  return out;
}

void look_at_tree(const search::SearchRequest& request) {
  const auto query = search::parse_query(request.text, request.reader_language, request.typing);
  look_at(query.root, request.text, 0);
  promise(count_words(query.root) <= search::kMaxQueryWords, "a query has a bound", request.text);
  const auto again = search::parse_query(request.text, request.reader_language, request.typing);
  promise(again.root == query.root && again.notices == query.notices, "a text has one meaning",
          request.text);
}

void look_at_snippet(const search::Snippet& snippet) {
  for (const auto& part : snippet) {
    promise_utf8(part.text, "snippets are UTF-8");
    promise(!part.text.empty(), "parts of a snippet have text");
  }
  promise_marked_text(web::to_html(snippet).str());
}

void look_at_hit(const search::Hit& hit, const search::Answer& answer) {
  look_at_snippet(hit.snippet);
  for (const auto& page : hit.pages) look_at_snippet(page.snippet);
  for (const auto& report : hit.reports)
    for (const auto& page : report.pages) look_at_snippet(page.snippet);
  for (const auto& form : hit.explained) {
    promise(form.count > 0 && !form.fields.empty(), "a form that explains a hit stands in it",
            form.form);
    promise_utf8(form.word, "explained words are UTF-8");
    promise_utf8(form.form, "explained forms are UTF-8");
  }
  promise(hit.score >= 0, "no score is below zero", answer.snapshot_id);
}

void look_at_facets(const search::Answer& answer) {
  for (const auto& facet : answer.facets) {
    promise(facet.unknown <= answer.works, "no facet counts more works than there are");
    for (const auto& value : facet.values)
      promise(value.works <= answer.works, "no value has more works than there are", value.value);
  }
}

/// Whether there is a word to be searched in what is read of the text.
bool has_words(const std::string& text) {
  const auto tokens = search::tokenize(cut_utf8(text, search::kMaxQueryBytes));
  return std::any_of(tokens.list.begin(), tokens.list.end(), [](const search::Token& token) {
    const bool is_text =
        token.type == search::Token::Type::words || token.type == search::Token::Type::phrase;
    return is_text && !words(token.text).empty();
  });
}

void look_at_understood(const search::SearchRequest& request, const search::Answer& answer) {
  const auto told = web::understood(answer, request.reader_language);
  promise_echo(told.understood, request, "what is understood is told in UTF-8");
  promise_echo(told.notice, request, "notices are UTF-8");
  const bool everything = answer.query.root.type == Node::Type::everything;
  promise(everything == told.understood.empty(), "what is searched is told", request.text);
  promise(!everything || !has_words(request.text), "a query with words is searched", request.text);
  const auto all = words(cut_utf8(request.text, search::kMaxQueryBytes));
  const bool operators_only = std::all_of(all.begin(), all.end(), [](const Word& word) {
    return word.exact == "and" || word.exact == "or" || word.exact == "near";
  });
  promise(!everything || all.empty() || !operators_only, "operators alone are words", request.text);
}

void look_at_answer(const search::SearchRequest& request) {
  const auto answer = search::search(*snapshot(), request);
  promise(answer.works <= answer.publications, "a work has a publication", request.text);
  promise(answer.full_works <= answer.works, "no more full matches than matches", request.text);
  promise(answer.required <= answer.asked, "no more words are required than asked for",
          request.text);
  const std::size_t all = request.by_work ? answer.works : answer.publications;
  promise(answer.hits.size() == std::min(all, request.per_page), "the first page is full",
          request.text);
  for (const auto& hit : answer.hits) look_at_hit(hit, answer);
  look_at_facets(answer);
  look_at_understood(request, answer);
  promise_echo(answer.suggestion, request, "what is suggested is UTF-8");
  const auto receipt = search::make_receipt(*snapshot(), request);
  promise(receipt.works == answer.works && receipt.publications == answer.publications,
          "a receipt counts what a search counts", request.text);
}

void look_at_completions(const search::SearchRequest& request) {
  const auto all = search::suggest(*snapshot(), request.text, request.reader_language, 5);
  promise(all.size() <= 25, "completions have a bound", request.text);
  for (const auto& one : all) {
    promise_echo(one.text, request, "completions are UTF-8");
    promise(!one.text.empty() && one.count > 0, "a completion finds something", one.text);
  }
}

/// The address of a search asks for that search.
void look_at_address(const search::SearchRequest& request) {
  const std::string address = web::search_address(request);
  const auto target = api::parse_target(address);
  const bool is_text = is_utf8(request.text) && request.text.find('\0') == std::string::npos;
  promise(target.has_value() == is_text, "an address of a search is an address", address);
  if (!target) return;
  const auto read = api::parse_search(*target);
  promise(read.has_value(), "an address of a search is one", read ? "" : read.error().what);
  promise(web::search_address(read->search) == address, "an address leads to itself", address);
  promise(read->search.text == request.text, "an address keeps what was typed", address);
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille::fuzz;
  const auto request = read_request(Input(data, size));
  look_at_tree(request);
  look_at_answer(request);
  look_at_completions(request);
  look_at_address(request);
  return 0;
}
