#include "veille/word_table.h"

#include <charconv>
#include <stdexcept>

namespace veille {

std::string word_line(const WordEntry& entry) {
  std::string out = entry.form;
  for (const auto& use : entry.uses)
    out += "\t" + use.language + ":" + std::to_string(use.publications);
  return out + "\n";
}

bool parse_word_line(std::string_view line, WordEntry& out) {
  std::size_t end = line.find('\t');
  if (end == std::string_view::npos || end == 0) return false;
  out.form = line.substr(0, end);
  std::size_t count = 0;
  while (end < line.size()) {
    const std::size_t begin = end + 1;
    end = std::min(line.find('\t', begin), line.size());
    const std::string_view use = line.substr(begin, end - begin);
    const std::size_t colon = use.find(':');
    if (colon == std::string_view::npos) return false;
    // Entries are read by the hundred thousand: their memory is used again.
    if (count == out.uses.size()) out.uses.emplace_back();
    WordUse& to = out.uses[count++];
    to.language = use.substr(0, colon);
    const auto [stopped, failure] =
        std::from_chars(use.data() + colon + 1, use.data() + use.size(), to.publications);
    if (failure != std::errc() || stopped != use.data() + use.size()) return false;
  }
  out.uses.resize(count);
  return true;
}

WordTableReader::WordTableReader(const std::filesystem::path& file)
    : file_(file), in_(file, std::ios::binary) {
  if (!in_) throw std::runtime_error("cannot read " + file.string());
}

bool WordTableReader::next(WordEntry& out) {
  if (!std::getline(in_, line_)) {
    if (in_.bad()) throw std::runtime_error("cannot read " + file_.string());
    return false;
  }
  if (!parse_word_line(line_, out)) throw std::runtime_error("damaged: " + file_.string());
  return true;
}

}  // namespace veille
