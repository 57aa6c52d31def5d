#include "indexer/evaluate/judgments.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <functional>
#include <optional>

#include "veille/utf8.h"

namespace veille::evaluate {
namespace {

namespace fs = std::filesystem;

constexpr const char* kQueryFields = "id, language, type and text, parted by tabs";
constexpr const char* kJudgmentFields = "query id, 0, path and grade, parted by tabs";

using Fields = std::vector<std::string>;
/// Takes the fields of a line; the error that they are, if any, without its place.
using TakeFields = std::function<std::optional<Error>(Fields fields, int line)>;

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

std::string trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

Fields split(std::string_view line) {
  Fields fields;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    fields.emplace_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return fields;
}

Error malformed(const std::string& what, const std::string& mend) {
  return {"line_malformed", what, "", 0, mend};
}

/// What is wrong with the bytes of a line, whatever its fields are.
std::optional<Error> bad_bytes(std::string_view line) {
  if (line.size() > kMaxLineBytes)
    return malformed("the line is longer than " + std::to_string(kMaxLineBytes) + " bytes", "");
  const auto control = std::find_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
  if (control != line.end())
    return malformed("the line holds the control character " + std::to_string(*control),
                     "save the file as plain UTF-8 text");
  if (!is_utf8(line)) return malformed("the line is not UTF-8", "save the file as UTF-8");
  if (line.starts_with("\xef\xbb\xbf"))
    return malformed("the file begins with a byte order mark", "save it as UTF-8 without one");
  return std::nullopt;
}

/// The error of the first line that has one. A line of any length is read in bounded memory.
std::optional<Error> read_lines(const fs::path& file, const std::string& expected,
                                const TakeFields& take) {
  std::ifstream in(file, std::ios::binary);
  std::string text(kMaxLineBytes + 2, '\0');
  bool any = false;
  for (int line = 1;
       in.getline(text.data(), static_cast<std::streamsize>(text.size())) || in.gcount() > 0;
       ++line) {
    auto length = static_cast<std::size_t>(in.gcount());
    // Without failbit the count includes the line end, unless the file ended first.
    if (in.good()) --length;
    std::string_view content(text.data(), length);
    if (content.ends_with('\r')) content.remove_suffix(1);
    auto error = bad_bytes(content);
    const bool skipped = is_blank(content) || content.starts_with('#');
    if (!error && !skipped) error = take(split(content), line);
    any = any || !skipped;
    if (error) {
      error->where = file.string();
      error->line = line;
      return error;
    }
  }
  if (!in.eof() || in.bad())
    return Error{"file_unreadable", std::string("cannot be read: ") + std::strerror(errno),
                 file.string(), 0, ""};
  if (!any)
    return Error{"file_empty", "there is no line in it", file.string(), 0, "write " + expected};
  return std::nullopt;
}

/// An id stands in a line of a run file, whose fields are parted by white space.
std::optional<Error> bad_word(const std::string& field, const std::string& name) {
  if (field.empty()) return malformed("the " + name + " is empty", "");
  if (field.find_first_of(" \t\v\f\r") != std::string::npos)
    return malformed("the " + name + " \"" + field + "\" holds white space", "");
  return std::nullopt;
}

std::optional<Error> add_query(Fields fields, int line, std::set<std::string>& ids,
                               std::vector<Query>& queries) {
  if (fields.size() < 4)
    return malformed("the line has " + std::to_string(fields.size()) + " of 4 fields",
                     std::string("write ") + kQueryFields);
  for (std::size_t i = 0; i < 3; ++i) {
    static constexpr const char* kNames[] = {"id", "language", "type"};
    if (auto error = bad_word(fields[i], kNames[i])) return error;
  }
  if (is_blank(fields[3])) return malformed("the text of the query is empty", "");
  if (!ids.insert(fields[0]).second)
    return Error{"id_repeated", "there is a query \"" + fields[0] + "\" already", "", 0,
                 "give each query an id of its own"};
  queries.push_back({fields[0], fields[1], fields[2], fields[3], line});
  return std::nullopt;
}

/// Judgments while they are read.
class Collector {
 public:
  Collector(const std::vector<Query>& queries, fs::path queries_file)
      : queries_file_(std::move(queries_file)) {
    for (const Query& query : queries) known_.insert(query.id);
  }

  std::optional<Error> add(const Fields& fields) {
    if (fields.size() < 4)
      return malformed("the line has " + std::to_string(fields.size()) + " of 4 fields",
                       std::string("write ") + kJudgmentFields);
    if (auto error = bad_word(fields[0], "query id")) return error;
    if (!known_.contains(fields[0]))
      return Error{"query_unknown", "no query \"" + fields[0] + "\" in " + queries_file_.string(),
                   "", 0, "add the query, or take its judgments out"};
    const std::string document = nfc(trimmed(fields[2]));
    if (document.empty()) return malformed("the path is empty", "");
    const std::string grade = trimmed(fields[3]);
    if (grade.size() != 1 || grade[0] < '0' || grade[0] > '0' + kMaxGrade)
      return Error{"grade_unknown", "\"" + grade + "\" is no grade", "", 0, "write 0, 1, 2 or 3"};
    Judged& judged = of(fields[0]);
    if (!judged.grades.emplace(document, grade[0] - '0').second)
      return Error{"judged_twice", document + " is judged already for " + fields[0], "", 0,
                   "keep one of the lines"};
    return fields.size() > 4 ? add_pages(judged, document, fields[4]) : std::nullopt;
  }

  std::vector<Judged> take() { return std::move(judged_); }

 private:
  static std::optional<Error> add_pages(Judged& judged, const std::string& document,
                                        const std::string& field) {
    if (is_blank(field)) return std::nullopt;
    Named named = split_pages(trimmed(field));
    if (named.pages.empty() || named.document != document)
      return malformed("the fifth field does not name a page of the document",
                       "write " + document + "#page=1");
    judged.pages[document] = std::move(named.pages);
    return std::nullopt;
  }

  Judged& of(const std::string& id) {
    const auto [at, added] = places_.emplace(id, judged_.size());
    if (added) judged_.push_back({id, {}, {}});
    return judged_[at->second];
  }

  fs::path queries_file_;
  std::set<std::string> known_;
  std::map<std::string, std::size_t> places_;
  std::vector<Judged> judged_;
};

}  // namespace

Named split_pages(std::string_view path) {
  constexpr std::string_view kMark = "#page=";
  const auto mark = path.rfind(kMark);
  const auto list = mark == std::string_view::npos ? "" : path.substr(mark + kMark.size());
  if (list.empty() || list.find_first_not_of("0123456789,") != std::string_view::npos)
    return {nfc(path), {}};
  Named named{nfc(path.substr(0, mark)), {}};
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    int page = 0;
    if (std::from_chars(list.data() + begin, list.data() + end, page).ec == std::errc())
      named.pages.insert(page);
    begin = end + 1;
  }
  return named;
}

Result<std::vector<Query>> read_queries(const fs::path& file) {
  std::vector<Query> queries;
  std::set<std::string> ids;
  const auto error = read_lines(file, kQueryFields, [&](Fields fields, int line) {
    return add_query(std::move(fields), line, ids, queries);
  });
  if (error) return *error;
  return queries;
}

Result<std::vector<Judged>> read_judgments(const fs::path& file, const std::vector<Query>& queries,
                                           const fs::path& queries_file) {
  Collector collector(queries, queries_file);
  const auto error = read_lines(file, kJudgmentFields, [&](const Fields& fields, int /*line*/) {
    return collector.add(fields);
  });
  if (error) return *error;
  return collector.take();
}

}  // namespace veille::evaluate
