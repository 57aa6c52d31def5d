#include "searchd/api/json.h"

#include <algorithm>

#include "searchd/api/facet_formats.h"
#include "searchd/api/hit_json.h"
#include "searchd/web/understood.h"

namespace veille::api {
namespace {

using search::Hit;

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
  JsonWriter out;
  out.begin_object();
  write_snapshot(out, m.id, m.built_at);
  out.member("checked_at", checked_at);
  out.member("program_version", VEILLE_VERSION);
  out.member("schema_version", m.schema_version);
  out.member("analyser_version", m.analyser_version);
  out.member("publications", m.publications);
  out.member("works", m.works);
  out.member_or_null("newest_date", m.newest_date);
  out.member("problems", std::uint64_t{m.problems.size()});
  out.key("sources");
  out.begin_array();
  for (const auto& s : m.sources) {
    out.begin_object();
    out.member("id", s.id);
    out.member("title", s.title);
    out.member_or_null("url", s.url);
    out.member_or_null("language", s.language);
    out.member_or_null("country", s.country);
    out.member_or_null("commit", s.commit);
    out.member("posts", s.posts);
    out.member("pages", s.pages);
    out.member("reports", s.reports);
    out.member("works", s.works);
    out.end_object();
  }
  out.end_array();
  out.end_object();
  return out.take();
}

}  // namespace veille::api
