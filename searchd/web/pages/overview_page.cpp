#include "searchd/web/pages/overview_page.h"

#include <algorithm>

#include "searchd/web/labels.h"
#include "searchd/web/pages/result_list.h"
#include "searchd/web/pages/table.h"
#include "searchd/web/pages/year_chart.h"
#include "veille/locale.h"

namespace veille::web {
namespace {

using search::Answer;
using search::SearchRequest;

/// The most frequent values of the other facets: to narrow by.
data value_lists(const PageContext& context, Facet own, const Answer& answer,
                 const SearchRequest& request) {
  data out = list();
  for (const auto& counts : answer.facets) {
    const bool elsewhere = counts.facet == Facet::year || counts.facet == Facet::language;
    if (counts.facet == own || elsewhere || counts.values.empty()) continue;
    data values = list();
    for (const auto& value : counts.values) {
      data one = link(facet_label(counts.facet, value, context.language),
                      search_address(selected(request, counts.facet, value.value)));
      one["works"] = data(number(value.works, context.language));
      values << one;
    }
    data group;
    group["name"] = data(facet_name(counts.facet, context.language));
    group["values"] = std::move(values);
    out << group;
  }
  return out;
}

void add_years(const PageContext& context, const Answer& answer, const SearchRequest& request,
               data& values) {
  for (const auto& counts : answer.facets) {
    if (counts.facet != Facet::year) continue;
    add_year_chart(
        context, counts.histogram,
        [&](const std::string& year) {
          return search_address(selected(request, Facet::year, year));
        },
        [](const std::string&) { return false; }, values);
  }
}

Frame frame_of(const PageContext& context, Facet facet, const std::string& value,
               const std::string& label, const Answer& answer, const SearchRequest& request) {
  Frame out;
  out.title = label;
  out.path = "/" + std::string(to_string(facet)) + "/" + encode_component(value);
  out.listed = true;
  out.description = context.texts().format(
      "overview_of", {{"label", label}, {"total", context.texts().count("works", answer.works)}});
  out.feeds = feeds_of(request);
  return out;
}

}  // namespace

std::string overview_page(const PageContext& context, Facet facet, const Answer& answer,
                          const search::Pivot& pivot, const SearchRequest& request) {
  const Texts& texts = context.texts();
  const std::string value = request.selections[static_cast<std::size_t>(facet)].any_of.front();
  const std::string label = value_label(context.snapshot, facet, value, context.language);
  const Frame frame = frame_of(context, facet, value, label, answer, request);
  SearchRequest by_relevance = request;
  by_relevance.sort = search::Sort::relevance;
  const auto parameters = search_parameters(by_relevance);
  data values;
  values["query"] = data("");
  values["box_label"] = data(texts.format("search_in", {{"label", label}}));
  values["hidden"] = hidden_fields(parameters);
  values["all_address"] =
      data(address(std::string("/facets/") + to_string(facet), {{"hl", context.language}}));
  values["facet_name"] = data(facet_name(facet, context.language));
  values["heading"] = data(label);
  const auto* source = facet == Facet::source ? context.snapshot.source(value) : nullptr;
  values["site_address"] = text(source == nullptr ? "" : source->url);
  values["total"] = data(texts.count("works", answer.works));
  values["works"] = data(number(answer.works, context.language));
  add_years(context, answer, by_relevance, values);
  add_table(context, pivot, by_relevance, RowOrder::by_value_descending, values);
  values["lists"] = value_lists(context, facet, answer, by_relevance);
  values["title_element"] = data("h3");
  values["results"] = result_list(context, answer.hits, by_relevance);
  values["all_results"] = data(texts.count("all_results", answer.works));
  values["search"] = data(search_address(by_relevance));
  values["table"] = data(address("/pivot", parameters));
  values["feeds"] = feed_links(frame.feeds);
  return page(context, frame, "overview", std::move(values));
}

}  // namespace veille::web
