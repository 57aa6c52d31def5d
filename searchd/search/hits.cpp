#include "searchd/search/hits.h"

#include <algorithm>
#include <tuple>

#include "searchd/search/explain.h"
#include "searchd/search/related.h"
#include "searchd/search/sections.h"
#include "searchd/search/snippet.h"
#include "searchd/search/time_budget.h"
#include "searchd/search/xapian_call.h"
#include "veille/sha256.h"
#include "veille/utf8.h"

namespace veille::search {
namespace {

/// Of a section longer than this, in bytes, only the part around its best matches is read for a
/// snippet; and so much on both sides of them at the most.
constexpr std::size_t kWholeSection = 3 * 1024;
constexpr std::size_t kMostAround = 1024 * 1024;

Related related(const Publication& p) { return {p.id, p.language, p.url, p.title}; }

/// How many words a section has.
double words_of(const Record& record, std::size_t section) {
  const auto& all = record.sections;
  const auto words = [&](std::size_t i) {
    return all[i + 1].first_position - all[i].first_position - kSectionGap;
  };
  if (section + 1 < all.size()) return words(section);
  double rest = record.word_count;
  for (std::size_t i = kFirstTextSection; i < section; ++i) rest -= words(i);
  return rest;
}

/// Cuts what may be part of a word at the ends where text was cut.
void trim_to_words(std::string& text, Cut cut) {
  constexpr std::string_view kSpace = " \n\t";
  // Where words are not parted by spaces, whole characters must do.
  constexpr std::size_t kLongWord = 256;
  if (cut.behind) {
    const std::size_t space = text.find_last_of(kSpace);
    const bool near = space != std::string::npos && space + kLongWord > text.size();
    text.resize(near ? space : cut_utf8(text, text.size() - 1).size());
  }
  if (cut.before) {
    std::size_t begin = text.find_first_of(kSpace);
    if (begin > kLongWord) {
      for (begin = 0; begin < text.size() && (text[begin] & 0xC0) == 0x80;) ++begin;
    }
    text.erase(0, begin);
  }
}

class HitMaker {
 public:
  HitMaker(const OpenSnapshot& snapshot, const PartDatabases& databases, const Matching& matching,
           const SearchRequest& request)
      : snapshot_(snapshot),
        databases_(databases),
        matching_(matching),
        leaves_(matching.words->leaves),
        forms_(leaves_),
        reader_language_(request.reader_language),
        explain_(request.explain),
        snippets_(request.snippets) {}

  Hit work_hit(DocumentId ranked) const {
    const auto [first, last] = snapshot_.columns().members(ranked);
    std::vector<DocumentId> ids;
    for (DocumentId id = first; id < last; ++id) ids.push_back(id);
    return make(shown_member(ranked, ids), ids);
  }

  Hit publication_hit(DocumentId id) const { return make(id, {id}); }

 private:
  /// The matching member that a reader wants to see; see hits.h.
  DocumentId shown_member(DocumentId ranked, const std::vector<DocumentId>& ids) const {
    const Columns& columns = snapshot_.columns();
    const Ordinal language = columns.find(Facet::language, reader_language_);
    const bool known = language != columns.range(Facet::language).second;
    const Ordinal report = columns.find(Facet::kind, to_string(Kind::report));
    const auto quality = [&](DocumentId id) {
      return std::tuple(words_in(id), known && columns.has(id, language), !columns.has(id, report),
                        id == ranked);
    };
    DocumentId best = ranked;
    for (const DocumentId id : ids) {
      if (matching_.documents.contains(id) && quality(id) > quality(best)) best = id;
    }
    return best;
  }

  /// How many of the query's words and phrases the document has.
  std::size_t words_in(DocumentId id) const {
    std::size_t count = 0;
    std::size_t last = 0;  // groups are numbered from 1, and leaves stand in their order
    for (const Leaf& leaf : leaves_) {
      if (leaf.group == last || !leaf.documents.contains(id)) continue;
      last = leaf.group;
      ++count;
    }
    return count;
  }

  Hit make(DocumentId shown, const std::vector<DocumentId>& ids) const {
    const auto kept = databases_.record(shown);
    const Record& record = *kept;
    Hit hit;
    hit.publication = record.publication;
    const auto* source = snapshot_.source(hit.publication.source);
    hit.source_title = source == nullptr ? hit.publication.source : source->title;
    if (hit.publication.language != reader_language_)
      hit.matched_language = hit.publication.language;
    if (snippets_) add_snippets(shown, record, hit);
    for (const DocumentId id : ids) {
      if (id != shown) add_member(id, hit);
    }
    add_linked_from(hit);
    if (explain_) {
      hit.explained = explain(databases_, shown, record, leaves_, forms_);
      hit.score = score_of(*matching_.words, shown);
    }
    return hit;
  }

  void add_snippets(DocumentId shown, const Record& record, Hit& hit) const {
    const auto sections = sections_of(shown, record);
    hit.snippet = snippet(shown, record, sections);
    if (hit.publication.kind == Kind::report)
      fill_pages(shown, record, sections, hit.pages, hit.more_pages);
  }

  std::vector<SectionMatch> sections_of(DocumentId id, const Record& record) const {
    return matching_sections(databases_, id, record, forms_, leaves_of(leaves_, id));
  }

