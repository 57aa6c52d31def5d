// veille-pdf: a PDF on standard input, its text as JSON on standard output. Run by the indexer,
// confined, because poppler aborts or runs on without end on some files. Its own limits come first,
// before a byte is read.
//
//   veille-pdf CPU_SECONDS MEMORY_BYTES PAGES
//
// {"page_count": 2, "title": "", "author": "", "created": "2019-07-10",
//  "pages": [{"label": "i", "text": "lines end with \n, blocks with \n\n"}]}
// or {"error": "encrypted" | "damaged"}. Exit code 0 for both; 2 for a wrong call.

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <ctime>
#include <iostream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#ifdef __SANITIZE_ADDRESS__
/// Its search for leaks starts a process, which the limits forbid to whoever is not root.
extern "C" const char* __asan_default_options() { return "detect_leaks=0"; }
#endif

namespace {

struct Limits {
  rlim_t cpu_seconds = 0;
  rlim_t memory_bytes = 0;
  int pages = 0;
};

bool parse_limits(int argc, char** argv, Limits& limits) {
  const auto parse = [&](int i, auto& value) {
    const std::string_view text = argv[i];
    return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
  };
  return argc == 4 && parse(1, limits.cpu_seconds) && parse(2, limits.memory_bytes) &&
         parse(3, limits.pages);
}

void limit(decltype(RLIMIT_CPU) resource, rlim_t soft, rlim_t hard) {
  const rlimit value{soft, hard};
  setrlimit(resource, &value);
}

/// No core file, no file written, no process started, nobody kept waiting.
void confine(const Limits& limits) {
  // A second more than the soft limit, so that SIGXCPU says why.
  limit(RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1);
#ifndef __SANITIZE_ADDRESS__  // whose shadow memory is larger than any sensible limit
  limit(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes);
#endif
  limit(RLIMIT_CORE, 0, 0);
  limit(RLIMIT_FSIZE, 0, 0);
  limit(RLIMIT_NOFILE, 32, 32);
  limit(RLIMIT_NPROC, 0, 0);
  setpriority(PRIO_PROCESS, 0, 10);
}

std::vector<char> read_input() {
  std::vector<char> bytes;
  std::vector<char> buffer(1 << 16);
  for (;;) {
    const ssize_t n = read(0, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return bytes;
    bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + n);
  }
}

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

nlohmann::json read_pages(const poppler::document& document, int limit) {
  auto pages = nlohmann::json::array();
  for (int i = 0; i < std::min(document.pages(), limit); ++i) {
    // A page that cannot be made keeps its number.
    const std::unique_ptr<poppler::page> page(document.create_page(i));
    if (page == nullptr) {
      pages.push_back({{"label", ""}, {"text", ""}});
    } else {
      pages.push_back({{"label", utf8(page->label())}, {"text", page_text(*page)}});
    }
  }
  return pages;
}

nlohmann::json read_document(std::vector<char> bytes, int page_limit) {
  const std::unique_ptr<poppler::document> document(poppler::document::load_from_data(&bytes));
  if (document == nullptr) return {{"error", "damaged"}};
  if (document->is_locked()) return {{"error", "encrypted"}};
  if (document->pages() <= 0) return {{"error", "damaged"}};
  return {{"page_count", document->pages()},
          {"title", utf8(info_text(document->get_title()))},
          {"author", utf8(info_text(document->get_author()))},
          {"created", day(document->get_creation_date_t())},
          {"pages", read_pages(*document, page_limit)}};
}

}  // namespace

int main(int argc, char** argv) {
  Limits limits;
  if (!parse_limits(argc, argv, limits)) {
    std::cerr << "usage: veille-pdf CPU_SECONDS MEMORY_BYTES PAGES <document.pdf\n";
    return 2;
  }
  confine(limits);
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  const nlohmann::json result = read_document(read_input(), limits.pages);
  std::cout << result.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return std::cout.flush() ? 0 : 1;
}
