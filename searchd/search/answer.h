// What a search found, for any format to show. Text is plain here; whoever renders it escapes it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searchd/search/phase_times.h"
#include "searchd/search/query.h"
#include "veille/publication.h"
#include "veille/schema.h"

namespace veille::search {

/// A piece of a snippet.
struct SnippetPart {
  std::string text;
  bool marked = false;  ///< matches the query

  bool operator==(const SnippetPart&) const = default;
};
/// In order; empty when there is no text to show.
using Snippet = std::vector<SnippetPart>;

/// A page of a report that matches.
struct PageHit {
  int page = 0;       ///< physical, from 1
  std::string label;  ///< as printed
  std::string url;    ///< with #page=N
  Snippet snippet;
};

/// Another publication beside a hit.
struct Related {
  std::string id;
  std::string language;
  std::string url;
  std::string title;
};

/// A report of a hit's work. Its matching pages are there when it matches itself.
struct ReportHit {
  Related report;
  std::vector<PageHit> pages;  ///< best first, at most kMaxPageHits
  std::size_t more_pages = 0;
};

/// Another publication on the same subject.
struct NearPublication {
  Publication publication;        ///< without sections
  std::vector<std::string> tags;  ///< keys of the tags that both have, sorted
  bool other_country = false;     ///< it is about countries, none of which the other is about
};

/// One form in a document that matches a word of the query.
struct ExplainedForm {
  /// How the form matches: the word as typed (accents and transcription aside), another form with
  /// its stem, a compound with it, a part of it as a compound, a word that begins so, a word of a
  /// phrase or of words near each other.
  enum class How { exact, stem, compound, part, prefix, phrase, near };
  std::string word;  ///< of the query
  std::string form;  ///< of the document
  How how = How::exact;
  bool is_synonym = false;          ///< the word is from synonyms.yaml, nobody typed it
  std::size_t count = 0;            ///< occurrences
  std::vector<std::string> fields;  ///< title, description, tags, heading, text: where it occurs
  std::vector<int> pages;           ///< of a report, ascending
};

/// One work, by its best member (or one publication, when works are not joined).
struct Hit {
  Publication publication;  ///< without sections
  std::string source_title;
  Snippet snippet;
  std::string matched_language;  ///< set where the text shown is not in the reader's language
  std::vector<Related> translations;
  std::vector<Related> linked_from;  ///< of a report
  std::vector<PageHit> pages;        ///< of a report, best first, at most kMaxPageHits
  std::size_t more_pages = 0;
  std::vector<ReportHit> reports;
  std::vector<NearPublication> near;     ///< of find_publication() alone
  std::vector<ExplainedForm> explained;  ///< when the request asks for it
  float score = 0;                       ///< with it; 0 where no text is asked for
};

struct FacetCount {
  std::string value;  ///< as in the schema's terms
  std::string
      label;  ///< for tags, authors and sources; else empty: a matter of the reader's language
  std::uint32_t works = 0;
  bool selected = false;
  bool excluded = false;
};

/// A bar of the histogram of years.
struct YearCount {
  int year = 0;
  std::uint32_t works = 0;

  bool operator==(const YearCount&) const = default;
};

struct FacetCounts {
  Facet facet = Facet::tag;
  std::vector<FacetCount> values;  ///< most works first, then by value; selected ones always
  std::uint32_t unknown = 0;
  bool unknown_selected = false;
  bool more = false;                 ///< there are values that are not listed
  std::size_t total_values = 0;      ///< how many there are, listed or not
  std::vector<YearCount> histogram;  ///< of the years alone: make_histogram()
};

/// A prefix that more words begin with than were searched.
struct CutPrefix {
  std::string prefix;
  std::size_t forms = 0;
  std::size_t searched = 0;
};

struct Answer {
  std::string snapshot_id;
  std::string built_at;
  Query query;                       ///< as understood
  std::vector<std::string> inexact;  ///< words that are found in other forms only, as typed
  std::vector<CutPrefix> cut_prefixes;
  std::string corrected_from;  ///< the text as typed, where `suggestion` was searched instead
  std::string suggestion;      ///< a text that finds more; may be empty
  std::size_t asked = 0;       ///< words that the search may do without
  std::size_t required =
      0;  ///< how many of them a match must have; fewer than `asked` when the search was relaxed
  std::uint32_t works = 0;
  std::uint32_t full_works = 0;  ///< works that have all of them
  std::uint32_t publications = 0;
  std::vector<Hit> hits;
  std::vector<FacetCounts> facets;
  PhaseTimes phases;
};

inline constexpr std::size_t kMaxPageHits = 3;

}  // namespace veille::search
