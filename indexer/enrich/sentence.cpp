#include "indexer/enrich/sentence.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace veille::enrich {
namespace {

icu::BreakIterator& sentence_breaks() {
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU: no data for sentence boundaries");
    return made;
  }();
  return *iterator;
}

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

std::size_t count_chars(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

/// The byte behind the first `chars` characters of `text`.
std::size_t byte_after(std::string_view text, std::size_t chars) {
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (begins_character(text[i]) && chars-- == 0) break;
  }
  return i;
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

std::vector<std::size_t> sentence_ends(std::string_view text) {
  std::vector<std::size_t> out;
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data(), static_cast<int64_t>(text.size()), &status);
  auto& breaks = sentence_breaks();
  breaks.setText(&utext, status);
  if (U_SUCCESS(status)) {
    breaks.first();
    for (int32_t end = breaks.next(); end != icu::BreakIterator::DONE; end = breaks.next()) {
      out.push_back(static_cast<std::size_t>(end));
    }
  }
  utext_close(&utext);
  if (out.empty() || out.back() < text.size()) out.push_back(text.size());
  return out;
}

std::string quoted(std::string_view sentence, std::size_t keep_until) {
  // The dots that lead to the page number in a table of contents say nothing.
  sentence = sentence.substr(0, sentence.find("....", keep_until));
  const auto head = count_chars(sentence.substr(0, keep_until));
  if (head > kMostQuotedChars) {
    const std::size_t cut = byte_after(sentence, head - kMostQuotedChars);
    const std::size_t space = sentence.find(' ', cut);
    const std::size_t from = space < keep_until ? space : cut;
    return std::string(trim(sentence.substr(from, keep_until - from)));
  }
  if (count_chars(sentence) <= kMostQuotedChars) return std::string(trim(sentence));
  const std::size_t limit = byte_after(sentence, kMostQuotedChars);
  const std::size_t space = sentence.rfind(' ', limit);
  const bool keeps_name = space != std::string_view::npos && space >= keep_until;
  return std::string(trim(sentence.substr(0, keeps_name ? space : limit)));
}

}  // namespace veille::enrich
