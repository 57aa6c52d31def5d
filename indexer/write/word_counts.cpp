#include "indexer/write/word_counts.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <queue>
#include <stdexcept>

#include "veille/schema.h"

namespace veille::write {
namespace {

namespace fs = std::filesystem;

void add_use(std::vector<WordUse>& uses, const std::string& language, std::int64_t publications) {
  const auto at = std::lower_bound(
      uses.begin(), uses.end(), language,
      [](const WordUse& use, const std::string& wanted) { return use.language < wanted; });
  if (at != uses.end() && at->language == language)
    at->publications += publications;
  else
    uses.insert(at, {language, publications});
}

/// Gives sorted entries one after the other; false at the end.
using Source = std::function<bool(WordEntry&)>;

Source read_from(const fs::path& file) {
  return [reader = std::make_shared<WordTableReader>(file)](WordEntry& out) {
    return reader->next(out);
  };
}

Source give(std::vector<WordEntry> entries) {
  return [entries = std::move(entries), next = std::size_t{0}](WordEntry& out) mutable {
    if (next == entries.size()) return false;
    out = entries[next++];
    return true;
  };
}

struct Input {
  Source next;
  int times = 1;
  WordEntry entry;
};

/// The sum of sorted inputs, without words that nobody has.
template <class Take>
void merge(std::vector<Input>& inputs, const Take& take) {
  const auto later = [](const Input* a, const Input* b) { return b->entry.form < a->entry.form; };
  std::priority_queue<Input*, std::vector<Input*>, decltype(later)> queue(later);
  for (auto& input : inputs) {
    if (input.next(input.entry)) queue.push(&input);
  }
  WordEntry sum;
  while (!queue.empty()) {
    sum.form = queue.top()->entry.form;
    sum.uses.clear();
    while (!queue.empty() && queue.top()->entry.form == sum.form) {
      Input* input = queue.top();
      queue.pop();
      for (const auto& use : input->entry.uses)
        add_use(sum.uses, use.language, input->times * use.publications);
      if (input->next(input->entry)) queue.push(input);
    }
    std::erase_if(sum.uses, [](const WordUse& use) { return use.publications == 0; });
    if (!sum.uses.empty()) take(sum);
  }
}

void merge_into(std::vector<Input>& inputs, const fs::path& file) {
  const fs::path unfinished = file.string() + ".new";
  {
    std::ofstream out(unfinished, std::ios::binary);
    std::string block;
    merge(inputs, [&](const WordEntry& entry) {
      block += word_line(entry);
      if (block.size() < 64 * 1024) return;
      out << block;
      block.clear();
    });
    out << block;
    out.close();
    if (!out) throw std::runtime_error("cannot write " + unfinished.string());
  }
  fs::rename(unfinished, file);
}

}  // namespace

void WordCounts::add(const Xapian::Document& document, const std::string& language) {
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    const std::string form = *term;
    if (is_exact_form(form)) add(form, language, 1);
  }
}

void WordCounts::add(const std::string& form, const std::string& language,
                     std::int64_t publications) {
  add_use(uses_[form], language, publications);
}

std::vector<WordEntry> WordCounts::entries() const {
  std::vector<WordEntry> out;
  out.reserve(uses_.size());
  for (const auto& [form, uses] : uses_) {
    WordEntry entry{form, uses};
    std::erase_if(entry.uses, [](const WordUse& use) { return use.publications == 0; });
    if (!entry.uses.empty()) out.push_back(std::move(entry));
  }
  std::sort(out.begin(), out.end(),
            [](const WordEntry& a, const WordEntry& b) { return a.form < b.form; });
  return out;
}

void write_word_table(const std::vector<WordEntry>& entries, const fs::path& file) {
  std::ofstream out(file, std::ios::binary);
  for (const auto& entry : entries) out << word_line(entry);
  out.close();
  if (!out) throw std::runtime_error("cannot write " + file.string());
}

void merge_word_tables(const std::vector<fs::path>& added, const std::vector<fs::path>& taken,
                       const fs::path& file) {
  std::vector<Input> inputs;
  for (const auto& table : added) inputs.push_back({read_from(table), 1, {}});
  for (const auto& table : taken) inputs.push_back({read_from(table), -1, {}});
  merge_into(inputs, file);
}

void change_word_table(const fs::path& file, std::initializer_list<const WordCounts*> changes) {
  std::vector<Input> inputs;
  inputs.push_back({read_from(file), 1, {}});
  for (const WordCounts* change : changes) inputs.push_back({give(change->entries()), 1, {}});
  merge_into(inputs, file);
}

}  // namespace veille::write
