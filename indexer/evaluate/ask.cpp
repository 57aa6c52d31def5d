#include "indexer/evaluate/ask.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "indexer/process/child.h"
#include "veille/locale.h"
#include "veille/utf8.h"

namespace veille::evaluate {
namespace {

namespace fs = std::filesystem;

/// Twenty results with a path and three pages each take about 10 KB.
constexpr std::size_t kMaxAnswerBytes = 1 << 20;
/// How much of what searchd said stands in an error.
constexpr std::size_t kMaxQuotedBytes = 300;

/// The language in which the page answers this query.
std::string reader_language(const Query& query) {
  const auto& spoken = ui_languages();
  const std::string language = primary_language(query.language);
  return std::find(spoken.begin(), spoken.end(), language) == spoken.end() ? "en" : language;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain)
      out += c;
    else
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return out;
}

std::string target(const Query& query, std::size_t results) {
  return "/api/v1/search?q=" + percent_encoded(query.text) + "&hl=" + reader_language(query) +
         "&per_page=" + std::to_string(results) +
         "&collapse=none&facets=none&fields=source,path,pages";
}

struct Answer {
  int status = 0;
  std::string_view body;
};

enum class Taken { answer, incomplete, nonsense };

/// Takes one answer off the beginning of `output`: "STATUS BYTES\n" and the body.
Taken take_answer(std::string_view& output, Answer& answer) {
  const auto end = output.substr(0, 32).find('\n');
  if (end == std::string_view::npos)
    return output.size() < 32 ? Taken::incomplete : Taken::nonsense;
  const char* stop = output.data() + end;
  const auto status = std::from_chars(output.data(), stop, answer.status);
  if (status.ec != std::errc() || status.ptr == stop || *status.ptr != ' ') return Taken::nonsense;
  std::size_t bytes = 0;
  const auto length = std::from_chars(status.ptr + 1, stop, bytes);
  if (length.ec != std::errc() || length.ptr != stop) return Taken::nonsense;
  if (output.size() - end - 1 < bytes) return Taken::incomplete;
  answer.body = output.substr(end + 1, bytes);
  output.remove_prefix(end + 1 + bytes);
  return Taken::answer;
}

/// A string of `object`, "" where there is none.
std::string text_of(const nlohmann::json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

/// "source/path#page=3,5" of one result; a name that would break a line of a run file loses its
/// control characters.
std::optional<std::string> named_result(const nlohmann::json& result) {
  if (!result.is_object() || !result.contains("source")) return std::nullopt;
  const std::string source = text_of(result["source"], "id");
  const std::string path = text_of(result, "path");
  if (source.empty() || path.empty()) return std::nullopt;
  std::string out = source + "/" + path;
  std::replace_if(
      out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
  std::string pages;
  for (const auto& page : result.value("pages", nlohmann::json::array()))
    if (page.is_object() && page.contains("page") && page["page"].is_number_unsigned())
      pages += (pages.empty() ? "#page=" : ",") + std::to_string(page["page"].get<std::uint64_t>());
  return out + pages;
}

/// Nothing when `body` is not what a search answers.
std::optional<std::vector<std::string>> named_results(std::string_view body) {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  if (!json.is_object() || !json.contains("results") || !json["results"].is_array())
    return std::nullopt;
  std::vector<std::string> out;
  for (const auto& result : json["results"]) {
    auto name = named_result(result);
    if (!name) return std::nullopt;
    out.push_back(std::move(*name));
  }
  return out;
}

/// `text` as one line of UTF-8 in a message.
std::string one_line(std::string_view text) {
  std::string out = nfc(text.substr(0, kMaxQuotedBytes));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return out;
}

/// What a problem document says, else the beginning of what was answered instead.
std::string detail_of(std::string_view body) {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  const std::string detail = text_of(json, "detail");
  return one_line(detail.empty() ? body : std::string_view(detail));
}

/// The last line that a program wrote to its standard error.
std::string last_line(std::string_view messages) {
  while (messages.ends_with('\n')) messages.remove_suffix(1);
  const auto before = messages.rfind('\n');
  return one_line(before == std::string_view::npos ? messages : messages.substr(before + 1));
}

/// Why there is no answer number `answered`.
std::string how_it_failed(const process::ChildOutcome& outcome, const AskOptions& options) {
  if (outcome.output_cut) return "answers at too great a length";
  if (outcome.timed_out)
    return "does not answer within " + std::to_string(options.silence.count()) + " ms";
  const std::string message = last_line(outcome.messages);
  return "ended with status " + std::to_string(outcome.exit_code) +
         (message.empty() ? "" : ": " + message);
}

class Reader {
 public:
  Reader(const AskOptions& options, const process::ChildOutcome& outcome)
      : options_(options), outcome_(outcome), left_(outcome.output) {}

  Result<std::vector<std::string>> results_of(const Query& query) {
    Answer answer;
    const Taken taken = take_answer(left_, answer);
    if (taken == Taken::incomplete)
      return error(query, "searchd_failed", how_it_failed(outcome_, options_));
    if (taken == Taken::nonsense)
      return error(query, "searchd_failed", "says what is no answer: " + detail_of(left_));
    if (answer.status != 200)
      return error(query, "search_failed",
                   "answers " + std::to_string(answer.status) + ": " + detail_of(answer.body));
    auto results = named_results(answer.body);
    if (!results)
      return error(query, "searchd_failed",
                   "says what is no result list: " + detail_of(answer.body));
    return std::move(*results);
  }

 private:
  Error error(const Query& query, const std::string& code, const std::string& how) const {
    return {code, options_.searchd.string() + " " + how, options_.queries_file.string(), query.line,
            "ask it the query \"" + query.id +
                "\" alone, and build both programs from the same sources"};
  }

  const AskOptions& options_;
  const process::ChildOutcome& outcome_;
  std::string_view left_;
};

}  // namespace

Result<fs::path> find_searchd() {
  const char* named = std::getenv(kSearchdVariable);
  const bool given = named != nullptr && *named != '\0';
  const fs::path program =
      given ? fs::absolute(named)
            : fs::read_symlink("/proc/self/exe").parent_path() / "veille-searchd";
  if (fs::is_regular_file(program) && access(program.c_str(), X_OK) == 0) return program;
  return Error{"searchd_missing", "the program that answers searches is not there or cannot be run",
               program.string(), 0,
               given ? std::string("name it in ") + kSearchdVariable
                     : "install veille-searchd in the folder of veille-indexer"};
}

Result<Run> ask(const std::vector<Query>& queries, const AskOptions& options) {
  // All targets at once, as a file in memory: nobody waits for anybody to read.
  std::string targets;
  for (const Query& query : queries) targets += target(query, options.results) + "\n";
  const process::ChildLimits limits{options.silence * (queries.size() + 1),
                                    kMaxAnswerBytes * (queries.size() + 1), options.silence};
  const auto outcome = process::run_child(
      {options.searchd.string(), "--index", options.index.string(), "--stdin"}, targets, limits);
  Reader reader(options, outcome);
  Run run;
  for (const Query& query : queries) {
    auto results = reader.results_of(query);
    if (!results) return results.error();
    run[query.id] = std::move(*results);
  }
  return run;
}

}  // namespace veille::evaluate
