#include "core/words_by_icu.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>
#include <stdexcept>

#include "core/word_segment.h"

namespace veille {
namespace {

icu::BreakIterator& word_breaks() {
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU: no data for word boundaries");
    return made;
  }();
  return *iterator;
}

}  // namespace

void append_by_icu(std::string_view text, std::size_t begin, std::size_t end,
                   std::vector<Word>& out) {
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data() + begin, static_cast<int64_t>(end - begin), &status);
  auto& breaks = word_breaks();
  breaks.setText(&utext, status);
  if (U_SUCCESS(status)) {
    int32_t from = breaks.first();
    for (int32_t to = breaks.next(); to != icu::BreakIterator::DONE;
         from = to, to = breaks.next()) {
      const std::size_t first = begin + static_cast<std::size_t>(from);
      if (breaks.getRuleStatus() >= UBRK_WORD_NUMBER || text[first] == '_')
        append_segment(text, first, begin + static_cast<std::size_t>(to), out);
    }
  }
  utext_close(&utext);
}

}  // namespace veille
