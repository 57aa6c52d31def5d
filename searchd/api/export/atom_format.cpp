#include "searchd/api/export/format.h"
#include "searchd/web/html.h"

namespace veille::api {
namespace {

std::string xml(std::string_view text) { return web::Html::escape(text).str(); }

void add_element(std::string& out, const std::string& name, const std::string& escaped) {
  out.append("<").append(name).append(">").append(escaped);
  out.append("</").append(name).append(">\n");
}

std::string atom_head(const ExportContext& context) {
  const web::Site& site = context.settings.site;
  const std::string& target = context.settings.target;
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
  out += "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" +
         context.search.reader_language + "\">\n";
  add_element(out, "title", xml(feed_title(context)));
  add_element(out, "id", xml(permanent_id(site, target, "search:" + target)));
  add_element(out, "updated", xml(context.snapshot.manifest().built_at));
  add_element(out, "author", "<name>" + xml(site.name) + "</name>");
  if (!site.public_url.empty())
    out += "<link rel=\"self\" href=\"" + xml(whole_address(site, target)) + "\"/>\n";
  return out;
}

std::string atom_entry(const ExportContext& context, const search::Hit& hit) {
  const Publication& p = hit.publication;
  const std::string day = time_of(p);
  std::string out =
      p.language.empty() ? "<entry>\n" : "<entry xml:lang=\"" + xml(p.language) + "\">\n";
  add_element(out, "title", xml(p.title));
  add_element(out, "id", xml(permanent_id(context.settings.site, "/publication/" + p.id, p.id)));
  out += "<link rel=\"alternate\" href=\"" + xml(p.url) + "\"/>\n";
  // Every entry must say when it changed: of an undated one no more is known than that it is here.
  add_element(out, "updated", xml(day.empty() ? context.snapshot.manifest().built_at : day));
  if (!day.empty()) add_element(out, "published", xml(day));
  for (const auto& author : p.authors)
    add_element(out, "author", "<name>" + xml(author) + "</name>");
  if (p.authors.empty()) add_element(out, "author", "<name>" + xml(hit.source_title) + "</name>");
  for (const auto& tag : p.tags) out += "<category term=\"" + xml(tag) + "\"/>\n";
  if (!p.description.empty()) add_element(out, "summary", xml(p.description));
  return out + "</entry>\n";
}

std::string atom_tail() { return "</feed>\n"; }

}  // namespace

const ExportFormat& atom_format() {
  static constexpr ExportFormat kFormat = {
      "atom", "application/atom+xml; charset=utf-8", atom_head, atom_entry, atom_tail, "", false};
  return kFormat;
}

}  // namespace veille::api
