#include "searchd/web/pages/result_list.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "searchd/web/address.h"
#include "searchd/web/html.h"
#include "searchd/web/labels.h"
#include "veille/locale.h"

namespace veille::web {
namespace {

using search::Hit;
using search::SearchRequest;

constexpr std::size_t kMaxTagsShown = 8;

data page_hits(const std::vector<search::PageHit>& pages, const Texts& texts) {
  data out = list();
  for (const auto& p : pages) {
    const bool same = p.label.empty() || p.label == std::to_string(p.page);
    data one;
    one["url"] = data(p.url);
    one["name"] = data(
        same ? texts.format("page_n", {{"n", std::to_string(p.page)}})
             : texts.format("page_n_label", {{"n", std::to_string(p.page)}, {"label", p.label}}));
    one["snippet"] = data(to_html(p.snippet).str());
    out << one;
  }
  return out;
}

data more_pages(std::size_t n, const Texts& texts) {
  return n == 0 ? data(false) : data(texts.count("more_pages", static_cast<long long>(n)));
}

data report_list(const Hit& hit, const Texts& texts) {
  data out = list();
  for (const auto& r : hit.reports) {
    data one;
    one["url"] = data(r.report.url);
    one["title"] = data(r.report.title);
    one["language"] = data(r.report.language);
    one["format"] = text(file_format(r.report.url));
    one["pages"] = page_hits(r.pages, texts);
    one["has_pages"] = data(!r.pages.empty());
    one["more"] = more_pages(r.more_pages, texts);
    out << one;
  }
  return out;
}

data related_list(const std::vector<search::Related>& all, const std::string& ui_language) {
  data out = list();
  for (const auto& r : all) {
    data one;
    one["url"] = data(r.url);
    one["title"] = data(r.title);
    one["language"] = data(r.language);
    one["language_name"] = data(language_name(r.language, ui_language));
    out << one;
  }
  return out;
}

/// Names that are links to the same search with their value added.
data facet_links(const SearchRequest& request, Facet facet,
                 const std::vector<std::pair<std::string, std::string>>& values) {
  data out = list();
  for (const auto& [value, label] : values) {
    const auto& chosen = request.selections[static_cast<std::size_t>(facet)].any_of;
    const bool selected = std::find(chosen.begin(), chosen.end(), value) != chosen.end();
    out << link(label, search_address(selected ? request : toggled(request, facet, value)));
  }
  return out;
}

data tag_links(const PageContext& context, const Hit& hit, const SearchRequest& request) {
  std::vector<std::pair<std::string, std::string>> tags;
  for (const auto& key : facet_values(hit.publication, Facet::tag)) {
    if (tags.size() < kMaxTagsShown)
      tags.emplace_back(key, context.snapshot.label(Facet::tag, key));
  }
  return facet_links(request, Facet::tag, tags);
}

data country_links(const Hit& hit, const SearchRequest& request) {
  std::vector<std::pair<std::string, std::string>> countries;
  for (const auto& country : hit.publication.countries) {
    countries.emplace_back(country.code, country_name(country.code, request.reader_language));
  }
  return facet_links(request, Facet::country, countries);
}

data result(const PageContext& context, const Hit& hit, const SearchRequest& request) {
  const Texts& texts = context.texts();
  const Publication& p = hit.publication;
  const auto& ui = request.reader_language;
  data out;
  out["id"] = data(p.id);
  out["url"] = data(p.url);
  out["title"] = data(p.title);
  out["kind"] = data(texts.get(std::string("kind_") + to_string(p.kind)));
  out["source"] = data(hit.source_title);
  out["date"] = data(p.date);
  out["date_text"] = text(p.date.empty() ? "" : long_date(p.date, ui));
  out["archived"] = data(p.archived);
  out["language"] = data(p.language);
  out["found_in"] =
      data(request.text.empty()
               ? language_name(p.language, ui)
               : texts.format("found_in", {{"language", language_name_inside(p.language, ui)}}));
  out["has_links"] = data(!hit.linked_from.empty() || !hit.translations.empty());
  out["record"] = data(record_address(p.id, ui));
  out["record_label"] = data(texts.format("record_of", {{"title", p.title}}));
  out["foreign"] = data(!hit.matched_language.empty());
  // The best of the pages below says the same.
  out["snippet"] = text(hit.pages.empty() ? to_html(hit.snippet).str() : "");
  out["translations"] = related_list(hit.translations, ui);
  out["linked_from"] = related_list(hit.linked_from, ui);
  out["pages"] = page_hits(hit.pages, texts);
  out["more_pages"] = more_pages(hit.more_pages, texts);
  out["reports"] = report_list(hit, texts);
  out["tags"] = tag_links(context, hit, request);
  out["countries"] = country_links(hit, request);
  out["has_tags"] = data(!p.tags.empty() || !p.countries.empty());
  out["has_pages"] = data(!hit.pages.empty());
  return out;
}

}  // namespace

data result_list(const PageContext& context, const std::vector<Hit>& hits,
                 const SearchRequest& request) {
  data out = list();
  for (const auto& hit : hits) out << result(context, hit, request);
  return out;
}

}  // namespace veille::web
