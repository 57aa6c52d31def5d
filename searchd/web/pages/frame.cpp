#include "searchd/web/pages/frame.h"

#include "veille/locale.h"

namespace veille::web {
namespace {

constexpr const char* kEntriesOfFeeds = "50";

/// The path under which the site's pages are reached; its links work under any of its names.
std::string base_of(const Site& site) {
  const auto host = site.public_url.find("://");
  const auto path = host == std::string::npos ? host : site.public_url.find('/', host + 3);
  return path == std::string::npos ? "" : site.public_url.substr(path);
}

void add_common(const PageContext& context, data& page) {
  const std::string base = base_of(context.site);
  page["lang"] = data(context.language);
  page["base"] = data(base);
  page["absolute"] = text(context.site.public_url);
  page["site_name"] = data(context.site.name);
  page["assets"] = data(base + "/assets/" + context.site.version);
  page["search_template"] = data(context.site.public_url + "/search?q={q}&hl=" + context.language);
}

std::string own_address(const Frame& frame, const std::string& language) {
  auto parameters = frame.parameters;
  parameters.emplace_back("hl", language);
  return address(frame.path, parameters);
}

data language_links(const PageContext& context, const Frame& frame) {
  data out = list();
  for (const auto& language : ui_languages()) {
    data one = link(language_name(language, language), own_address(frame, language));
    one["code"] = data(language);
    one["whole"] = data(whole_address(context.site, own_address(frame, language)));
    one["current"] = data(language == context.language);
    out << one;
  }
  return out;
}

data browse_links(const PageContext& context) {
  data out = list();
  const auto add = [&](const char* path, const char* key) {
    out << link(context.texts().get(key), address(path, {{"hl", context.language}}));
  };
  add("/facets/source", "browse_source");
  add("/facets/country", "browse_country");
  add("/facets/tag", "browse_tag");
  add("/pivot", "pivot_title");
  return out;
}

void add_head(const PageContext& context, const Frame& frame, data& page) {
  const Site& site = context.site;
  const std::string title = frame.title.empty() ? site.name : frame.title;
  page["page_title"] = data(title);
  page["document_title"] = data(frame.title.empty() ? title : title + " – " + site.name);
  page["description"] = text(frame.description);
  page["listed"] = data(frame.listed);
  page["scripted"] = data(frame.scripted);
  page["own_address"] = data(whole_address(site, own_address(frame, context.language)));
  page["opensearch"] = data(whole_address(site, "/opensearch.xml?hl=" + context.language));
  const bool has_logo = !site.logo.bytes.empty();
  const bool shown_elsewhere = has_logo && site.logo.content_type != "image/svg+xml";
  page["logo"] = data(has_logo);
  page["accent"] = data(!site.accent.empty());
  page["picture"] = text(shown_elsewhere ? whole_address(site, "/assets/logo") : "");
  data meta = list();
  for (const auto& [name, content] : frame.meta) {
    data one;
    one["name"] = data(name);
    one["content"] = data(content);
    meta << one;
  }
  page["meta"] = std::move(meta);
  page["feeds"] = feed_links(frame.feeds);
}

void add_foot(const PageContext& context, data& page) {
  const auto& manifest = context.snapshot.manifest();
  page["snapshot"] = data(manifest.id);
  page["built"] = data(context.texts().format(
      "built", {{"date", long_date(manifest.built_at.substr(0, 10), context.language)},
                {"n", number(manifest.publications, context.language)}}));
}

}  // namespace

std::string page(const PageContext& context, const Frame& frame, const std::string& name,
                 data values) {
  add_common(context, values);
  values["browse"] = browse_links(context);
  data outer;
  add_common(context, outer);
  add_head(context, frame, outer);
  add_foot(context, outer);
  outer["is_start"] = data(frame.path == "/search");
  outer["languages"] = language_links(context, frame);
  outer["browse"] = browse_links(context);
  outer["skip_to"] = data(frame.main_id);
  outer["skip_label"] =
      data(context.texts().get(frame.main_id == "results" ? "skip" : "skip_main"));
  outer["content"] = data(render(name, values, context.language));
  return render("frame", outer, context.language);
}

std::vector<Feed> feeds_of(const search::SearchRequest& request) {
  search::SearchRequest newest = request;
  newest.sort = search::Sort::newest;
  newest.page = 1;
  newest.per_page = search::SearchRequest().per_page;
  auto parameters = search_parameters(newest);
  parameters.emplace_back("limit", kEntriesOfFeeds);
  return {{"application/atom+xml", "Atom", address("/api/v1/search.atom", parameters)},
          {"application/feed+json", "JSON Feed", address("/api/v1/search.jsonfeed", parameters)}};
}

data feed_links(const std::vector<Feed>& feeds) {
  data out = list();
  for (const auto& feed : feeds) {
    data one;
    one["type"] = data(feed.type);
    one["name"] = data(feed.name);
    one["title"] = data(feed.name);
    one["address"] = data(feed.address);
    out << one;
  }
  return out;
}

data hidden_fields(const Parameters& parameters) {
  data out = list();
  for (const auto& [name, value] : parameters) {
    data one;
    one["name"] = data(name);
    one["value"] = data(value);
    out << one;
  }
  return out;
}

}  // namespace veille::web
