#include "searchd/api/hit_json.h"

#include <algorithm>
#include <utility>

#include "searchd/search/explain.h"
#include "searchd/web/html.h"
#include "veille/locale.h"

namespace veille::api {
namespace {

using search::Hit;

void write_related(JsonWriter& out, const std::vector<search::Related>& list) {
  out.begin_array();
  for (const auto& r : list) {
    out.begin_object();
    out.member("id", r.id);
    out.member_or_null("language", r.language);
    out.member("url", r.url);
    out.member("title", r.title);
    out.end_object();
  }
  out.end_array();
}

void write_pages(JsonWriter& out, const std::vector<search::PageHit>& pages) {
  out.begin_array();
  for (const auto& p : pages) {
    out.begin_object();
    out.member("page", p.page);
    out.member("label", p.label);
    out.member("url", p.url);
    out.member("snippet", web::to_html(p.snippet).str());
    out.end_object();
  }
  out.end_array();
}

void write_reports(JsonWriter& out, const std::vector<search::ReportHit>& reports,
                   const HitStyle& style) {
  out.begin_array();
  for (const auto& r : reports) {
    out.begin_object();
    out.member("id", r.report.id);
    out.member_or_null("language", r.report.language);
    out.member("title", r.report.title);
    out.member("url", r.report.url);
    if (style.pages) {
      out.key("pages");
      write_pages(out, r.pages);
      out.member("more_pages", std::uint64_t{r.more_pages});
    }
    out.end_object();
  }
  out.end_array();
}

void write_countries(JsonWriter& out, const Publication& p, const HitStyle& style) {
  out.begin_array();
  for (const auto& c : p.countries) {
    out.begin_object();
    out.member("code", c.code);
    out.member("name", country_name(c.code, style.language));
    out.member("provenance", to_string(c.provenance));
    if (style.sentences && !c.sentence.empty()) out.member("sentence", c.sentence);
    out.end_object();
  }
  out.end_array();
}

void write_source(JsonWriter& out, const Hit& hit) {
  out.begin_object();
  out.member("id", hit.publication.source);
  out.member("title", hit.source_title);
  out.end_object();
}

using Write = void (*)(JsonWriter&, const Hit&, const HitStyle&);

/// Each field and how it is written.
const std::vector<std::pair<std::string, Write>>& writers() {
  static const std::vector<std::pair<std::string, Write>> kWriters = {
      {"work", [](JsonWriter& o, const Hit& h, const HitStyle&) { o.value(h.publication.work); }},
      {"id", [](JsonWriter& o, const Hit& h, const HitStyle&) { o.value(h.publication.id); }},
      {"kind", [](JsonWriter& o, const Hit& h,
                  const HitStyle&) { o.value(to_string(h.publication.kind)); }},
      {"source", [](JsonWriter& o, const Hit& h, const HitStyle&) { write_source(o, h); }},
      {"path", [](JsonWriter& o, const Hit& h, const HitStyle&) { o.value(h.publication.path); }},
      {"url", [](JsonWriter& o, const Hit& h, const HitStyle&) { o.value(h.publication.url); }},
      {"title", [](JsonWriter& o, const Hit& h, const HitStyle&) { o.value(h.publication.title); }},
      {"language", [](JsonWriter& o, const Hit& h,
                      const HitStyle&) { o.value_or_null(h.publication.language); }},
      {"date",
       [](JsonWriter& o, const Hit& h, const HitStyle&) { o.value_or_null(h.publication.date); }},
      {"archived",
       [](JsonWriter& o, const Hit& h, const HitStyle&) { o.value(h.publication.archived); }},
      {"authors",
       [](JsonWriter& o, const Hit& h, const HitStyle&) { o.value(h.publication.authors); }},
      {"tags", [](JsonWriter& o, const Hit& h, const HitStyle&) { o.value(h.publication.tags); }},
      {"countries", [](JsonWriter& o, const Hit& h,
                       const HitStyle& s) { write_countries(o, h.publication, s); }},
      {"snippet", [](JsonWriter& o, const Hit& h,
                     const HitStyle&) { o.value(web::to_html(h.snippet).str()); }},
      {"matched_language",
       [](JsonWriter& o, const Hit& h, const HitStyle&) { o.value_or_null(h.matched_language); }},
      {"translations",
       [](JsonWriter& o, const Hit& h, const HitStyle&) { write_related(o, h.translations); }},
      {"linked_from",
       [](JsonWriter& o, const Hit& h, const HitStyle&) { write_related(o, h.linked_from); }},
      {"pages", [](JsonWriter& o, const Hit& h, const HitStyle&) { write_pages(o, h.pages); }},
      {"more_pages",
       [](JsonWriter& o, const Hit& h, const HitStyle&) { o.value(std::uint64_t{h.more_pages}); }},
      {"reports",
       [](JsonWriter& o, const Hit& h, const HitStyle& s) { write_reports(o, h.reports, s); }}};
  return kWriters;
}

}  // namespace

const std::vector<std::string>& hit_fields() {
  static const std::vector<std::string> kFields = [] {
    std::vector<std::string> out;
    for (const auto& [name, write] : writers()) out.push_back(name);
    return out;
  }();
  return kFields;
}

void write_hit(JsonWriter& out, const Hit& hit, const std::vector<std::string>& fields,
               const HitStyle& style) {
  for (const auto& field : fields) {
    const auto found = std::find_if(writers().begin(), writers().end(),
                                    [&](const auto& writer) { return writer.first == field; });
    if (found == writers().end()) continue;
    out.key(field);
    found->second(out, hit, style);
  }
}

void write_explained(JsonWriter& out, const Hit& hit) {
  out.begin_object();
  out.member("score", hit.score);
  out.member_or_null("language", hit.publication.language);
  out.key("forms");
  out.begin_array();
  for (const auto& f : hit.explained) {
    out.begin_object();
    out.member("word", f.word);
    out.member("form", f.form);
    out.member("how", search::to_string(f.how));
    out.member("synonym", f.is_synonym);
    out.member("count", std::uint64_t{f.count});
    out.member("fields", f.fields);
    if (!f.pages.empty()) {
      out.key("pages");
      out.begin_array();
      for (const int page : f.pages) out.value(page);
      out.end_array();
    }
    out.end_object();
  }
  out.end_array();
  out.end_object();
}

void write_near(JsonWriter& out, const Hit& hit, const HitStyle& style) {
  out.begin_array();
  for (const auto& near : hit.near) {
    const Publication& p = near.publication;
    out.begin_object();
    out.member("id", p.id);
    out.member_or_null("language", p.language);
    out.member("url", p.url);
    out.member("title", p.title);
    out.member_or_null("date", p.date);
    out.member("source", p.source);
    out.key("countries");
    write_countries(out, p, style);
    out.member("shared_tags", near.tags);
    out.member("other_country", near.other_country);
    out.end_object();
  }
  out.end_array();
}

}  // namespace veille::api
