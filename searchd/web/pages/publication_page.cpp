#include "searchd/web/pages/publication_page.h"

#include <algorithm>

#include "searchd/web/labels.h"
#include "veille/locale.h"

namespace veille::web {
namespace {

using search::Hit;
using search::SearchRequest;

/// The search for everything with one value.
std::string search_for(const PageContext& context, Facet facet, const std::string& value) {
  SearchRequest request;
  request.reader_language = context.language;
  return search_address(selected(request, facet, value));
}

/// A list with its mark "has_…", so that its heading goes with it.
void add_list(data& page, const std::string& name, data entries) {
  page["has_" + name] = data(!entries.list_value().empty());
  page[name] = std::move(entries);
}

/// Names that lead somewhere, as {names: […]}; false when there are none.
data named(const std::vector<std::pair<std::string, std::string>>& names) {
  if (names.empty()) return data(false);
  data links = list();
  for (const auto& [label, to] : names) links << link(label, to);
  data out;
  out["names"] = std::move(links);
  return out;
}

data related(const PageContext& context, const std::vector<search::Related>& all) {
  data out = list();
  for (const auto& r : all) {
    data one;
    one["record"] = data(record_address(r.id, context.language));
    one["title"] = data(r.title);
    one["language"] = data(r.language);
    one["language_name"] = data(language_name(r.language, context.language));
    one["format"] = text(file_format(r.url));
    out << one;
  }
  return out;
}

data countries(const PageContext& context, const Publication& publication) {
  data out = list();
  for (const auto& country : publication.countries) {
    data one = link(country_name(country.code, context.language),
                    overview_address(Facet::country, country.code, context.language));
    one["provenance"] =
        data(context.texts().get(std::string("provenance_") + to_string(country.provenance)));
    one["sentence"] = text(country.sentence);
    out << one;
  }
  return out;
}

std::string country_names(const PageContext& context, const Publication& publication) {
  std::string out;
  for (const auto& country : publication.countries)
    out += (out.empty() ? "" : ", ") + country_name(country.code, context.language);
  return out;
}

data near(const PageContext& context, const Hit& hit) {
  data out = list();
  for (const auto& one : hit.near) {
    const Publication& p = one.publication;
    const auto* source = context.snapshot.source(p.source);
    data entry;
    entry["record"] = data(record_address(p.id, context.language));
    entry["title"] = data(p.title);
    entry["language"] = data(p.language);
    entry["source"] = data(source == nullptr ? p.source : source->title);
    entry["date_text"] = text(p.date.empty() ? "" : long_date(p.date, context.language));
    entry["countries"] = text(country_names(context, p));
    out << entry;
  }
  return out;
}

void add_record(const PageContext& context, const Hit& hit, data& values) {
  const Publication& p = hit.publication;
  values["id"] = data(p.id);
  values["title"] = data(p.title);
  values["language"] = data(p.language);
  values["language_name"] =
      text(p.language.empty() ? "" : language_name(p.language, context.language));
  values["kind"] = data(context.texts().get(std::string("kind_") + to_string(p.kind)));
  values["source"] = data(hit.source_title);
  values["source_address"] = data(overview_address(Facet::source, p.source, context.language));
  values["date"] = data(p.date);
  values["date_text"] = text(p.date.empty() ? "" : long_date(p.date, context.language));
  values["archived"] = data(p.archived);
  values["description_text"] = text(p.description);
  values["url"] = data(p.url);
  values["path"] = data(p.path);
  data others = list();
  for (const auto& url : p.other_urls) {
    data one;
    one["url"] = data(url);
    others << one;
  }
  add_list(values, "other_urls", std::move(others));
}

void add_names(const PageContext& context, const Publication& p, data& values) {
  std::vector<std::pair<std::string, std::string>> authors, tags;
  for (const auto& key : facet_values(p, Facet::author))
    authors.emplace_back(context.snapshot.label(Facet::author, key),
                         search_for(context, Facet::author, key));
  for (const auto& key : facet_values(p, Facet::tag))
    tags.emplace_back(context.snapshot.label(Facet::tag, key),
                      overview_address(Facet::tag, key, context.language));
  values["authors"] = named(authors);
  values["tags"] = named(tags);
}

data files(const PageContext& context, const std::string& id) {
  data out = list();
  const std::tuple<const char*, const char*, bool> kFiles[] = {
      {"BibTeX", ".bib", true}, {"RIS", ".ris", true}, {"JSON", "", false}};
  for (const auto& [name, extension, saved] : kFiles) {
    data one;
    one["name"] = data(name);
    one["saved"] = data(saved);
    one["address"] =
        data(address("/api/v1/publications/" + id + extension, {{"hl", context.language}}));
    out << one;
  }
  return out;
}

/// What programs that collect references read from a page (the names that Highwire Press gave
/// them).
std::vector<std::pair<std::string, std::string>> citation_meta(const Hit& hit) {
  const Publication& p = hit.publication;
  std::vector<std::pair<std::string, std::string>> out = {{"citation_title", p.title}};
  for (const auto& author : p.authors) out.emplace_back("citation_author", author);
  std::string date = p.date;
  std::replace(date.begin(), date.end(), '-', '/');
  if (!date.empty()) out.emplace_back("citation_publication_date", date);
  if (!p.language.empty()) out.emplace_back("citation_language", p.language);
  const bool report = p.kind == Kind::report;
  out.emplace_back(report ? "citation_technical_report_institution" : "citation_publisher",
                   hit.source_title);
  const bool pdf = file_format(p.url) == "PDF";
  out.emplace_back(pdf ? "citation_pdf_url" : "citation_fulltext_html_url", p.url);
  return out;
}

}  // namespace

std::string publication_page(const PageContext& context, const Hit& hit,
                             const std::string& bibtex) {
  const Publication& p = hit.publication;
  Frame frame;
  frame.title = p.title;
  frame.description = p.description;
  frame.path = "/publication/" + p.id;
  frame.listed = true;
  frame.meta = citation_meta(hit);
  SearchRequest everything;
  everything.reader_language = context.language;
  data values;
  values["query"] = data("");
  values["box_label"] = data(context.texts().get("search_label"));
  values["hidden"] = hidden_fields(search_parameters(everything));
  add_record(context, hit, values);
  add_names(context, p, values);
  add_list(values, "countries", countries(context, p));
  add_list(values, "translations", related(context, hit.translations));
  std::vector<search::Related> reports;
  for (const auto& report : hit.reports) reports.push_back(report.report);
  add_list(values, "reports", related(context, reports));
  add_list(values, "linked_from", related(context, hit.linked_from));
  add_list(values, "near", near(context, hit));
  values["bibtex"] = lines(bibtex);
  values["files"] = files(context, p.id);
  return page(context, frame, "publication", std::move(values));
}

}  // namespace veille::web
