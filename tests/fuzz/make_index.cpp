// Makes the index that fuzz targets search: make_index FOLDER. Few texts, but of every kind: five
// languages, translations, a report with pages, texts without date and language, and what tries to
// be markup.
#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

#include "indexer/write/index_directory.h"
#include "indexer/write/snapshot_writer.h"
#include "veille/analysis.h"
#include "veille/identity.h"

namespace veille::fuzz {
namespace {

constexpr const char* kBuiltAt = "2026-01-02T03:04:05Z";

class Texts : public write::TextSource {
 public:
  explicit Texts(const std::map<std::string, std::vector<Section>>& texts) : texts_(texts) {}
  std::vector<Section> sections(const write::StoredPublication& stored) override {
    return texts_.at(stored.publication.id);
  }

 private:
  const std::map<std::string, std::vector<Section>>& texts_;
};

/// Publications with their texts.
class Content {
 public:
  /// `about`  a country, found in the text, or nothing.
  Publication& add(const std::string& path, const std::string& language, const std::string& title,
                   const std::vector<std::string>& tags, const std::string& about,
                   std::vector<Section> sections) {
    write::StoredPublication stored;
    Publication& p = stored.publication;
    p.source = path.substr(0, path.find('/'));
    p.path = path.substr(path.find('/') + 1);
    p.id = publication_id(p.source, p.path);
    p.work = p.id;
    p.url = "https://" + p.source + ".example/" + std::to_string(all_.size());
    p.language = language;
    p.title = title;
    p.tags = tags;
    p.date = all_.size() % 5 == 4 ? ""
                                  : std::to_string(2010 + all_.size()) + "-03-0" +
                                        std::to_string(1 + all_.size() % 9);
    if (!about.empty())
      p.countries = {{about, all_.size() % 2 == 0 ? Provenance::declared : Provenance::text,
                      all_.size() % 2 == 0 ? "" : sections.front().text.substr(0, 40)}};
    stored.text.sha256 = text_sha256(sections);
    for (const auto& section : sections) stored.text.bytes += section.text.size();
    texts_[p.id] = std::move(sections);
    all_.push_back(std::move(stored));
    return all_.back().publication;
  }

  void write(const std::filesystem::path& folder) const {
    write::SnapshotContent content;
    content.publications = all_;
    content.part_publications = 8;
    write::sort_for_writing(content.publications);
    content.identities = write::identities_of(content.publications, 1);
    content.synonyms = {{"", "housing", {"Wohnen", "logement social"}}, {"en", "eig", {"fellows"}}};
    content.manifest.sources = sources();
    content.manifest.id =
        write::snapshot_id(content.identities, content.manifest.sources, content.synonyms);
    content.manifest.built_at = kBuiltAt;
    auto index = write::IndexDirectory::open(folder);
    if (!index) throw std::runtime_error(to_string(index.error()));
    const auto texts = [this] { return std::make_unique<Texts>(texts_); };
    index->publish(content.manifest.id, 1, [&](const std::filesystem::path& snapshot) {
      write::write_snapshot(content, nullptr, snapshot, texts, 1, [](std::size_t) {});
    });
  }

 private:
  static std::vector<SourceSummary> sources() {
    std::vector<SourceSummary> out(2);
    out[0].id = "a";
    out[0].title = "Programme <A> & \"others\"";
    out[0].url = "https://a.example";
    out[1].id = "b";
    out[1].title = "B";
    out[1].url = "https://b.example";
    return out;
  }

