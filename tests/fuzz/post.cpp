// A whole file of a site -> a publication. Before it a digit for the kind of site, and a line with
// the file's path.
#include "indexer/site/post.h"

#include "indexer/enrich/country.h"
#include "indexer/enrich/language.h"
#include "indexer/read/plain_text.h"
#include "indexer/site/built.h"
#include "indexer/site/link_parts.h"
#include "tests/fuzz/extracted.h"
#include "veille/analysis.h"
#include "veille/schema.h"

namespace veille::fuzz {
namespace {

using site::Generator;

site::Source make_source(Generator generator) {
  site::Source out;
  out.id = "s";
  out.folder = "/nowhere";
  out.url = "https://a.example/base";
  out.language = "fr";
  out.country = "FR";
  out.generator = generator;
  out.permalink = "/:section/:year/:title/";
  out.collections = {{"posts", "_posts", "", Kind::post}};
  out.languages = {"fr", "en"};
  out.language_by_path = {{"en", "en"}};
  if (generator == Generator::hugo) out.content = "content";
  return out;
}

const site::Source& source_of(Generator generator) {
  static const site::Source kSources[] = {
      make_source(Generator::jekyll), make_source(Generator::hugo),
      make_source(Generator::eleventy), make_source(Generator::markdown),
      make_source(Generator::html)};
  return kSources[static_cast<std::size_t>(generator)];
}

void look_at_fields(const Publication& p) {
  promise(p.id.size() == 16 && p.source == "s", "a publication has an id", p.id);
  for (const auto* text : {&p.title, &p.description, &p.language, &p.date, &p.path, &p.url,
                           &p.image, &p.translation_key})
    promise_utf8(*text, "fields are UTF-8");
  promise(!p.title.empty(), "a publication has a title", p.path);
  promise(p.date.empty() || p.date.size() == 10, "a date is a day", p.date);
  promise(site::may_be_linked(p.url), "an address may be linked", p.url);
  promise(site::may_be_linked(p.image), "a picture may be linked", p.image);
  for (const auto& url : p.other_urls) promise(site::may_be_linked(url), "so may others", url);
  for (const auto& tag : p.tags) promise(!vocabulary_key(tag).empty(), "a tag has a key", tag);
  for (const auto& name : p.authors) promise_utf8(name, "authors are UTF-8");
  for (const Facet facet : kFacets)
    for (const auto& value : facet_values(p, facet))
      promise(facet_term(facet, value).size() <= 245, "a value fits in a term", value);
}

/// Everything that is made of the text besides.
void look_at_countries(Publication p) {
  static const enrich::CountryFinder kFinder;
  p.language = p.language.empty() ? "en" : p.language;
  for (const auto& country : kFinder.find(p, "FR")) {
    promise(country.code.size() == 2, "a country is a code", country.code);
    promise_utf8(country.sentence, "sentences are UTF-8");
  }
  enrich::decide_language(p);
  promise(p.language.size() <= 3, "a language is a primary subtag", p.language);
}

void look_at(const site::PostReading& reading, int lines) {
  if (!reading.post) return;
  const auto& post = *reading.post;
  look_at_fields(post.publication);
  for (const auto& section : post.publication.sections) {
    promise_text(section.text, "a section is text");
    promise_text(section.heading, "a heading is text");
  }
  for (const auto& link : post.links) promise_utf8(link.target, "links are UTF-8");
  for (const auto& problem : post.problems)
    promise(problem.line >= 0 && problem.line <= lines && !problem.where.empty(),
            "a problem has its place", to_string(problem));
  look_at_countries(post.publication);
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  fuzz::Input input(data, size);
  const auto generator = static_cast<site::Generator>(input.choose(5));
  const auto& source = fuzz::source_of(generator);
  site::SourceFile file{input.line(), nullptr, {}};
  // Hidden files are never listed, and of Hugo only those below its content.
  const bool outside = generator == site::Generator::hugo && !file.path.starts_with("content/");
  if (outside || !is_utf8(file.path) || ("/" + file.path).find("/.") != std::string::npos ||
      file.path.empty() || file.path.ends_with('/'))
    file.path = "content/blog/2019-01-02-a.md";
  if (generator == site::Generator::jekyll && file.path.starts_with("_posts/"))
    file.collection = &source.collections.front();
  const std::string bytes = input.rest();
  const int lines = read::count_line_ends(bytes) + 1;
  const auto reading = generator == site::Generator::html
                           ? site::read_built_page(source, file, bytes, "2026-01-01")
                           : site::read_post(source, file, bytes, "2026-01-01");
  fuzz::look_at(reading, lines);
  return 0;
}
