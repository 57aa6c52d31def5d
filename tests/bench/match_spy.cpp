// Answers as a straightforward search over one Xapian database does, to measure against: Xapian
// ranks and joins works, and a match spy counts every facet out of value slots, once for each work.
//   match_spy DATABASE
// It reads one query a line, fields between tabs, and answers each with a line "200 BYTES" and so
// many bytes of JSON. The fields: `answer` or `boolean` (only the ids, without weights); `all`,
// `any` or `phrase`; then "W TERM TERM…" for a word, its exact form first, "S TERM TERM…" for other
// terms of which any will do, "F FACET VALUE" for a selected value.

#include <xapian.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "tests/bench/spy_slots.h"

namespace veille::bench {
namespace {

using nlohmann::json;

constexpr Xapian::doccount kHits = 10;
constexpr std::size_t kListedValues = 10;
constexpr std::size_t kSnippetBytes = 200;

struct Asked {
  bool only_ids = false;
  std::string joined_by;
  std::vector<Xapian::Query> places;
  std::array<std::vector<Xapian::Query>, kFacetCount> selected;
};

std::vector<Xapian::Query> term_queries(std::istringstream& terms) {
  std::vector<Xapian::Query> out;
  for (std::string term; terms >> term;) out.emplace_back(term);
  return out;
}

/// As veille-searchd weighs words: the form as typed ranks first.
Xapian::Query word_query(std::istringstream& terms) {
  constexpr double kExactBonus = 0.3;
  const auto queries = term_queries(terms);
  const Xapian::Query any(Xapian::Query::OP_SYNONYM, queries.begin(), queries.end());
  const Xapian::Query exact(Xapian::Query::OP_SCALE_WEIGHT, queries.front(), kExactBonus);
  return Xapian::Query(Xapian::Query::OP_AND_MAYBE, any, exact);
}

void add_selection(std::istringstream& field, Asked& asked) {
  std::string name;
  std::string value;
  field >> name >> std::ws;
  std::getline(field, value);
  for (const Facet facet : kFacets) {
    if (name == to_string(facet))
      asked.selected[static_cast<std::size_t>(facet)].emplace_back(facet_term(facet, value));
  }
}

Asked parse(const std::string& line) {
  Asked asked;
  std::istringstream fields(line);
  std::string field;
  std::getline(fields, field, '\t');
  asked.only_ids = field == "boolean";
  std::getline(fields, asked.joined_by, '\t');
  while (std::getline(fields, field, '\t')) {
    std::istringstream rest(field.substr(2));
    if (field[0] == 'F') {
      add_selection(rest, asked);
    } else if (field[0] == 'W') {
      asked.places.push_back(word_query(rest));
    } else {
      const auto any = term_queries(rest);
      const bool phrase = asked.joined_by == "phrase";
      asked.places.emplace_back(phrase ? Xapian::Query::OP_OR : Xapian::Query::OP_SYNONYM,
                                any.begin(), any.end());
    }
  }
  return asked;
}

Xapian::Query words_query(const Asked& asked) {
  const auto& places = asked.places;
  if (places.empty()) return Xapian::Query::MatchAll;
  const auto op = asked.joined_by == "phrase" ? Xapian::Query::OP_PHRASE
                  : asked.joined_by == "any"  ? Xapian::Query::OP_OR
                                              : Xapian::Query::OP_AND;
  const auto window = static_cast<Xapian::termcount>(places.size());
  return Xapian::Query(op, places.begin(), places.end(),
                       op == Xapian::Query::OP_PHRASE ? window : 0);
}

/// The query under all selections, or all but those of one facet.
Xapian::Query selected_query(const Asked& asked, std::size_t except = kFacetCount) {
  Xapian::Query query = words_query(asked);
  for (std::size_t i = 0; i < kFacetCount; ++i) {
    const auto& values = asked.selected[i];
    if (values.empty() || i == except) continue;
    const Xapian::Query any(Xapian::Query::OP_OR, values.begin(), values.end());
    query = Xapian::Query(Xapian::Query::OP_FILTER, query, any);
  }
  return query;
}

/// Works by value, unknown ones by facet. Documents come in the order of their ids and the members
/// of a work are next to each other, so the last work of a value is all that must be remembered.
class Tally {
 public:
  explicit Tally(std::size_t values) : works_(values), last_(values) {}

  void add(const Xapian::Document& document, const std::vector<Facet>& facets) {
    std::string work = document.get_value(kWorkSlot);
    if (work != work_) {
      work_ = std::move(work);
      ++work_number_;
    }
    for (const Facet facet : facets) count(document, facet);
    ++publications_;
  }

  std::uint32_t works() const { return work_number_; }
  std::uint32_t publications() const { return publications_; }
  std::uint32_t operator[](std::size_t value) const { return works_[value]; }
  std::uint32_t unknown(Facet facet) const { return unknown_[static_cast<std::size_t>(facet)]; }

 private:
  void count(const Xapian::Document& document, Facet facet) {
    const std::string numbers = document.get_value(facet_slot(facet));
    if (numbers.empty())
      count_once(unknown_[static_cast<std::size_t>(facet)],
                 unknown_last_[static_cast<std::size_t>(facet)]);
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
      const std::size_t value = number_at(numbers, i);
      count_once(works_[value], last_[value]);
    }
  }
  void count_once(std::uint32_t& works, std::uint32_t& last) const {
    works += last != work_number_;
    last = work_number_;
  }

