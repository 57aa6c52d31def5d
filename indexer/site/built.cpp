#include "indexer/site/built.h"

#include <algorithm>

#include "indexer/read/html_page.h"
#include "indexer/site/date.h"
#include "indexer/site/fields.h"
#include "indexer/site/json_ld.h"
#include "indexer/site/link_parts.h"
#include "indexer/site/look.h"
#include "indexer/site/permalink.h"
#include "indexer/site/shown_text.h"
#include "veille/analysis.h"
#include "veille/locale.h"
#include "veille/utf8.h"

namespace veille::site {
namespace {

using read::HtmlHead;

constexpr const char* kFrontPage = "index.html";

constexpr std::size_t kFrontPageBytes = 1024 * 1024;

std::string front_page(const Folder& site) {
  return beginning_of(site, kFrontPage, kFrontPageBytes).value_or("");
}

/// A whole page, not a fragment that a page is made of.
bool is_page(std::string_view bytes) {
  const std::string start = lower_ascii(bytes.substr(0, 4096));
  return start.find("<html") != std::string::npos || start.find("<!doctype") != std::string::npos;
}

/// The address at which a file is served: folders by their index.html.
std::string file_address(const Source& source, const std::string& path) {
  std::string address = "/" + nfc(path);
  if (file_name(path) == "index.html") address.resize(address.size() - 10);
  return source.url + encode_path(address);
}

/// The page's own word for its address counts where it names this site, however it was deployed.
std::string address_of(const Source& source, const std::string& path, const HtmlHead& head) {
  const std::string own = file_address(source, path);
  std::string said = head.canonical.empty() ? head.first({"og:url"}) : head.canonical;
  if (said.empty()) return own;
  said = resolved(own, said);
  said = plain_address(said.substr(0, said.find('#')));
  if (!is_web_address(said)) return own;
  return source.url.empty() || is_of_site(said, source.url) ? said : own;
}

/// Translations name each other, themselves among them: the least address is the same for all.
std::string translation_key_of(const std::string& address, const HtmlHead& head) {
  std::vector<std::string> all;
  for (const auto& [language, target] : head.alternates) {
    if (language != "x-default") all.push_back(resolved(address, target));
  }
  if (all.empty()) return {};
  all.push_back(address);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all.size() < 2 ? "" : all.front();
}

/// A page's <title> without the site's name, which all pages have at one end.
std::string without_site_name(const std::string& title, const std::string& site) {
  for (const char* separator : {" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " / "}) {
    const std::string ending = separator + site;
    const std::string beginning = site + separator;
    if (site.empty()) break;
    if (title.ends_with(ending) && title.size() > ending.size())
      return title.substr(0, title.size() - ending.size());
    if (title.starts_with(beginning) && title.size() > beginning.size())
      return title.substr(beginning.size());
  }
  return title;
}

std::string title_of(const Source& source, const HtmlHead& head, const JsonLd& ld,
                     const read::Extracted& text, Post& post) {
  std::string site = head.first({"og:site_name", "application-name"});
  if (site.empty()) site = source.title;
  for (const std::string& title : {head.first({"og:title"}), ld.headline, text.title, head.title}) {
    const std::string words = collapsed(nfc(without_site_name(title, site)));
    if (!words.empty()) return words;
  }
  post.problems.push_back({"title_missing", "the page has no title; its file's name stands for it",
                           post.publication.path, 1, "add a <title>"});
  return without_extension(file_name(post.publication.path));
}

std::vector<std::string> clean(const std::vector<std::string>& list) {
  std::vector<std::string> out;
  for (const auto& item : list) {
    const std::string words = collapsed(nfc(item));
    const bool known = std::find(out.begin(), out.end(), words) != out.end();
    // A name without a key ("\u200B", an accent alone) could be shown, but never be found.
    const bool is_name = !vocabulary_key(words).empty() && !is_web_address(words);
    if (is_name && !known) out.push_back(words);
  }
  return out;
}

std::vector<std::string> parted(const std::string& list) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < list.size() && out.size() < kMaxNames;) {
    const auto end = std::min(list.find_first_of(",;", begin), list.size());
    out.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

/// The first source that says any: a page's keywords are often the whole site's.
std::vector<std::string> tags_of(const HtmlHead& head, const JsonLd& ld) {
  for (const auto& list : {head.all("article:tag"), head.tags, ld.keywords}) {
    auto tags = clean(list);
    if (!tags.empty()) return tags;
  }
  return clean(parted(head.first({"keywords", "dc.subject", "dcterms.subject"})));
}

std::vector<std::string> authors_of(const HtmlHead& head, const JsonLd& ld) {
  for (const auto& list : {ld.authors, head.all("article:author"), head.all("author"),
                           head.all("dc.creator"), head.all("dcterms.creator")}) {
    auto authors = clean(list);
    if (!authors.empty()) return authors;
  }
  return {};
}

/// What is unreadable is reported, and the next that says a date is taken.
std::string date_of(const HtmlHead& head, const JsonLd& ld, const std::string& time, Post& post) {
  for (const std::string& said :
       {head.first({"article:published_time", "og:article:published_time"}), ld.published,
        head.first({"datepublished", "dcterms.issued", "dcterms.created", "dc.date.issued",
                    "dcterms.date", "dc.date", "date", "pubdate"}),
        time}) {
    if (said.empty()) continue;
    if (auto date = parse_date(said)) return *date;
    post.problems.push_back({"date_unreadable",
                             "\"" + said.substr(0, 60) + "\" is no date that can be read",
                             post.publication.path, 0, "write YYYY-MM-DD"});
  }
  return {};
}

void fill(const Source& source, const HtmlHead& head, read::Extracted& text, Post& post) {
  Publication& p = post.publication;
  const JsonLd ld = read_json_ld(head.json_ld);
  const std::string type = lower_ascii(head.first({"og:type"}));
  const bool is_article =
      ld.is_article || type == "article" || !head.first({"article:published_time"}).empty();
  p.title = title_of(source, head, ld, text, post);
  p.description = collapsed(nfc(head.first({"description", "og:description", "dc.description"})));
  if (p.description.empty()) p.description = collapsed(nfc(ld.description));
  p.date = date_of(head, ld, is_article ? head.first_time : "", post);
  p.kind = is_article && !p.date.empty() ? Kind::post : Kind::page;
  p.authors = authors_of(head, ld);
  p.tags = tags_of(head, ld);
  p.image = head.first({"og:image"});
  if (p.image.empty()) p.image = ld.image;
  p.image = may_be_linked(p.image) ? plain_address(p.image) : "";
  p.language = primary_language(head.language);
  p.language_provenance = Provenance::declared;
  if (p.language.empty()) {
    p.language = source.language;
    p.language_provenance = Provenance::source;
  }
  p.url = address_of(source, p.path, head);
  p.translation_key = translation_key_of(p.url, head);
  p.sections = std::move(text.sections);
  post.links = std::move(text.links);
}

/// Pages of pages, and what servers show when they have nothing else.
bool is_list_page(const std::string& path) {
  const std::string name = file_name(path);
  if (name == "404.html" || name == "500.html" || path == "404/index.html") return true;
  const auto page = path.find("/page");
  if (page == std::string::npos && !path.starts_with("page")) return false;
  std::string rest = path.substr(page == std::string::npos ? 4 : page + 5);
  if (rest.starts_with('/') || rest.starts_with('-')) rest.erase(0, 1);
  const auto digits = rest.find_first_not_of("0123456789");
  return digits != 0 && digits != std::string::npos && !rest.empty() &&
         (rest.substr(digits) == "/index.html" || rest.substr(digits) == ".html");
}

}  // namespace

bool is_built(const Folder& site) {
  if (!is_page(front_page(site))) return false;
  bool has_markdown = false;
  visit_below(site, "", 0, [&](const FolderEntry& entry) {
    const std::string name = lower_ascii(entry.path);
    const bool about_itself = name.starts_with("readme") || name.starts_with("licen");
    has_markdown = name.ends_with(".md") && !about_itself;
    return has_markdown ? Step::stop : Step::go_on;
  });
  return !has_markdown;
}

Source read_built(const Folder& site) {
  Source source;
  source.generator = Generator::html;
  source.recognised_by = kFrontPage;
  const HtmlHead head = read::read_html_page(front_page(site), {}).head;
  std::string address = head.canonical.empty() ? head.first({"og:url"}) : head.canonical;
  if (is_web_address(address) && !host_of(address).empty()) {
    source.url = plain_address(address.substr(0, address.find_first_of("?#")));
    if (source.url.ends_with("/index.html")) source.url.resize(source.url.size() - 11);
    while (source.url.ends_with('/')) source.url.pop_back();
  }
  source.title = collapsed(nfc(head.first({"og:site_name", "application-name"})));
  if (source.title.empty()) source.title = collapsed(nfc(head.title));
  source.language = primary_language(head.language);
  return source;
}

PostReading read_built_page(const Source& source, const SourceFile& file, const std::string& bytes,
                            const std::string& today) {
  if (!is_page(bytes) || is_list_page(file.path)) return {};
  read::HtmlPage page = read::read_html_page(bytes, read::HtmlSelector::parse(source.main));
  if (page.head.noindex || !page.head.moved_to.empty()) return {};
  Post post;
  post.publication.path = nfc(file.path);
  post.publication.source = source.id;
  post.publication.id = publication_id(source.id, post.publication.path);
  for (auto& problem : page.text.problems) {
    problem.where = file.path;
    post.problems.push_back(std::move(problem));
  }
  fill(source, page.head, page.text, post);
  if (!source.future && post.publication.date > today)
    return {std::nullopt, post.publication.date, false};
  return {std::move(post), "", false};
}

}  // namespace veille::site
