#include "searchd/web/pages/search_page.h"

#include <algorithm>

#include "searchd/web/address.h"
#include "searchd/web/pages/chosen.h"
#include "searchd/web/pages/filter_list.h"
#include "searchd/web/pages/result_list.h"
#include "searchd/web/understood.h"
#include "veille/locale.h"

namespace veille::web {
namespace {

using search::Answer;
using search::SearchRequest;

/// Pages that paging names around the current one.
constexpr std::size_t kPagesAround = 2;

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
  data out = link(label, search_address(other));
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

/// Links that take back what the search did on its own, or do what it offers.
void add_other_searches(const Answer& answer, const SearchRequest& request, const Texts& texts,
                        data& page) {
  const auto first_page = [&](const std::string& label, SearchRequest other) {
    other.page = 1;
    return link(label, search_address(other));
  };
  SearchRequest other = request;
  if (!answer.corrected_from.empty()) {
    other.correct = false;
    page["as_typed"] = first_page(texts.format("as_typed", {{"text", request.text}}), other);
  } else if (!answer.suggestion.empty()) {
    other.correct = true;
    other.text = answer.suggestion;
    page["suggestion"] = first_page(answer.suggestion, other);
  }
  const auto& asked = answer.query.root.children;
  const bool synonyms = std::any_of(asked.begin(), asked.end(), [](const auto& node) {
    return node.type == search::Node::Type::any && search::can_be_missed(node);
  });
  if (!synonyms) return;
  other = request;
  other.synonyms = false;
  page["without_synonyms"] = first_page(texts.get("without_synonyms"), other);
}

/// What a form keeps besides what has a field of its own.
Parameters kept_parameters(const SearchRequest& request) {
  Parameters out;
  for (const auto& [name, value] : search_parameters(request)) {
    const bool kept = name == "correct" || name == "synonyms" || name == "per_page" ||
                      name == "hl" || name == "country.provenance";
    if (kept) out.emplace_back(name, value);
  }
  return out;
}

/// Ways to take the results away.
void add_takeaways(const SearchRequest& request, data& page) {
  SearchRequest all = request;
  all.page = 1;
  all.per_page = SearchRequest().per_page;
  const auto parameters = search_parameters(all);
  page["cite"] = data(address("/cite", parameters));
  page["table"] = data(address("/pivot", parameters));
  data files = list();
  const std::pair<const char*, const char*> kFiles[] = {
      {"CSV", "csv"}, {"JSON Lines", "jsonl"}, {"BibTeX", "bib"}, {"RIS", "ris"}};
  for (const auto& [name, extension] : kFiles) {
    data file;
    file["name"] = data(name);
    file["address"] = data(address(std::string("/api/v1/search.") + extension, parameters));
    files << file;
  }
  page["files"] = std::move(files);
}

/// What is said where nothing is shown.
void add_emptiness(const PageContext& context, const Answer& answer, const SearchRequest& request,
                   std::uint32_t unfiltered, data& page) {
  const bool no_index = context.snapshot.manifest().publications == 0;
  page["nothing_yet"] = data(no_index);
  page["none"] = data(answer.works == 0 && !no_index);
  page["unfiltered"] = text(unfiltered > 0 ? context.texts().count("works", unfiltered) : "");
  page["past_end"] = data(answer.works > 0 && answer.hits.empty());
  page["hits"] = data(!answer.hits.empty());
  SearchRequest first = request;
  first.page = 1;
  page["first_page"] = data(search_address(first));
}

Frame frame_of(const PageContext& context, const SearchRequest& request) {
  Frame out;
  out.path = "/search";
  out.parameters = parameters_but_language(request);
  out.listed = out.parameters.empty();
  out.title = request.text;
  out.main_id = "results";
  out.scripted = true;
  out.feeds = feeds_of(request);
  out.description = context.texts().format(
      "start_of", {{"n", number(context.snapshot.manifest().publications, context.language)}});
  return out;
}

}  // namespace

std::string search_page(const PageContext& context, const Answer& answer,
                        const SearchRequest& request, std::uint32_t unfiltered) {
  const Texts& texts = context.texts();
  const auto words = understood(answer, request.reader_language);
  data values;
  values["query"] = data(request.text);
  values["box_label"] = data(texts.get("search_label"));
  values["hidden"] = hidden_fields(kept_parameters(request));
  values["total"] = data(texts.count("works", answer.works));
  values["understood"] = text(words.understood);
  values["notice"] = text(words.notice);
  add_other_searches(answer, request, texts, values);
  add_emptiness(context, answer, request, unfiltered, values);
  add_chosen(context, request, "/search", {}, values);
  const std::size_t chosen = count_filters(request);
  values["chosen"] =
      text(chosen > 0 ? number(static_cast<long long>(chosen), request.reader_language) : "");
  values["facets"] = filter_list(context, answer, request);
  values["since"] = data(request.since == 0 ? "" : short_day(request.since, false));
  values["until"] = data(request.until == 0 ? "" : short_day(request.until, true));
  values["sorts"] = sorts(request, texts);
  values["title_element"] = data("h2");
  values["results"] = result_list(context, answer.hits, request);
  add_paging(answer, request, texts, values);
  add_takeaways(request, values);
  const Frame frame = frame_of(context, request);
  values["feeds"] = feed_links(frame.feeds);
  return page(context, frame, "search", std::move(values));
}

}  // namespace veille::web
