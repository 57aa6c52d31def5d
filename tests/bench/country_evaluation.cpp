// How well countries and languages are found, judged by labelled documents:
//
//   country_evaluation LABELS.tsv CORPORA [odd|even]
//
// LABELS.tsv has the columns path, language, publisher_country, about, mentioned_only, note; paths
// are relative to the folder CORPORA. "odd" and "even" take every second row only, so that rules
// can be made on one half and judged on the other.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/enrich/country.h"
#include "indexer/enrich/language.h"
#include "indexer/read/front_matter.h"
#include "indexer/read/markdown.h"
#include "veille/locale.h"

namespace {

using Codes = std::set<std::string>;

struct Label {
  std::string path;
  std::string language;
  Codes about;
  Codes mentioned;
};

struct Score {
  std::size_t documents = 0;
  std::size_t expected = 0;
  std::size_t found = 0;
  std::size_t right = 0;
  std::size_t neither = 0;
  std::size_t foreign_expected = 0;
  std::size_t foreign_found = 0;
  std::size_t foreign_right = 0;
  std::size_t language_right = 0;
};

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> out;
  std::istringstream in(line);
  for (std::string part; std::getline(in, part, separator);) out.push_back(part);
  return out;
}

Codes codes(const std::string& list) {
  const auto parts = split(list, ',');
  return {parts.begin(), parts.end()};
}

std::vector<Label> read_labels(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  std::getline(in, line);  // the names of the columns
  std::vector<Label> out;
  while (std::getline(in, line)) {
    const auto columns = split(line, '\t');
    if (columns.size() >= 5)
      out.push_back({columns[0], columns[1], codes(columns[3]), codes(columns[4])});
  }
  return out;
}

/// The country and language that an operator would give each source.
struct SourceDefaults {
  std::string country;
  std::string language;
};

SourceDefaults defaults_of(const std::string& path) {
  static const std::map<std::string, SourceDefaults> kSources = {
      {"18f", {"US", "en"}},          {"codeforde", {"DE", "de"}}, {"digitalgov", {"US", "en"}},
      {"dta", {"AU", "en"}},          {"eig", {"FR", "fr"}},       {"pif", {"US", "en"}},
      {"guidesetalab", {"FR", "fr"}}, {"oddities", {"", ""}}};
  const auto found = kSources.find(path.substr(0, path.find('/')));
  return found == kSources.end() ? SourceDefaults{} : found->second;
}

std::string first_text(const veille::read::Value& values, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (auto text = values.text(key); !text.empty()) return text;
  }
  return {};
}

veille::Publication read_publication(const std::string& root, const std::string& path) {
  std::ifstream in(root + "/" + path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + root + "/" + path);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  const auto front = veille::read::split_front_matter(bytes);
  auto text = veille::read::read_markdown(front.body, front.body_line);
  veille::Publication publication;
  publication.title = first_text(front.values, {"title"});
  if (publication.title.empty()) publication.title = text.title;
  publication.description =
      first_text(front.values, {"description", "summary", "excerpt", "deck", "searchexcerpt"});
  publication.sections = std::move(text.sections);
  publication.language =
      veille::primary_language(first_text(front.values, {"lang", "language", "locale"}));
  if (publication.language.empty()) {
    publication.language = defaults_of(path).language;
    publication.language_provenance = veille::Provenance::source;
  }
  veille::enrich::decide_language(publication);
  return publication;
}

void report(const char* what, const Label& label, const std::string& code,
            const std::string& sentence) {
  std::cout << what << ' ' << code << "  " << label.path << "  " << sentence.substr(0, 160) << '\n';
}

void judge(const Label& label, const veille::Publication& publication,
           const std::vector<veille::Country>& countries, Score& score) {
  const std::string home = defaults_of(label.path).country;
  Codes found;
  for (const auto& country : countries) {
    found.insert(country.code);
    const bool right = label.about.contains(country.code);
    const bool neither = !right && !label.mentioned.contains(country.code);
    score.right += right;
    score.neither += neither;
    score.foreign_found += country.code != home;
    score.foreign_right += right && country.code != home;
    if (!right) report(neither ? "neither  " : "mentioned", label, country.code, country.sentence);
  }
  for (const auto& code : label.about) {
    score.foreign_expected += code != home;
    if (!found.contains(code)) report("missed   ", label, code, {});
  }
  score.documents += 1;
  score.expected += label.about.size();
  score.found += found.size();
  score.language_right += publication.language == label.language;
  if (publication.language != label.language) report("language ", label, publication.language, {});
}

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 100 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

void print(const Score& score) {
  std::cout << "documents            " << score.documents << '\n'
            << "precision            " << percent(score.right, score.found) << " % of "
            << score.found << '\n'
            << "recall               " << percent(score.right, score.expected) << " % of "
            << score.expected << '\n'
            << "in neither column    " << percent(score.neither, score.found) << " %\n"
            << "precision, not home  " << percent(score.foreign_right, score.foreign_found)
            << " % of " << score.foreign_found << '\n'
            << "recall, not home     " << percent(score.foreign_right, score.foreign_expected)
            << " % of " << score.foreign_expected << '\n'
            << "language             " << percent(score.language_right, score.documents) << " %\n";
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) {
    std::cerr << "usage: country_evaluation LABELS.tsv CORPORA [odd|even]\n";
    return 1;
  }
  const std::string half = argc > 3 ? argv[3] : "";
  const veille::enrich::CountryFinder finder;
  const auto labels = read_labels(argv[1]);
  Score score;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (half == (i % 2 == 0 ? "even" : "odd")) continue;
    const auto publication = read_publication(argv[2], labels[i].path);
    judge(labels[i], publication, finder.find(publication, defaults_of(labels[i].path).country),
          score);
  }
  print(score);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
