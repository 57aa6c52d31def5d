#include "searchd/search/expand.h"

#include <algorithm>
#include <array>

#include "searchd/search/compounds.h"
#include "searchd/search/lists.h"
#include "veille/analysis.h"
#include "veille/schema.h"

namespace veille::search {
namespace {

void sort_unique(std::vector<std::string>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

/// Umlauts, and what they are where a keyboard has none.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kTranscribed = {
    {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}}};
/// Places in one word that are tried with and without an umlaut.
constexpr std::size_t kMaxTranscribed = 4;

/// The word with any of its "ae", "oe", "ue" as umlauts, or the other way round; without itself.
std::vector<std::string> transcriptions(const std::string& word) {
  std::vector<std::string> out = {word};
  std::size_t places = 0;
  for (const auto& [umlaut, letters] : kTranscribed) {
    for (const auto& [from, to] : {std::pair(letters, umlaut), std::pair(umlaut, letters)}) {
      const auto at = word.find(from);
      if (at == std::string::npos || ++places > kMaxTranscribed) continue;
      const std::size_t known = out.size();
      for (std::size_t i = 0; i < known; ++i) {
        std::string other = out[i];
        for (auto p = other.find(from); p != std::string::npos; p = other.find(from, p + to.size()))
          other.replace(p, from.size(), to);
        if (!contains(out, other)) out.push_back(std::move(other));
      }
    }
  }
  out.erase(out.begin());
  return out;
}

class Expander {
 public:
  explicit Expander(const ExpansionContext& context) : context_(context) {}

  Expansion word(const std::string& typed) const {
    Expansion out = spelt(typed);
    add_all_stems(out);
    if (may_be_german(out.exact)) {
      for (const auto& form : out.exact) add_compounds(form, out);
      // Transcribed forms that no text has are compounds all the same.
      for (const auto& form : transcriptions(typed)) {
        if (!contains(out.exact, form)) add_compounds(form, out);
      }
      sort_unique(out.compounds);
    }
    finish(out);
    return out;
  }

  /// The word as typed, and what differs from it by accents or transcription only.
  Expansion spelt(const std::string& typed) const {
    Expansion out;
    out.exact = {typed};
    const auto add = [&](const std::string& form) {
      if (!contains(out.exact, form)) out.exact.push_back(form);
    };
    if (fold(typed) == typed) {
      for (const auto& form : context_.vocabulary.forms_of(typed)) add(form);
    }
    for (const auto& form : transcriptions(typed)) {
      if (context_.vocabulary.frequency(form, kGerman) > 0) add(form);
    }
    return out;
  }

  void finish(Expansion& out) const {
    out.forms = out.exact;
    // Where a stem stands for exact forms alone, their lists say all that its own would.
    std::erase_if(out.stems, [&](const auto& term) {
      bool says_more = false;
      for (const WordNumber word : context_.stems.words(term)) {
        out.forms.emplace_back(context_.vocabulary.form(word));
        says_more = says_more || !contains(out.exact, out.forms.back());
      }
      return !says_more;
    });
    out.forms.insert(out.forms.end(), out.compounds.begin(), out.compounds.end());
    sort_unique(out.forms);
  }

  void add_all_stems(Expansion& out) const {
    const bool exists = std::any_of(out.exact.begin(), out.exact.end(), [&](const auto& form) {
      return context_.vocabulary.has(form);
    });
    for (const auto& language : context_.languages) {
      const bool readers = language == context_.language;
      for (const auto& form : out.exact) {
        // In a language that is not the reader's only where the word is one of its words: else
        // French "pays" would find English "pay".
        const bool of_language = context_.vocabulary.frequency(form, language) > 0;
        if (of_language || !exists || (readers && form == out.exact.front()))
          add_stems(form, language, out);
      }
    }
    if (exists || !contains(context_.languages, kGerman)) return;
    for (const auto& form : transcriptions(out.exact.front())) add_stems(form, kGerman, out);
  }

 private:
  static void add_stems(const std::string& form, const std::string& language, Expansion& out) {
    for (const auto& stem : stems(form, language)) {
      auto term = stem_term(language, stem);
      if (!contains(out.stems, term)) out.stems.push_back(std::move(term));
    }
  }

