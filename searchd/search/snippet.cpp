#include "searchd/search/snippet.h"

#include <algorithm>

#include "veille/analysis.h"

namespace veille::search {
namespace {

constexpr const char* kEllipsis = "…";
/// How far a snippet may begin before its first match to begin with a sentence.
constexpr std::size_t kBackWords = 10;
/// By how many words it may be longer or shorter to end with a sentence.
constexpr std::size_t kEndWords = 8;
/// How far when no sentence begins there.
constexpr std::size_t kFewWordsBack = 4;

struct Window {
  std::size_t first = 0;  // words
  std::size_t last = 0;
};

/// The window with the most different leaves, then the most marked words, those as typed first; the
/// first of equals.
Window best_window(const std::vector<Mark>& marks) {
  Window best{0, std::min(kSnippetWords, marks.size())};
  int best_score = 0;
  for (std::size_t first = 0; first < marks.size(); ++first) {
    if (marks[first].leaves == 0) continue;
    std::uint64_t leaves = 0;
    int weight = 0;
    const std::size_t last = std::min(first + kSnippetWords, marks.size());
    for (std::size_t i = first; i < last; ++i) {
      leaves |= marks[i].leaves;
      weight += weight_of(marks[i]);
    }
    const int score = cluster_score(leaves, weight);
    if (score <= best_score) continue;
    best_score = score;
    best = {first, last};
  }
  return best;
}

bool ends_sentence(std::string_view between) {
  return between.find_first_of(".!?\n") != std::string_view::npos;
}

/// Where a window that begins at `first` ends: behind its last marked word, with a sentence where
/// one ends near kSnippetWords words, else there.
std::size_t end_of(const Window& window, std::size_t first, std::string_view text,
                   const std::vector<Word>& all, const std::vector<Mark>& marks) {
  std::size_t marked = window.last;
  while (marked > window.first && marks[marked - 1].leaves == 0) --marked;
  const std::size_t wanted = std::min(std::max(first + kSnippetWords, marked), all.size());
  for (std::size_t off = 0; off <= kEndWords; ++off) {
    for (const std::size_t end : {wanted + off, wanted - std::min(wanted, off)}) {
      if (end < marked || end <= first || end > all.size()) continue;
      if (end == all.size() ||
          ends_sentence(text.substr(all[end - 1].end, all[end].begin - all[end - 1].end)))
        return end;
    }
  }
  return wanted;
}

/// Moves the window back to the beginning of its first sentence, or a few words back where that is
/// far.
Window to_sentences(const Window& window, std::string_view text, const std::vector<Word>& all,
                    const std::vector<Mark>& marks) {
  std::size_t first = window.first - std::min(window.first, kFewWordsBack);
  for (std::size_t i = 0; i <= std::min(window.first, kBackWords); ++i) {
    const std::size_t at = window.first - i;
    if (at > 0 && !ends_sentence(text.substr(all[at - 1].end, all[at].begin - all[at - 1].end)))
      continue;
    first = at;
    break;
  }
  return {first, end_of(window, first, text, all, marks)};
}

/// Appends text with runs of white space as one space.
void append_plain(std::string_view text, Snippet& out) {
  if (out.empty() || out.back().marked) out.push_back({});
  std::string& to = out.back().text;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space)
      to.push_back(c);
    else if (to.empty() ? out.size() > 1 : to.back() != ' ')
      to.push_back(' ');
  }
}

/// The punctuation right behind the last word belongs to the snippet, an opening one does not.
std::size_t closing_bytes(std::string_view rest) {
  std::size_t n = 0;
  while (n < rest.size() && std::string_view(".!?;,)%").find(rest[n]) != std::string_view::npos)
    ++n;
  return n;
}

Snippet cut_out(std::string_view text, const std::vector<Word>& all, const std::vector<Mark>& marks,
                Window window, Cut cut) {
  Snippet out;
  const bool from_start = window.first == 0 && !cut.before;
  std::size_t at = from_start ? 0 : all[window.first].begin;
  const std::size_t behind = window.first == 0 ? 0 : all[window.first - 1].end;
  if (!from_start && !ends_sentence(text.substr(behind, at - behind))) {
    append_plain(std::string(kEllipsis) + " ", out);
  }
  for (std::size_t i = window.first; i < window.last; ++i) {
    if (marks[i].leaves == 0) continue;
    append_plain(text.substr(at, all[i].begin - at), out);
    if (out.back().text.empty()) out.pop_back();
    out.push_back({std::string(text.substr(all[i].begin, all[i].end - all[i].begin)), true});
    at = all[i].end;
  }
  std::size_t end = all[window.last - 1].end;
  end += window.last == all.size() ? text.size() - end : closing_bytes(text.substr(end));
  append_plain(text.substr(at, end - at), out);
  if (window.last < all.size() || cut.behind) append_plain(std::string(" ") + kEllipsis, out);
  while (!out.empty() && !out.back().marked && out.back().text.ends_with(' '))
    out.back().text.pop_back();
  if (!out.empty() && out.back().text.empty()) out.pop_back();
  return out;
}

/// A text without spaces, or one word of a file that is none, does not make a snippet long.
void bound(Snippet& snippet) {
  constexpr std::size_t kMostMarked = 200;
  constexpr std::size_t kMostPlain = 600;
  for (auto& part : snippet) {
    if (part.text.size() <= (part.marked ? kMostMarked : kMostPlain)) continue;
    const std::string_view text = part.text;
    if (part.marked) {
      part.text = std::string(cut_utf8(text, kMostMarked)) + kEllipsis;
      continue;
    }
    // Both ends stay: they stand beside what is marked.
    std::size_t tail = text.size() - kMostPlain / 2;
    while (tail < text.size() && (text[tail] & 0xC0) == 0x80) ++tail;
    part.text =
        std::string(cut_utf8(text, kMostPlain / 2)) + kEllipsis + std::string(text.substr(tail));
  }
}

}  // namespace

Snippet make_snippet(std::string_view text, const MarkedForms& forms, Cut cut) {
  const auto all = words(text);
  if (all.empty()) return {};
  std::vector<Mark> marks;
  marks.reserve(all.size());
  for (const auto& word : all) {
    marks.push_back(forms.mark(word.exact));
    marks.back().leaves &= cut.leaves;
  }
  Snippet out = cut_out(text, all, marks, to_sentences(best_window(marks), text, all, marks), cut);
  bound(out);
  return out;
}

}  // namespace veille::search
