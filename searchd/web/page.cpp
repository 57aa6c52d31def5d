#include "searchd/web/page.h"

#include <algorithm>

#include "searchd/web/address.h"
#include "searchd/web/filter_list.h"
#include "searchd/web/result_list.h"
#include "searchd/web/template.h"
#include "searchd/web/texts.h"
#include "searchd/web/understood.h"
#include "veille/locale.h"

namespace veille::web {
namespace {

using search::Answer;
using search::SearchRequest;

/// Pages that paging names around the current one.
constexpr std::size_t kPagesAround = 2;

/// Every text is there by its key as "t_…": templates name none that is not in the files.
void add_texts(const Texts& texts, data& page) {
  for (const auto& [key, text] : texts.all()) page["t_" + key] = data(text);
}

data language_links(const SearchRequest& request) {
  data out = list();
  for (const auto& language : ui_languages()) {
    SearchRequest other = request;
    other.reader_language = language;
    data link;
    link["code"] = data(language);
    link["name"] = data(language_name(language, language));
    link["address"] = data(search_address(other));
    link["current"] = data(language == request.reader_language);
    out << link;
  }
  return out;
}

data sorts(const SearchRequest& request, const Texts& texts) {
  data out = list();
  const std::pair<const char*, search::Sort> kSorts[] = {{"relevance", search::Sort::relevance},
                                                         {"newest", search::Sort::newest},
                                                         {"oldest", search::Sort::oldest},
                                                         {"title", search::Sort::title}};
  for (const auto& [name, sort] : kSorts) {
    data one;
    one["value"] = data(std::string(name));
    one["label"] = data(texts.get(std::string("sort_") + name));
    one["selected"] = data(request.sort == sort);
    out << one;
  }
  return out;
}

data page_link(const SearchRequest& request, std::size_t page, const std::string& label) {
  SearchRequest other = request;
  other.page = page;
  data out;
  out["address"] = data(search_address(other));
  out["label"] = data(label);
  out["current"] = data(page == request.page);
  return out;
}

void add_paging(const Answer& answer, const SearchRequest& request, const Texts& texts,
                data& page) {
  const std::size_t last = std::min((answer.works + request.per_page - 1) / request.per_page,
                                    search::kMaxRank / request.per_page);
  page["paged"] = data(last > 1);
  data pages = list();
  std::size_t before = 0;
  for (std::size_t n = 1; n <= last; ++n) {
    const bool near = n + kPagesAround >= request.page && n <= request.page + kPagesAround;
    if (n != 1 && n != last && !near) continue;
    data link = page_link(request, n, number(static_cast<long long>(n), request.reader_language));
    link["gap"] = data(n > before + 1);
    before = n;
    pages << link;
  }
  page["page_links"] = std::move(pages);
  if (request.page > 1 && request.page <= last)
    page["previous"] = page_link(request, request.page - 1, texts.get("previous"));
  if (request.page < last) page["next"] = page_link(request, request.page + 1, texts.get("next"));
}

void add_head(const SearchRequest& request, const Texts& texts, const std::string& public_url,
              data& page) {
  add_texts(texts, page);
  page["lang"] = data(request.reader_language);
  page["base"] = data(public_url);
  page["query"] = data(request.text);
  page["languages"] = language_links(request);
  page["document_title"] =
      data(request.text.empty() ? texts.get("title") : request.text + " – " + texts.get("title"));
}

/// Links that take back what the search did on its own, or do what it offers.
void add_other_searches(const Answer& answer, const SearchRequest& request, const Texts& texts,
                        data& page) {
  const auto link = [&](const std::string& label, SearchRequest other) {
    other.page = 1;
    data out;
    out["label"] = data(label);
    out["address"] = data(search_address(other));
    return out;
  };
  SearchRequest other = request;
  if (!answer.corrected_from.empty()) {
    other.correct = false;
    page["as_typed"] = link(texts.format("as_typed", {{"text", request.text}}), other);
  } else if (!answer.suggestion.empty()) {
    other.correct = true;
    other.text = answer.suggestion;
    page["suggestion"] = link(answer.suggestion, other);
  }
  const auto& asked = answer.query.root.children;
  const bool synonyms = std::any_of(asked.begin(), asked.end(), [](const auto& node) {
    return node.type == search::Node::Type::any && search::can_be_missed(node);
  });
  if (!synonyms) return;
  other = request;
  other.synonyms = false;
  page["without_synonyms"] = link(texts.get("without_synonyms"), other);
}

}  // namespace

std::string search_page(const Answer& answer, const SearchRequest& request,
                        const search::OpenSnapshot& snapshot, const std::string& public_url) {
  const Texts& texts = Texts::of(request.reader_language);
  const auto words = understood(answer, request.reader_language);
  data page;
  add_head(request, texts, public_url, page);
  page["total"] = data(texts.count("works", answer.works));
  page["understood"] = text(words.understood);
  page["notice"] = text(words.notice);
  add_other_searches(answer, request, texts, page);
  page["none"] = data(answer.works == 0);
  page["past_end"] = data(answer.works > 0 && answer.hits.empty());
  const std::size_t chosen = count_filters(request);
  page["filtered"] = data(chosen > 0);
  page["chosen"] =
      text(chosen > 0 ? number(static_cast<long long>(chosen), request.reader_language) : "");
  page["clear_address"] = data(search_address(cleared(request)));
  page["facets"] = filter_list(answer, request, texts);
  page["hidden"] = hidden_parameters(request);
  page["sorts"] = sorts(request, texts);
  page["results"] = result_list(answer, request, snapshot, texts);
  add_paging(answer, request, texts, page);
  const auto& manifest = snapshot.manifest();
  page["snapshot"] = data(manifest.id);
  page["built"] = data(texts.format(
      "built", {{"date", long_date(manifest.built_at.substr(0, 10), request.reader_language)},
                {"n", number(manifest.publications, request.reader_language)}}));
  return render("templates/page.html", page);
}

std::string error_page(const Error& error, const std::string& language,
                       const std::string& public_url) {
  SearchRequest request;
  request.reader_language = language;
  data page;
  add_head(request, Texts::of(language), public_url, page);
  page["where"] = text(error.where);
  page["what"] = data(error.what);
  page["mend"] = text(error.mend);
  return render("templates/error.html", page);
}

}  // namespace veille::web
