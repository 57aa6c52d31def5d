#include "searchd/api/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "searchd/api/facet_json.h"
#include "searchd/api/hit_json.h"
#include "searchd/web/understood.h"

namespace veille::api {
namespace {

// Keys stay in the order in which they are written: easier to read, and the same bytes every time.
using json = nlohmann::ordered_json;
using search::Hit;

json or_null(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }

void write_snapshot(JsonWriter& out, const std::string& id, const std::string& built_at) {
  out.key("snapshot");
  out.begin_object();
  out.member("id", id);
  out.member("built_at", built_at);
  out.end_object();
}

void write_query(JsonWriter& out, const search::Answer& answer,
                 const search::SearchRequest& request) {
  const auto words = web::understood(answer, request.reader_language);
  out.key("query");
  out.begin_object();
  out.member("text", request.text);
  out.member("understood", words.understood);
  out.member_or_null("suggestion", answer.suggestion);
  out.member("corrected", !answer.corrected_from.empty());
  out.member_or_null("notice", words.notice);
  out.end_object();
}

void write_results(JsonWriter& out, const std::vector<Hit>& hits,
                   const SearchParameters& parameters) {
  HitStyle style;
  style.language = parameters.search.reader_language;
  const auto& fields = parameters.fields.empty() ? hit_fields() : parameters.fields;
  out.key("results");
  out.begin_array();
  for (const auto& hit : hits) {
    out.begin_object();
    write_hit(out, hit, fields, style);
    if (parameters.search.explain) {
      out.key("explain");
      write_explained(out, hit);
    }
    out.end_object();
  }
  out.end_array();
}

}  // namespace

std::string search_json(const search::Answer& answer, const SearchParameters& parameters) {
  const auto& request = parameters.search;
  JsonWriter out;
  out.begin_object();
  write_query(out, answer, request);
  write_snapshot(out, answer.snapshot_id, answer.built_at);
  out.key("total");
  out.begin_object();
  out.member("works", answer.works);
  out.member("publications", answer.publications);
  out.end_object();
  out.member("page", std::uint64_t{request.page});
  out.member("per_page", std::uint64_t{request.per_page});
  write_results(out, answer.hits, parameters);
  out.key("facets");
  out.begin_object();
  for (const auto& facet : answer.facets) {
    out.key(to_string(facet.facet));
    out.begin_object();
    write_facet(out, facet, request.reader_language);
    out.end_object();
  }
  out.end_object();
  out.end_object();
  return out.take();
}

std::string publication_json(const Hit& hit, const Manifest& manifest,
                             const std::string& reader_language) {
  auto fields = hit_fields();
  std::erase_if(fields, [](const auto& f) {
    return f == "snippet" || f == "matched_language" || f == "pages" || f == "more_pages";
  });
  const HitStyle style{reader_language, true, false};
  const Publication& p = hit.publication;
  JsonWriter out;
  out.begin_object();
  write_hit(out, hit, fields, style);
  out.member_or_null("description", p.description);
  out.member_or_null("image", p.image);
  out.member("other_urls", p.other_urls);
  out.key("related");
  write_near(out, hit, style);
  write_snapshot(out, manifest.id, manifest.built_at);
  out.end_object();
  return out.take();
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
  const json out = {{"snapshot", {{"id", m.id}, {"built_at", m.built_at}}},
                    {"checked_at", checked_at},
                    {"program_version", VEILLE_VERSION},
                    {"schema_version", m.schema_version},
                    {"analyser_version", m.analyser_version},
                    {"publications", m.publications},
                    {"works", m.works},
                    {"newest_date", or_null(m.newest_date)},
                    {"problems", m.problems.size()},
                    {"sources", sources}};
  return out.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace veille::api
