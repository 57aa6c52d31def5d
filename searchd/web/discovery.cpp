#include "searchd/web/discovery.h"

#include <string_view>

#include "searchd/search/facet_search.h"
#include "searchd/web/address.h"
#include "searchd/web/html.h"
#include "searchd/web/texts.h"
#include "veille/locale.h"
#include "veille/utf8.h"

namespace veille::web {
namespace {

// What the description's format allows.
constexpr std::size_t kShortName = 16;
constexpr std::size_t kLongName = 48;

std::string xml(std::string_view text) { return Html::escape(text).str(); }

std::string element(const std::string& name, std::string_view text) {
  return "<" + name + ">" + xml(text) + "</" + name + ">\n";
}

std::string search_url(const Site& site, const char* type, const char* rel,
                       const std::string& target) {
  return "<Url type=\"" + std::string(type) + "\" rel=\"" + rel + "\" template=\"" +
         xml(whole_address(site, target)) + "\"/>\n";
}

/// One page, in each language that it speaks.
std::string sitemap_entry(const Site& site, const std::string& path) {
  const auto in = [&](const std::string& language) {
    return xml(whole_address(site, address(path, {{"hl", language}})));
  };
  std::string out = "<url><loc>" + in(ui_languages().front()) + "</loc>";
  for (const auto& language : ui_languages())
    out += "<xhtml:link rel=\"alternate\" hreflang=\"" + language + "\" href=\"" + in(language) +
           "\"/>";
  return out + "</url>\n";
}

}  // namespace

std::string opensearch_description(const Site& site, const std::string& language) {
  const auto& texts = Texts::of(language);
  const std::string hl = "&hl=" + language;
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
  out += "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n";
  out += element("ShortName", cut_utf8(site.name, kShortName));
  out += element("LongName", cut_utf8(site.name, kLongName));
  out += element("Description", site.name + ": " + texts.get("search_label"));
  out += search_url(site, "text/html", "results", "/search?q={searchTerms}" + hl);
  out += search_url(site, "application/x-suggestions+json", "suggestions",
                    "/api/v1/suggest?q={searchTerms}&format=opensearch" + hl);
  out += search_url(site, "application/atom+xml", "results",
                    "/api/v1/search.atom?q={searchTerms}&limit=50" + hl);
  out += search_url(site, "application/opensearchdescription+xml", "self",
                    "/opensearch.xml?hl=" + language);
  out += "<Image height=\"16\" width=\"16\" type=\"image/svg+xml\">" +
         xml(whole_address(site, "/assets/icon.svg")) + "</Image>\n";
  out += element("Language", language) + element("InputEncoding", "UTF-8") +
         element("OutputEncoding", "UTF-8");
  return out + "</OpenSearchDescription>\n";
}

std::string sitemap(const Site& site, const search::OpenSnapshot& snapshot) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset "
      "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
  out += sitemap_entry(site, "/search");
  for (const Facet facet : {Facet::source, Facet::country, Facet::tag}) {
    out += sitemap_entry(site, std::string("/facets/") + to_string(facet));
    search::ValueListing listing;
    listing.limit = kSitemapTags;
    const auto counts = search::search_facet(snapshot, {}, facet, listing);
    for (const auto& value : counts.values) {
      out += sitemap_entry(
          site, "/" + std::string(to_string(facet)) + "/" + encode_component(value.value));
    }
  }
  return out + "</urlset>\n";
}

std::string robots(const Site& site) {
  std::string out = "User-agent: *\nDisallow: /api/\nDisallow: /cite\nDisallow: /*&\n";
  if (!site.public_url.empty()) out += "Sitemap: " + whole_address(site, "/sitemap.xml") + "\n";
  return out;
}

}  // namespace veille::web
