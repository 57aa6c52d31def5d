// veille-convert: a document on standard input, its text as lines of JSON on standard output
// (answer.h). Run by the indexer, confined, because the libraries that read documents abort or run
// on without end on some files. Its own limits come first, before a byte is read.
//
//   veille-convert KIND CPU_SECONDS MEMORY_BYTES PAGES
//
// KIND is pdf, docx, odt, html or text; or probe, which reads nothing and answers that all is well,
// and whether it is kept from other files. Exit code 0, also for a document without text; 2 for a
// wrong call.

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <iostream>
#include <string>
#include <string_view>

#include "indexer/process/file_rules.h"
#include "indexer/read/charset.h"
#include "indexer/read/convert_program/answer.h"
#include "indexer/read/convert_program/confine.h"
#include "indexer/read/convert_program/docx.h"
#include "indexer/read/convert_program/odt.h"
#include "indexer/read/convert_program/pdf.h"
#include "indexer/read/html.h"
#include "indexer/read/plain_text.h"

namespace veille::convert {
namespace {

bool parse_limits(int argc, char** argv, Limits& limits) {
  const auto parse = [&](int i, auto& value) {
    const std::string_view text = argv[i];
    return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
  };
  return argc == 5 && parse(2, limits.cpu_seconds) && parse(3, limits.memory_bytes) &&
         parse(4, limits.pages);
}

std::string read_input() {
  std::string bytes;
  std::string buffer(1 << 16, '\0');
  for (;;) {
    const ssize_t n = ::read(0, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return bytes;
    bytes.append(buffer, 0, static_cast<std::size_t>(n));
  }
}

void say_result(const Result<read::Extracted>& extracted) {
  if (extracted) {
    say_extracted(*extracted);
  } else {
    say_error(extracted.error().code);
  }
}

read::Extracted read_text(std::string_view bytes) {
  read::Extracted extracted;
  extracted.sections = read::plain_sections(read::text_utf8(bytes));
  return extracted;
}

/// False when there is no such kind.
bool convert_kind(std::string_view kind, const Limits& limits) {
  if (kind == "probe") {
    say_probe(process::has_file_rules());
  } else if (kind == "pdf") {
    say_pdf(read_input(), limits);
  } else if (kind == "docx") {
    say_result(read_docx(read_input()));
  } else if (kind == "odt") {
    say_result(read_odt(read_input()));
  } else if (kind == "html") {
    say_extracted(read::read_html(read::html_utf8(read_input())));
  } else if (kind == "text") {
    say_extracted(read_text(read_input()));
  } else {
    return false;
  }
  return true;
}

}  // namespace
}  // namespace veille::convert

int main(int argc, char** argv) {
  veille::convert::Limits limits;
  if (!veille::convert::parse_limits(argc, argv, limits)) {
    std::cerr << "usage: veille-convert KIND CPU_SECONDS MEMORY_BYTES PAGES <document\n";
    return 2;
  }
  veille::convert::confine(limits);
  std::ios::sync_with_stdio(false);
  if (!veille::convert::convert_kind(argv[1], limits)) return 2;
  return std::cout.flush() ? 0 : 1;
}