  void add_member(DocumentId id, Hit& hit) const {
    const auto kept = databases_.record(id);
    const Record& record = *kept;
    if (record.publication.kind != Kind::report) {
      // For a report the posts of its work stand in linked_from.
      if (hit.publication.kind != Kind::report)
        hit.translations.push_back(related(record.publication));
      return;
    }
    ReportHit report{related(record.publication), {}, 0};
    if (snippets_ && matching_.documents.contains(id) && !leaves_.empty()) {
      fill_pages(id, record, sections_of(id, record), report.pages, report.more_pages);
    }
    hit.reports.push_back(std::move(report));
  }

  void add_linked_from(Hit& hit) const {
    for (const auto& id : hit.publication.linked_from) {
      if (const auto found = databases_.first(id_term(id)))
        hit.linked_from.push_back(related(databases_.record(*found)->publication));
    }
  }

  /// The pages that have as many of the leaves as the best one.
  void fill_pages(DocumentId id, const Record& record, const std::vector<SectionMatch>& sections,
                  std::vector<PageHit>& pages, std::size_t& more) const {
    int most = 0;
    for (const auto& match : sections) {
      if (match.section < kFirstTextSection || record.sections[match.section].page == 0) continue;
      if (most == 0) most = match.leaves;
      if (match.leaves < most) break;
      if (pages.size() == kMaxPageHits) {
        ++more;
        continue;
      }
      const SectionEntry& entry = record.sections[match.section];
      pages.push_back({entry.page, entry.label,
                       record.publication.url + "#page=" + std::to_string(entry.page),
                       section_snippet(id, record, match)});
    }
  }

  /// The best matching section's text; else the description; else where the text begins.
  Snippet snippet(DocumentId id, const Record& record,
                  const std::vector<SectionMatch>& sections) const {
    for (const auto& match : sections) {
      if (match.section == kTitleSection || match.section == kKeywordSection) continue;
      return section_snippet(id, record, match);
    }
    if (!record.publication.description.empty())
      return make_snippet(record.publication.description, forms_,
                          {false, false, leaves_of(leaves_, id)});
    for (std::size_t i = kFirstTextSection; i < record.sections.size(); ++i) {
      Snippet made = section_snippet(id, record, {i, 0, 0, record.sections[i].first_position});
      if (!made.empty()) return made;
    }
    return {};
  }

  /// A section's text around its best cluster of matches.
  Snippet section_snippet(DocumentId id, const Record& record, const SectionMatch& match) const {
    const SectionEntry& entry = record.sections[match.section];
    const std::uint64_t leaves = leaves_of(leaves_, id);
    if (entry.bytes <= kWholeSection)
      return make_snippet(snapshot_.text(id, entry.offset, entry.bytes), forms_,
                          {false, false, leaves});
    // The words of a section are as long as each other, near enough; far beside is made up for by
    // reading more.
    const double part = std::min(1.0, (match.cluster - entry.first_position) /
                                          std::max(1.0, words_of(record, match.section)));
    const auto at = static_cast<std::size_t>(part * entry.bytes);
    Snippet out;
    for (std::size_t around = kWholeSection / 2; around <= kMostAround; around *= 4) {
      const std::size_t begin = at - std::min(at, around);
      const std::size_t bytes = std::min<std::size_t>(entry.bytes - begin, 2 * around);
      std::string text = snapshot_.text(id, entry.offset + begin, bytes);
      const Cut cut{begin > 0, begin + bytes < entry.bytes, leaves};
      trim_to_words(text, cut);
      out = make_snippet(text, forms_, cut);
      const bool marked =
          std::any_of(out.begin(), out.end(), [](const auto& p) { return p.marked; });
      if (marked || 2 * around >= entry.bytes) break;
    }
    return out;
  }

  const OpenSnapshot& snapshot_;
  const PartDatabases& databases_;
  const Matching& matching_;
  const std::vector<Leaf>& leaves_;
  const MarkedForms forms_;
  const std::string& reader_language_;
  const bool explain_;
  const bool snippets_;
};

}  // namespace

std::vector<Hit> make_hits(const OpenSnapshot& snapshot, const PartDatabases& databases,
                           const Matching& matching, const std::vector<DocumentId>& ranked,
                           const SearchRequest& request) {
  const HitMaker maker(snapshot, databases, matching, request);
  std::vector<Hit> out;
  for (const DocumentId id : ranked) {
    check_time();
    out.push_back(request.by_work ? maker.work_hit(id) : maker.publication_hit(id));
  }
  return out;
}

Result<Hit> find_publication(const OpenSnapshot& snapshot, const std::string& id,
                             const std::string& reader_language) {
  const auto handle = snapshot.database();
  // Anything else can be no term of the index, and Xapian refuses some of it.
  const std::string term = id_term(is_hex(id, 16) ? id : "");
  return xapian_call([&]() -> Result<Hit> {
    const auto found = handle->first(term);
    if (!found) {
      return Error{"publication_unknown", "no publication has this id in the current snapshot", "",
                   0, "search for it by its title"};
    }
    // Only this document matches: it is the member shown.
    Matching matching;
    matching.words = std::make_shared<WordMatches>();
    matching.documents = Bitmap::bitmapOf(1, *found);
    SearchRequest request;
    request.reader_language = reader_language;
    Hit hit = HitMaker(snapshot, *handle, matching, request).work_hit(*found);
    hit.near = find_near(snapshot, *handle, *found, kNearPublications);
    return hit;
  });
}

}  // namespace veille::search
