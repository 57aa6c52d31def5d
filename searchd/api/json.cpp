#include "searchd/api/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "searchd/api/facet_json.h"
#include "searchd/search/explain.h"
#include "searchd/web/html.h"
#include "searchd/web/understood.h"
#include "veille/locale.h"

namespace veille::api {
namespace {

// Keys stay in the order in which they are written: easier to read, and the same bytes every time.
using json = nlohmann::ordered_json;
using search::Hit;

std::string dump(const json& body) {
  return body.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

json or_null(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }

json related_json(const std::vector<search::Related>& list) {
  json out = json::array();
  for (const auto& r : list)
    out.push_back(
        {{"id", r.id}, {"language", or_null(r.language)}, {"url", r.url}, {"title", r.title}});
  return out;
}

json pages_json(const std::vector<search::PageHit>& pages) {
  json out = json::array();
  for (const auto& p : pages) {
    out.push_back({{"page", p.page},
                   {"label", p.label},
                   {"url", p.url},
                   {"snippet", web::to_html(p.snippet).str()}});
  }
  return out;
}

json reports_json(const std::vector<search::ReportHit>& reports) {
  json out = json::array();
  for (const auto& r : reports) {
    out.push_back({{"id", r.report.id},
                   {"language", or_null(r.report.language)},
                   {"title", r.report.title},
                   {"url", r.report.url},
                   {"pages", pages_json(r.pages)},
                   {"more_pages", r.more_pages}});
  }
  return out;
}

json countries_json(const Publication& p, const std::string& language, bool sentences) {
  json out = json::array();
  for (const auto& c : p.countries) {
    json one = {{"code", c.code},
                {"name", country_name(c.code, language)},
                {"provenance", to_string(c.provenance)}};
    if (sentences && !c.sentence.empty()) one["sentence"] = c.sentence;
    out.push_back(std::move(one));
  }
  return out;
}

json hit_json(const Hit& hit, const std::string& language, bool sentences) {
  const Publication& p = hit.publication;
  return {{"work", p.work},
          {"id", p.id},
          {"kind", to_string(p.kind)},
          {"source", {{"id", p.source}, {"title", hit.source_title}}},
          {"path", p.path},
          {"url", p.url},
          {"title", p.title},
          {"language", or_null(p.language)},
          {"date", or_null(p.date)},
          {"archived", p.archived},
          {"authors", p.authors},
          {"tags", p.tags},
          {"countries", countries_json(p, language, sentences)},
          {"snippet", web::to_html(hit.snippet).str()},
          {"matched_language", or_null(hit.matched_language)},
          {"translations", related_json(hit.translations)},
          {"linked_from", related_json(hit.linked_from)},
          {"pages", pages_json(hit.pages)},
          {"more_pages", hit.more_pages},
          {"reports", reports_json(hit.reports)}};
}

json explained_json(const Hit& hit) {
  json forms = json::array();
  for (const auto& f : hit.explained) {
    json one = {{"word", f.word},          {"form", f.form},   {"how", search::to_string(f.how)},
                {"synonym", f.is_synonym}, {"count", f.count}, {"fields", f.fields}};
    if (!f.pages.empty()) one["pages"] = f.pages;
    forms.push_back(std::move(one));
  }
  return {{"score", hit.score}, {"language", or_null(hit.publication.language)}, {"forms", forms}};
}

json near_json(const std::vector<search::NearPublication>& list, const std::string& language) {
  json out = json::array();
  for (const auto& n : list) {
    const Publication& p = n.publication;
    out.push_back({{"id", p.id},
                   {"language", or_null(p.language)},
                   {"url", p.url},
                   {"title", p.title},
                   {"date", or_null(p.date)},
                   {"source", p.source},
                   {"countries", countries_json(p, language, false)},
                   {"shared_tags", n.tags},
                   {"other_country", n.other_country}});
  }
  return out;
}

json results_json(const std::vector<Hit>& hits, const SearchParameters& parameters) {
  json out = json::array();
  for (const auto& hit : hits) {
    json one = hit_json(hit, parameters.search.reader_language, false);
    json kept = json::object();
    for (const auto& field : parameters.fields) kept[field] = one[field];
    json& shown = parameters.fields.empty() ? one : kept;
    if (parameters.search.explain) shown["explain"] = explained_json(hit);
    out.push_back(std::move(shown));
  }
  return out;
}

json facets_json(const std::vector<search::FacetCounts>& facets, const std::string& language) {
  json out = json::object();
  for (const auto& facet : facets) out[to_string(facet.facet)] = facet_json(facet, language);
  return out;
}

json snapshot_json(const std::string& id, const std::string& built_at) {
  return {{"id", id}, {"built_at", built_at}};
}

}  // namespace

std::string search_json(const search::Answer& answer, const SearchParameters& parameters) {
  const auto& request = parameters.search;
  const auto words = web::understood(answer, request.reader_language);
  return dump({{"query",
                {{"text", request.text},
                 {"understood", words.understood},
                 {"suggestion", or_null(answer.suggestion)},
                 {"corrected", !answer.corrected_from.empty()},
                 {"notice", or_null(words.notice)}}},
               {"snapshot", snapshot_json(answer.snapshot_id, answer.built_at)},
               {"total", {{"works", answer.works}, {"publications", answer.publications}}},
               {"page", request.page},
               {"per_page", request.per_page},
               {"results", results_json(answer.hits, parameters)},
               {"facets", facets_json(answer.facets, request.reader_language)}});
}

std::string publication_json(const Hit& hit, const Manifest& manifest,
                             const std::string& reader_language) {
  json out = hit_json(hit, reader_language, true);
  for (const char* key : {"snippet", "matched_language", "pages", "more_pages"}) out.erase(key);
  for (auto& report : out["reports"]) {
    report.erase("pages");
    report.erase("more_pages");
  }
  const Publication& p = hit.publication;
  out["description"] = or_null(p.description);
  out["image"] = or_null(p.image);
  out["other_urls"] = p.other_urls;
  out["related"] = near_json(hit.near, reader_language);
  out["snapshot"] = snapshot_json(manifest.id, manifest.built_at);
  return dump(out);
}

std::string status_json(const Manifest& m, const std::string& checked_at) {
  json sources = json::array();
  for (const auto& s : m.sources) {
    sources.push_back({{"id", s.id},
                       {"title", s.title},
                       {"url", or_null(s.url)},
                       {"language", or_null(s.language)},
                       {"country", or_null(s.country)},
                       {"commit", or_null(s.commit)},
                       {"posts", s.posts},
                       {"pages", s.pages},
                       {"reports", s.reports},
                       {"works", s.works}});
  }
  return dump({{"snapshot", snapshot_json(m.id, m.built_at)},
               {"checked_at", checked_at},
               {"program_version", VEILLE_VERSION},
               {"schema_version", m.schema_version},
               {"analyser_version", m.analyser_version},
               {"publications", m.publications},
               {"works", m.works},
               {"newest_date", or_null(m.newest_date)},
               {"problems", m.problems.size()},
               {"sources", sources}});
}

}  // namespace veille::api