  std::vector<std::uint32_t> works_;
  std::vector<std::uint32_t> last_;
  std::array<std::uint32_t, kFacetCount> unknown_{};
  std::array<std::uint32_t, kFacetCount> unknown_last_{};
  std::string work_;
  std::uint32_t work_number_ = 0;  // of the work last seen, from 1
  std::uint32_t publications_ = 0;
};

class Spy : public Xapian::MatchSpy {
 public:
  Spy(Tally& tally, std::vector<Facet> facets) : tally_(tally), facets_(std::move(facets)) {}
  void operator()(const Xapian::Document& document, double) override {
    tally_.add(document, facets_);
  }

 private:
  Tally& tally_;
  const std::vector<Facet> facets_;
};

class Collector : public Xapian::MatchDecider {
 public:
  bool operator()(const Xapian::Document& document) const override {
    ids_.push_back(document.get_docid());
    return true;
  }
  std::size_t size() const { return ids_.size(); }

 private:
  mutable std::vector<Xapian::docid> ids_;
};

class Searcher {
 public:
  explicit Searcher(const std::string& path) : database_(path) {
    std::istringstream names(database_.get_metadata(kValuesKey));
    for (std::string name; std::getline(names, name);) values_.push_back(name);
  }

  json answer(const Asked& asked) {
    if (asked.only_ids) return {{"publications", ids(asked)}};
    std::vector<Facet> together;
    for (const Facet facet : kFacets) {
      if (asked.selected[static_cast<std::size_t>(facet)].empty()) together.push_back(facet);
    }
    Tally tally(values_.size());
    count(selected_query(asked), together, tally);
    json out = {
        {"results", hits(asked)}, {"publications", tally.publications()}, {"works", tally.works()}};
    for (const Facet facet : together) out["facets"][to_string(facet)] = list(tally, facet);
    for (const Facet facet : kFacets) {
      const auto i = static_cast<std::size_t>(facet);
      if (!asked.selected[i].empty()) out["facets"][to_string(facet)] = count_alone(asked, facet);
    }
    return out;
  }

 private:
  std::size_t ids(const Asked& asked) const {
    Xapian::Enquire enquire(database_);
    enquire.set_query(selected_query(asked));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const Collector collector;
    enquire.get_mset(0, 0, database_.get_doccount(), nullptr, &collector);
    return collector.size();
  }

  /// Shows every match to a spy that counts `facets`. Apart from ranking, without weights: one
  /// match for both takes twice as long for frequent words, since it must then weigh and join them
  /// all.
  void count(const Xapian::Query& query, const std::vector<Facet>& facets, Tally& tally) const {
    Xapian::Enquire enquire(database_);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    Spy spy(tally, facets);
    enquire.add_matchspy(&spy);
    enquire.get_mset(0, 0, database_.get_doccount());
  }

  json hits(const Asked& asked) const {
    Xapian::Enquire enquire(database_);
    enquire.set_query(selected_query(asked));
    if (asked.places.empty()) {
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_sort_by_value(kDateSlot, true);
    }
    enquire.set_collapse_key(kWorkSlot);
    const Xapian::MSet found = enquire.get_mset(0, kHits);
    json out = json::array();
    for (auto hit = found.begin(); hit != found.end(); ++hit) out.push_back(result(found, hit));
    return out;
  }

  static json result(const Xapian::MSet& found, const Xapian::MSetIterator& hit) {
    std::istringstream data(hit.get_document().get_data());
    std::string title;
    std::string url;
    std::getline(data, title);
    std::getline(data, url);
    const std::string text(std::istreambuf_iterator<char>(data), {});
    return {{"title", title},
            {"url", url},
            {"date", hit.get_document().get_value(kDateSlot)},
            {"snippet", found.snippet(text, kSnippetBytes)}};
  }

  /// The siblings of a selected value keep their counts: one more match without the selection.
  json count_alone(const Asked& asked, Facet facet) const {
    Tally tally(values_.size());
    count(selected_query(asked, static_cast<std::size_t>(facet)), {facet}, tally);
    return list(tally, facet);
  }

  json list(const Tally& tally, Facet facet) const {
    const std::string prefix = std::string(to_string(facet)) + "=";
    std::vector<std::size_t> listed;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (tally[i] > 0 && values_[i].starts_with(prefix)) listed.push_back(i);
    }
    const auto kept = std::min(listed.size(), kListedValues);
    std::partial_sort(listed.begin(), listed.begin() + static_cast<std::ptrdiff_t>(kept),
                      listed.end(), [&](auto a, auto b) { return tally[a] > tally[b]; });
    json values = json::array();
    for (std::size_t i = 0; i < kept; ++i) {
      values.push_back(
          {{"value", values_[listed[i]].substr(prefix.size())}, {"works", tally[listed[i]]}});
    }
    return {{"values", values}, {"unknown", tally.unknown(facet)}};
  }

  const Xapian::Database database_;
  std::vector<std::string> values_;
};

int run(const char* path) {
  Searcher searcher(path);
  for (std::string line; std::getline(std::cin, line) && std::cout;) {
    const std::string body = searcher.answer(parse(line)).dump();
    std::cout << "200 " << body.size() << '\n' << body << std::flush;
  }
  return 0;
}

}  // namespace
}  // namespace veille::bench

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: match_spy DATABASE\n";
    return 2;
  }
  try {
    return veille::bench::run(argv[1]);
  } catch (const Xapian::Error& error) {
    std::cerr << "match_spy: " << error.get_description() << "\n";
  } catch (const std::exception& error) {
    std::cerr << "match_spy: " << error.what() << "\n";
  }
  return 1;
}
