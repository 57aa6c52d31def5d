#include "indexer/read/convert_program/pdf.h"

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <memory>
#include <vector>

#include "indexer/read/convert_program/answer.h"
#include "indexer/read/convert_program/bookmarks.h"

namespace veille::convert {
namespace {

std::string utf8(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  return std::string(bytes.begin(), bytes.end());
}

/// Poppler-cpp gives the bytes of PDFDocEncoding as if they were Latin-1: what would be control
/// characters are typographic ones. Source: ISO 32000-1, table D.2.
poppler::ustring info_text(poppler::ustring text) {
  static constexpr unsigned short kFrom80[] = {
      0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
      0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
      0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E};
  for (auto& c : text) {
    if (c >= 0x80 && c < 0x80 + std::size(kFrom80)) c = kFrom80[c - 0x80];
  }
  return text;
}

/// Where a word stands, turned so that its text runs from left to right.
struct Place {
  double left, right, top, bottom;
  double height() const { return bottom - top; }
};

Place place_of(const poppler::text_box& word) {
  const poppler::rectf box = word.bbox();
  switch (word.rotation()) {
    case 1:
      return {box.top(), box.bottom(), -box.right(), -box.left()};
    case 2:
      return {-box.right(), -box.left(), -box.bottom(), -box.top()};
    case 3:
      return {-box.bottom(), -box.top(), box.left(), box.right()};
    default:
      return {box.left(), box.right(), box.top(), box.bottom()};
  }
}

/// What stands between two words that follow each other in reading order.
std::string separator(const Place& before, const Place& after, bool space) {
  const double height = std::max(before.height(), after.height());
  const double overlap = std::min(before.bottom, after.bottom) - std::max(before.top, after.top);
  const bool same_line = overlap > 0.5 * std::min(before.height(), after.height()) &&
                         after.left >= before.left - 0.5 * height;
  // A footnote's small number stands close to its text, and is no part of the word.
  const double ratio = after.height() / std::max(before.height(), 0.1);
  if (same_line)
    return space || after.left - before.right > 0.1 * height || ratio > 1.25 ? " " : "";
  // A gap of more than most of a line, or larger or smaller print, begins another block. Upwards is
  // the next column.
  const double gap = after.top - before.bottom;
  return gap > 0.8 * height || ratio > 1.25 || ratio < 0.8 ? "\n\n" : "\n";
}

/// The words of a page in reading order, as poppler finds it; its lines, and a blank line between
/// blocks.
std::string page_text(const poppler::page& page) {
  std::string text;
  Place before{};
  bool space = false;
  for (const poppler::text_box& word : page.text_list()) {
    const Place place = place_of(word);
    if (!text.empty()) text += separator(before, place, space);
    text += utf8(word.text());
    before = place;
    space = word.has_space_after();
  }
  return text;
}

/// The day of a PDF's date in UTC; empty when it states none.
std::string day(time_t time) {
  std::tm parts{};
  char text[11] = "";
  if (time <= 0 || gmtime_r(&time, &parts) == nullptr) return "";
  return std::strftime(text, sizeof text, "%Y-%m-%d", &parts) == 10 ? text : "";
}

/// A page that cannot be made keeps its number.
void say_pages(const poppler::document& document, int limit) {
  for (int i = 0; i < std::min(document.pages(), limit); ++i) {
    const std::unique_ptr<poppler::page> page(document.create_page(i));
    if (page == nullptr) {
      say({{"label", ""}, {"text", ""}});
    } else {
      say({{"label", utf8(page->label())}, {"text", page_text(*page)}});
    }
  }
}

/// False when it has no text to say.
bool say_text(const std::string& bytes, int page_limit) {
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (document == nullptr || (!document->is_locked() && document->pages() <= 0)) {
    say_error("damaged");
    return false;
  }
  if (document->is_locked()) {
    say_error("encrypted");
    return false;
  }
  say({{"page_count", document->pages()},
       {"title", utf8(info_text(document->get_title()))},
       {"author", utf8(info_text(document->get_author()))},
       {"created", day(document->get_creation_date_t())}});
  say_pages(*document, page_limit);
  say_complete();
  return true;
}

}  // namespace

void say_pdf(const std::string& bytes, const Limits& limits) {
  constexpr rlim_t kBookmarkSeconds = 2;
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  if (!say_text(bytes, limits.pages)) return;
  allow_cpu_seconds(kBookmarkSeconds);
  const Outline outline = read_outline(bytes, limits.pages);
  for (const Bookmark& bookmark : outline.bookmarks) {
    say({{"bookmark", bookmark.title}, {"page", bookmark.page}});
  }
  if (!outline.language.empty()) say({{"language", outline.language}});
}

}  // namespace veille::convert
