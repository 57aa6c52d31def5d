#include "searchd/web/pages/values_page.h"

#include <algorithm>

#include "searchd/web/labels.h"
#include "searchd/web/pages/chosen.h"
#include "veille/locale.h"

namespace veille::web {
namespace {

using search::FacetCounts;
using search::SearchRequest;

bool has_overview(Facet facet) {
  return facet == Facet::tag || facet == Facet::country || facet == Facet::source;
}

data value_links(const PageContext& context, const FacetCounts& counts,
                 const SearchRequest& request) {
  const bool everything = request.text.empty() && count_filters(request) == 0;
  data out = list();
  const auto add = [&](const search::FacetCount& value, const std::string& label,
                       const std::string& to) {
    data one = link(label, to);
    one["works"] = data(number(value.works, context.language));
    one["selected"] = data(value.selected);
    out << one;
  };
  for (const auto& value : counts.values) {
    const bool overview = everything && has_overview(counts.facet);
    add(value, facet_label(counts.facet, value, context.language),
        overview ? overview_address(counts.facet, value.value, context.language)
                 : search_address(toggled(request, counts.facet, value.value)));
  }
  if (counts.unknown > 0 || counts.unknown_selected) {
    add({"", "", counts.unknown, counts.unknown_selected}, context.texts().get("unknown"),
        search_address(toggled(request, counts.facet, "")));
  }
  return out;
}

constexpr std::pair<const char*, search::ValueOrder> kOrders[] = {
    {"works", search::ValueOrder::works},
    {"label", search::ValueOrder::label},
    {"value", search::ValueOrder::value}};

/// The parameters of the list itself, where they are not the usual ones.
Parameters own_parameters(const search::ValueListing& listing, const std::string& prefix) {
  Parameters out;
  if (!prefix.empty()) out.emplace_back("prefix", prefix);
  for (const auto& [name, order] : kOrders) {
    if (order == listing.order && order != search::ValueListing{}.order)
      out.emplace_back("order", name);
  }
  return out;
}

data orders(const Texts& texts, search::ValueOrder chosen) {
  data out = list();
  for (const auto& [name, order] : kOrders) {
    data one;
    one["value"] = data(std::string(name));
    one["label"] = data(texts.get(std::string("order_") + name));
    one["selected"] = data(order == chosen);
    out << one;
  }
  return out;
}

}  // namespace

std::string values_page(const PageContext& context, const FacetCounts& counts,
                        const SearchRequest& request, const search::ValueListing& listing,
                        const std::string& prefix) {
  const Texts& texts = context.texts();
  Frame frame;
  frame.title = texts.format("values_of", {{"name", facet_name(counts.facet, context.language)}});
  frame.path = std::string("/facets/") + to_string(counts.facet);
  const auto own = own_parameters(listing, prefix);
  frame.parameters = parameters_but_language(request);
  frame.parameters.insert(frame.parameters.end(), own.begin(), own.end());
  frame.listed = frame.parameters.empty();
  data values;
  values["heading"] = data(frame.title);
  values["understood"] = text(request.text);
  add_chosen(context, request, frame.path, own, values);
  values["path"] = data(frame.path);
  values["hidden"] = hidden_fields(search_parameters(request));
  values["prefix"] = data(prefix);
  values["orders"] = orders(texts, listing.order);
  values["total"] = data(texts.count("values", static_cast<long long>(counts.total_values)));
  values["cut"] =
      text(counts.more ? texts.format("values_cut",
                                      {{"n", number(static_cast<long long>(counts.values.size()),
                                                    context.language)}})
                       : "");
  values["values"] = value_links(context, counts, request);
  values["search"] = data(search_address(request));
  auto csv = search_parameters(request);
  csv.emplace_back("format", "csv");
  csv.emplace_back("limit", std::to_string(listing.limit));
  csv.insert(csv.end(), own.begin(), own.end());
  values["csv"] = data(address("/api/v1" + frame.path, csv));
  return page(context, frame, "values", std::move(values));
}

}  // namespace veille::web