  /// Whether German compounds are to be looked at: the reader reads German, or most publications
  /// with the word do, or nobody knows it.
  bool may_be_german(const std::vector<std::string>& exact) const {
    if (!contains(context_.languages, kGerman)) return false;
    if (context_.language == kGerman) return true;
    std::uint32_t all = 0;
    std::uint32_t german = 0;
    for (const auto& form : exact) {
      all += context_.vocabulary.frequency(form);
      german += context_.vocabulary.frequency(form, kGerman);
    }
    return 2 * german > all || all == 0;
  }

  /// Parts are words of German texts, or have the stem of one; and the query has its bound.
  bool may_be_part(const std::string& form, const Expansion& place) const {
    bool known = context_.vocabulary.frequency(form, kGerman) > 0;
    for (const auto& stem : stems(form, kGerman)) {
      const std::string term = stem_term(kGerman, stem);
      known = known || (contains(place.stems, term) && !context_.stems.words(term).empty());
    }
    if (!known) return false;
    return context_.memo == nullptr || context_.memo->compound_searches++ < kMaxCompoundSearches;
  }

  void add_compounds(const std::string& form, Expansion& out) const {
    if (may_be_part(form, out)) {
      for (auto& compound : compounds_with(context_.vocabulary, form, context_.compounds))
        out.compounds.push_back(std::move(compound));
    }
    if (!out.parts.empty()) return;
    for (const auto& part : compound_parts(context_.vocabulary, form)) {
      Expansion place;
      place.exact = {part};
      add_stems(part, kGerman, place);
      finish(place);
      out.parts.push_back(std::move(place));
    }
  }

  const ExpansionContext& context_;
};

}  // namespace

Expansion expand_word(const ExpansionContext& context, const std::string& word) {
  if (context.memo == nullptr) return Expander(context).word(word);
  const auto known = context.memo->words.find(word);
  if (known != context.memo->words.end()) return known->second;
  return context.memo->words[word] = Expander(context).word(word);
}

Expansion expand_prefix(const ExpansionContext& context, const std::string& prefix) {
  Expansion out;
  std::size_t count = 0;
  for (const WordNumber word : context.vocabulary.beginning_with(prefix, kMaxPrefixForms, &count))
    out.exact.emplace_back(context.vocabulary.form(word));
  out.more_forms = count - out.exact.size();
  out.forms = out.exact;
  sort_unique(out.forms);
  return out;
}

Expansion expand_unfinished(const ExpansionContext& context, const std::string& word) {
  Expansion out = expand_prefix(context, word);
  Expansion whole = expand_word(context, word);
  const bool exists = std::any_of(whole.exact.begin(), whole.exact.end(),
                                  [&](const auto& form) { return context.vocabulary.has(form); });
  if (!exists) return out;
  const auto append = [](std::vector<std::string>& to, const std::vector<std::string>& more) {
    for (const auto& form : more) {
      if (!contains(to, form)) to.push_back(form);
    }
  };
  append(out.exact, whole.exact);
  append(out.forms, whole.forms);
  sort_unique(out.forms);
  out.stems = std::move(whole.stems);
  out.parts = std::move(whole.parts);
  // What begins so is one of the exact forms.
  for (auto& form : whole.compounds) {
    if (!contains(out.exact, form)) out.compounds.push_back(std::move(form));
  }
  return out;
}

Expansion expand_phrase_word(const ExpansionContext& context, const std::string& word,
                             bool any_form) {
  const Expander expander(context);
  Expansion out = expander.spelt(word);
  if (any_form) expander.add_all_stems(out);
  expander.finish(out);
  return out;
}

std::vector<Expansion> expand(const ExpansionContext& context, const Node& leaf) {
  std::vector<Expansion> out;
  for (const auto& word : leaf.words) {
    switch (leaf.type) {
      case Node::Type::word:
        out.push_back(expand_word(context, word));
        break;
      case Node::Type::prefix:
        out.push_back(leaf.any_form ? expand_unfinished(context, word)
                                    : expand_prefix(context, word));
        break;
      default:
        out.push_back(expand_phrase_word(context, word, leaf.any_form));
        break;
    }
  }
  return out;
}

}  // namespace veille::search