  std::vector<write::StoredPublication> all_;
  std::map<std::string, std::vector<Section>> texts_;
};

Section text(const std::string& words, const std::string& heading = "") {
  return {0, "", heading, words};
}

void add_texts(Content& to) {
  to.add("a/1.md", "en", "Open data for housing", {"Open data", "Housing"}, "CA",
         {text("Towns in Canada publish housing data. Nobody asked before, and now everybody asks.",
               "Why towns publish"),
          text("A table of rents, a map of empty flats; open data needs a licence.", "How")})
      .authors = {"Ada Lane", "Bo Rivers"};
  to.add("a/2.md", "fr", "Les données ouvertes du logement", {"open data", "Logement"}, "FR",
         {text("L’État publie les données du logement. Une équipe de l'été relit chaque tableau.")})
      .authors = {"Chloé Été"};
  to.add(
      "a/3.md", "de", "Förderrunde für Wohnungsdaten", {"Open Data", "Förderung"}, "DE",
      {text("Die Förderrunde sucht Prototypen. Wohnungsdaten und Verwaltungsdaten gehören allen; "
            "Bürger fragen das Amt nach einem Datenschutzgesetz.")});
  to.add("a/4.md", "it", "Un'anagrafe per tutti", {"anagrafe"}, "IT",
         {text("L'anagrafe di ogni comune. Perché così? Dell’anagrafe si parla poco.")});
  to.add("a/5.md", "es", "Datos para la vivienda", {"vivienda"}, "ES",
         {text("El ayuntamiento abre sus datos. ¿Quién los usa mañana?")});
  to.add("b/1.md", "en", "<script>alert('&amp;')</script> & \"quotes\"", {"<b>tag</b>", "a, b"}, "",
         {text("</p><img src=x onerror=alert(1)> {{t_search}} \u202etxet\u202c & more & more.",
               "<h1 onclick=\"x\">")})
      .description = "=cmd|' /C calc'!A0 \"quoted\" <i>";
  to.add("b/2.md", "", "日本語 текст عربى", {"語"}, "JP",
         {text("日本語の文章。 Слово за слово. كلمة ﷺ 123 4.5 a_b U.S. data.gouv.fr")});
  to.add(
      "b/3.md", "en", "The fellows", {"eig", "fellows"}, "US",
      {text("Fellows change how offices work. The word the stands here and there, and the end.")});
}

/// A post, its translation, and a report that it links to are one work.
void add_work(Content& to) {
  const std::string report = publication_id("b", "docs/report.pdf");
  auto& post = to.add("b/4.md", "en", "A report on open offices", {"Offices"}, "AU",
                      {text("Read the report, and its fourth page on open data.")});
  const std::string work = post.id;
  post.translation_key = "report";
  post.other_urls = {"https://b.example/old"};
  auto& translated = to.add("b/5.md", "fr", "Un rapport sur les bureaux ouverts", {"Offices"}, "AU",
                            {text("Lisez le rapport et sa page sur les données.")});
  translated.work = work;
  translated.translation_key = "report";
  std::vector<Section> pages;
  for (int page = 1; page <= 5; ++page)
    pages.push_back({page, page < 3 ? std::string(static_cast<std::size_t>(page), 'i') : "",
                     page == 4 ? "Open data" : "",
                     "Page " + std::to_string(page) +
                         " of the report speaks of offices, open data "
                         "and housing number" +
                         std::to_string(page) + "."});
  auto& pdf = to.add("b/docs/report.pdf", "en", "Report on offices", {"Offices"}, "AU", pages);
  pdf.kind = Kind::report;
  pdf.work = work;
  pdf.id = report;
  pdf.linked_from = {work};
  auto& page = to.add("b/about.md", "en", "About", {}, "", {text("What this is about.")});
  page.kind = Kind::page;
  page.archived = true;
}

/// Words with many forms, so that beginnings, corrections and facets have a choice.
void add_many(Content& to) {
  for (int i = 0; i < 14; ++i) {
    const std::string n = std::to_string(i);
    const std::string first(1, static_cast<char>('a' + i));
    to.add("a/many/" + n + ".md", i % 2 == 0 ? "en" : "de", "Initiative " + n,
           {"tag " + n, "many", i % 3 == 0 ? "Open data" : "other"}, i % 4 == 0 ? "CA" : "",
           {text("Initiatives initiate initial initiated data" + first + " Daten" + first +
                 "schutz and budget " + n + " of " + std::to_string(2000 + i) + "-2030.")})
        .authors = {"Author " + first};
  }
}

}  // namespace
}  // namespace veille::fuzz

int main(int argc, char** argv) {
  try {
    if (argc != 2) throw std::runtime_error("usage: make_index FOLDER");
    std::filesystem::remove_all(argv[1]);
    veille::fuzz::Content content;
    veille::fuzz::add_texts(content);
    veille::fuzz::add_work(content);
    veille::fuzz::add_many(content);
    content.write(argv[1]);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "make_index: " << error.what() << "\n";
    return 1;
  }
}
