// The index schema: what a snapshot's Xapian database holds. One document is one publication.
//
// TERMS                                example           used for
//   word                               étranger          the exact form, lower case, with positions
//   Z<language>:<stem>                 Zfr:étrang        stems, no positions; languages never mix
//   XTITLE:<word>                      XTITLE:étranger   exact forms of the title, with positions
//   Q<id>                              Q0f3a…            the document of a publication
//   XTAG:<key> XAUTHOR:<key>           XTAG:open data    facets; the key is vocabulary_key()
//   XCOUNTRY:<code>                    XCOUNTRY:CA
//   XLANGUAGE: XYEAR: XSOURCE: XKIND:  XLANGUAGE:fr
//   XPROVENANCE:<provenance>:<code>    XPROVENANCE:title:CA   country.provenance
// A document without a term of a facet counts as its *unknown*.
//
// VALUES
//   0 date      YYYYMMDD; absent when unknown
//   1 work      8 bytes
//   2 id        8 bytes; ties in every order break by it
//   3 title     collation key, at most kTitleKeyBytes
//
// DOCUMENT DATA   the publication record as JSON, see record_json(); the text itself lies in the
// file `texts`.
//
// ORDER   The members of one work lie in one part with consecutive document ids, sorted by their
// own ids. Counting works relies on it. Document ids may have gaps.
//
// WORD POSITIONS  run through a document's sections in order, from 1, with a gap of kSectionGap
// between sections.
//   Section 0 is the title, 1 the description, 2 the tags and authors, the rest is the text. The
//   record's section table tells where each begins.
//
// BESIDE THE DATABASE OF A PART
//   texts          the plain text of all sections, UTF-8; records say where each lies
//   words          the part's words with their numbers of publications, see veille/word_table.h
//
// BESIDE THE PARTS
//   words          the same for the whole snapshot: which forms differ by accents only follows
//                  from it
//   stems          which of these words share a stem, see veille/stem_list.h
//   identities     for each publication its id, its work and a hash of all that the index holds
//                  of it
//   labels.json    {"tag": {"open data": "Open data"}, "author": {…}}: the spelling shown for a key
//   synonyms.json  what synonyms.yaml says, see veille/synonyms.h
//   manifest.json, manifest.sha256  see veille/snapshot.h
#pragma once

#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "veille/publication.h"
#include "veille/result.h"

namespace veille {

/// Raised whenever the table above changes. A snapshot of another version is refused: rebuilding is
/// the upgrade.
inline constexpr int kSchemaVersion = 6;

enum class Facet { tag, country, language, year, source, kind, author };
inline constexpr Facet kFacets[] = {Facet::tag,    Facet::country, Facet::language, Facet::year,
                                    Facet::source, Facet::kind,    Facet::author};
inline constexpr std::size_t kFacetCount = std::size(kFacets);

/// "tag", "country", …: the facet's name in parameters, JSON and labels.
const char* to_string(Facet facet);

enum ValueSlot : unsigned { kDateSlot = 0, kWorkSlot = 1, kIdSlot = 2, kTitleSlot = 3 };

inline constexpr unsigned kSectionGap = 100;
inline constexpr std::size_t kTitleSection = 0;
inline constexpr std::size_t kDescriptionSection = 1;
inline constexpr std::size_t kKeywordSection = 2;
inline constexpr std::size_t kFirstTextSection = 3;
inline constexpr std::size_t kTitleKeyBytes = 48;

/// How often a title's word counts (its within-document frequency). Source: our judgement; searches
/// for a title's words should find it before texts that mention them.
inline constexpr unsigned kTitleWeight = 6;

/// Stems longer than this are cut in terms, of which Xapian takes 245 bytes: taking marks away can
/// make a word longer (one Arabic ligature stands for 18 letters).
inline constexpr std::size_t kMaxFormBytes = 128;

std::string stem_term(const std::string& language, const std::string& stem);
/// Whether a term is an exact form: those carry no prefix, and prefixes are capitals.
bool is_exact_form(const std::string& term);
std::string id_term(const std::string& id);
std::string title_term(const std::string& exact);
/// "XTAG:", the beginning of every term of the facet.
std::string facet_prefix(Facet facet);
std::string facet_term(Facet facet, const std::string& value);
std::string provenance_term(Provenance provenance, const std::string& country);

/// The values of a facet that a publication has, as in its terms; empty when unknown. Sorted, no
/// duplicates.
std::vector<std::string> facet_values(const Publication& publication, Facet facet);

/// 16 hex digits to 8 bytes and back. `hex` must be 16 hex digits.
std::string pack_id(const std::string& hex);
std::string unpack_id(const std::string& bytes);

/// Where a section's text and positions lie.
struct SectionEntry {
  int page = 0;
  std::string label;
  std::string heading;
  std::uint64_t offset = 0;          ///< in the file `texts`, bytes
  std::uint32_t bytes = 0;           ///< length of its text
  std::uint32_t first_position = 0;  ///< of its first word; the title's is 1

  bool operator==(const SectionEntry&) const = default;
};

/// A publication as the index holds it: its fields without the text, and where the text lies.
struct Record {
  Publication publication;  ///< `sections` is empty
  std::vector<SectionEntry> sections;
  std::uint32_t word_count = 0;

  bool operator==(const Record&) const = default;
};

/// The record as the JSON of the document data.
std::string record_json(const Record& record);

/// Errors: record_damaged, when `json` is not what record_json() writes.
Result<Record> parse_record(const std::string& json);

}  // namespace veille
