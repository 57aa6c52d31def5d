// The files that say what a site is: a digit chooses veille.yaml, synonyms.yaml, or the file of a
// site generator.
#include <set>
#include <stdexcept>

#include "indexer/site/config.h"
#include "indexer/site/detect.h"
#include "indexer/site/link_parts.h"
#include "indexer/site/source_digest.h"
#include "indexer/site/synonyms.h"
#include "searchd/search/synonyms.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/scratch.h"
#include "veille/analysis.h"

namespace veille::fuzz {
namespace {

/// Under the scratch folder there is a site for each kind of configuration.
constexpr const char* kFiles[] = {"veille.yaml",
                                  "synonyms.yaml",
                                  "jekyll/_config.yml",
                                  "hugo_toml/hugo.toml",
                                  "hugo_yaml/config.yaml",
                                  "hugo_json/config.json",
                                  "hugo_parts/config/_default/languages.toml",
                                  "eleventy/posts/posts.json",
                                  "eleventy/eleventy.config.js",
                                  "built/index.html",
                                  "hugo_cascade/content/blog/_index.md"};

const Scratch& sites() {
  static const Scratch& kSites = []() -> const Scratch& {
    const Scratch& out = Scratch::get();
    out.write("site/a.md", "# A\n");
    out.write("site/_posts/2019-01-02-b.md", "---\ntitle: B\n---\ntext\n");
    out.write("jekyll/_posts/2019-01-02-b.md", "---\ntitle: B\n---\ntext\n");
    out.write("hugo_parts/config/_default/hugo.toml", "baseURL = 'https://a.example/'\n");
    out.write("hugo_cascade/hugo.toml", "baseURL = 'https://a.example/'\n");
    out.write("eleventy/.eleventy.js", "module.exports = {}\n");
    for (const char* site : {"hugo_toml", "hugo_yaml", "hugo_json"})
      out.write(std::string(site) + "/content/blog/a.md", "---\ntitle: A\n---\ntext\n");
    return out;
  }();
  return kSites;
}

void look_at_error(const Error& error) {
  static const std::set<std::string> kCodes = {
      "config_missing", "config_invalid", "config_unknown_key", "config_bad_value", "site_missing"};
  promise(kCodes.contains(error.code), "an error is a documented one", to_string(error));
  promise(!error.where.empty() && error.line >= 0, "an error has a place", to_string(error));
}

void look_at(const site::Source& source) {
  for (const auto* text : {&source.id, &source.title, &source.url, &source.language,
                           &source.country, &source.permalink, &source.content})
    promise_utf8(*text, "what a source says is UTF-8");
  promise(source.language.size() <= 3, "a language is a primary subtag", source.language);
  promise(source.country.empty() || source.country.size() == 2, "a country is a code",
          source.country);
  promise(!source.url.ends_with('/'), "an address has no slash at its end", source.url);
  promise(source.url.empty() || site::is_web_address(source.url), "an address is of the web",
          source.url);
  promise(site::source_digest(source).size() == 32, "a source has a digest");
}

void look_at_synonyms(const std::vector<SynonymRule>& rules) {
  for (const auto& rule : rules) {
    const auto count = words(rule.words).size();
    promise(count >= 1 && count <= site::kMaxSynonymWords, "an entry has a bound", rule.words);
    promise(!rule.finds.empty() && rule.finds.size() <= site::kMaxAlternatives,
            "alternatives have a bound", rule.words);
  }
  // Searchd takes what the indexer lets through.
  const search::Synonyms synonyms(rules);
  for (const auto& rule : rules)
    static_cast<void>(search::parse_query(rule.words, "en", false, &synonyms));
}

void look_at_configuration(const Scratch& scratch) {
  const auto all = site::read_config(scratch.folder() / "veille.yaml");
  if (!all) return look_at_error(all.error());
  promise(!all->sources.empty(), "there is a source");
  std::set<std::string> ids;
  for (const auto& source : all->sources) {
    look_at(source);
    promise(!source.id.empty() && ids.insert(source.id).second, "an id is there once", source.id);
  }
}

void look_at_site(const std::filesystem::path& folder) {
  const auto source = site::detect(folder);
  if (!source) return look_at_error(source.error());
  look_at(*source);
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  const auto& scratch = fuzz::sites();
  fuzz::Input input(data, size);
  const std::string file = fuzz::kFiles[input.choose(std::size(fuzz::kFiles))];
  scratch.write(file, input.rest());
  if (file == "veille.yaml") {
    try {
      fuzz::look_at_configuration(scratch);
    } catch (const std::runtime_error& failure) {  // a folder's name that no folder can have
      fuzz::promise(std::string_view(failure.what()).starts_with("cannot look at "),
                    "only the disk fails", failure.what());
    }
    std::filesystem::remove(scratch.folder() / file);
  } else if (file == "synonyms.yaml") {
    const auto rules = site::read_synonyms_file(scratch.folder() / file);
    if (rules)
      fuzz::look_at_synonyms(*rules);
    else
      fuzz::look_at_error(rules.error());
    std::filesystem::remove(scratch.folder() / file);
  } else {
    fuzz::look_at_site(scratch.folder() / file.substr(0, file.find('/')));
  }
  return 0;
}
