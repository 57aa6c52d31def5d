#include "searchd/api/export/format.h"
#include "searchd/api/json_writer.h"
#include "searchd/web/address.h"

namespace veille::api {
namespace {

std::string quoted(const std::string& text) {
  JsonWriter out;
  out.value(text);
  std::string line = out.take();
  line.pop_back();  // its line's end
  return line;
}

std::string json_feed_head(const ExportContext& context) {
  const web::Site& site = context.settings.site;
  std::string out =
      "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":" + quoted(feed_title(context)) +
      ",\"language\":" + quoted(context.search.reader_language);
  if (!site.public_url.empty()) {
    const auto page = whole_address(site, web::search_address(context.search));
    out += ",\"home_page_url\":" + quoted(page) +
           ",\"feed_url\":" + quoted(whole_address(site, context.settings.target));
  }
  return out + ",\"items\":[\n";
}

std::string json_feed_entry(const ExportContext& context, const search::Hit& hit) {
  const Publication& p = hit.publication;
  const std::vector<std::string> site = {hit.source_title};
  JsonWriter out;
  out.begin_object();
  out.member("id", permanent_id(context.settings.site, "/publication/" + p.id, p.id));
  out.member("url", p.url);
  out.member("title", p.title);
  out.member("content_text", p.description);
  if (!p.date.empty()) out.member("date_published", time_of(p));
  if (!p.language.empty()) out.member("language", p.language);
  out.member("tags", p.tags);
  out.key("authors");
  out.begin_array();
  for (const auto& author : p.authors.empty() ? site : p.authors) {
    out.begin_object();
    out.member("name", author);
    out.end_object();
  }
  out.end_array();
  out.end_object();
  return out.take();
}

std::string json_feed_tail() { return "]}\n"; }

}  // namespace

const ExportFormat& json_feed_format() {
  static constexpr ExportFormat kFormat = {"jsonfeed",     "application/feed+json; charset=utf-8",
                                           json_feed_head, json_feed_entry,
                                           json_feed_tail, ",",
                                           false};
  return kFormat;
}

}  // namespace veille::api
