#include "indexer/read/document_answer.h"

#include <signal.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "indexer/read/garbled.h"
#include "indexer/read/pdf_text.h"
#include "indexer/read/plain_text.h"
#include "veille/utf8.h"

namespace veille::read {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxMetadataBytes = 1024;
constexpr std::size_t kMaxLabelBytes = 64;
constexpr std::size_t kMaxHeadingBytes = 300;
constexpr std::size_t kMaxSections = 20'000;
constexpr const char* kSaveAnew = "save it anew from another program";

std::string text_at(const json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : "";
}

int number_at(const json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_number_integer() ? at->get<int>() : 0;
}

/// `written` on one line, and not longer than `limit`.
std::string one_line(const std::string& written, std::size_t limit) {
  std::string line(trimmed(clean_text(cut_utf8(written, limit))));
  for (char& c : line) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return line;
}

bool is_day(const std::string& text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  return text.size() == kShape.size() &&
         std::equal(text.begin(), text.end(), kShape.begin(), [](char c, char shape) {
           return shape == 'd' ? c >= '0' && c <= '9' : c == shape;
         });
}

/// The lines of an answer, sorted by what they tell.
class Answer {
 public:
  explicit Answer(std::string_view output) {
    for (std::size_t begin = 0; begin < output.size();) {
      const auto end = output.find('\n', begin);
      if (end == output.npos) break;  // a line that was cut says nothing
      const json line = json::parse(output.substr(begin, end - begin), nullptr, false);
      if (line.is_object()) take(line);
      begin = end + 1;
    }
  }

  std::string error;
  bool complete = false;
  int page_count = 0;
  Extracted extracted;                              ///< texts as the child gave them
  std::map<std::size_t, std::string> page_heading;  ///< index of a section -> bookmarks

 private:
  void take(const json& line) {
    if (line.contains("bookmark")) return take_bookmark(line);
    if (line.contains("language")) extracted.language = one_line(text_at(line, "language"), 64);
    if (complete) return;
    if (line.contains("text")) return take_section(line);
    if (line.contains("title")) return take_about(line);
    if (line.contains("problem")) return take_problem(text_at(line, "problem"));
    error = text_at(line, "error");
    complete = line.contains("complete");
  }

  void take_about(const json& line) {
    extracted.title = one_line(text_at(line, "title"), kMaxMetadataBytes);
    if (auto author = one_line(text_at(line, "author"), kMaxMetadataBytes); !author.empty()) {
      extracted.authors = {std::move(author)};
    }
    if (auto created = text_at(line, "created"); is_day(created)) extracted.date = created;
    page_count = number_at(line, "page_count");
  }

  void take_section(const json& line) {
    if (extracted.sections.size() >= kMaxSections) return;
    Section section;
    section.label = one_line(text_at(line, "label"), kMaxLabelBytes);
    section.heading = one_line(text_at(line, "heading"), kMaxHeadingBytes);
    section.text = text_at(line, "text");
    extracted.sections.push_back(std::move(section));
  }

  void take_problem(const std::string& code) {
    if (code == "too_large") {
      extracted.problems.push_back(
          document_error(code, "only the first 8 MiB of the HTML were read", ""));
    } else if (code == "too_deep") {
      extracted.problems.push_back(document_error(
          code, "the HTML nests more than 512 levels deep; the rest was read flat", ""));
    } else if (code == "invalid_utf8") {
      extracted.problems.push_back(
          document_error(code, "the text is not UTF-8; the bad bytes are shown as U+FFFD",
                         "save the file as UTF-8"));
    }
  }

  /// Titles of one page are joined while there is room; the same title twice says nothing more.
  void take_bookmark(const json& line) {
    constexpr const char* kBetween = " – ";
    const int page = number_at(line, "page");
    const std::string title = one_line(text_at(line, "bookmark"), kMaxHeadingBytes);
    if (page < 1 || static_cast<std::size_t>(page) > extracted.sections.size()) return;
    if (title.empty() || !known_.emplace(page, title).second) return;
    std::string& heading = page_heading[static_cast<std::size_t>(page) - 1];
    if (heading.empty()) {
      heading = title;
    } else if (heading.size() + title.size() + 8 < kMaxHeadingBytes) {
      heading += kBetween + title;
    }
  }

  std::set<std::pair<int, std::string>> known_;
};

/// Why there is no complete answer. A shell's codes: 128 + signal.
Error failure(const process::ChildOutcome& outcome, const std::string& document) {
  constexpr int kCpuLimit = 128 + SIGXCPU;
  constexpr int kKilled = 128 + SIGKILL;
  const auto said = [&](const char* words) {
    return outcome.messages.find(words) != std::string::npos;
  };
  if (outcome.output_cut) {
    return document_error("document_output", document + " holds too much text",
                          "publish it in parts");
  }
  if (outcome.timed_out || outcome.exit_code == kCpuLimit || outcome.exit_code == kKilled) {
    return document_error("document_time", document + " takes too long to read", kSaveAnew);
  }
  if (said("Out of memory") || said("bad_alloc") || said("std::length_error")) {
    return document_error("document_memory", document + " takes too much memory to read",
                          kSaveAnew);
  }
  return document_error("document_crashed",
                        document + " could not be read: the converter ended with exit code " +
                            std::to_string(outcome.exit_code),
                        kSaveAnew);
}

Error told_error(const std::string& told, const std::string& document) {
  if (told == "encrypted") return locked_error();
  if (told == "archive") {
    return document_error("document_archive",
                          document + " is packed as no office program packs its files", kSaveAnew);
  }
  return document_error("document_damaged", document + " is damaged: nothing in it can be read",
                        "save it anew");
}

/// Pages become paragraphs with their numbers. False when they show other letters than these.
bool finish_pages(Answer& answer) {
  auto& sections = answer.extracted.sections;
  std::vector<std::string> texts;
  for (Section& section : sections) texts.push_back(std::move(section.text));
  if (is_garbled(texts)) return false;
  const PdfText reader(texts);
  for (std::size_t i = 0; i < sections.size(); ++i) {
    sections[i].page = static_cast<int>(i) + 1;
    sections[i].heading = answer.page_heading[i];
    sections[i].text = reader.paragraphs(texts[i]);
    texts[i] = {};
  }
  return true;
}

/// A PDF's bookmarks alone are no text of it.
bool has_text(const std::vector<Section>& sections, DocumentKind kind) {
  return std::any_of(sections.begin(), sections.end(), [&](const Section& s) {
    return !s.text.empty() || (kind != DocumentKind::pdf && !s.heading.empty());
  });
}

Error no_text(DocumentKind kind) {
  const bool pdf = kind == DocumentKind::pdf;
  return document_error("document_no_text",
                        words_for(kind) + std::string(pdf ? " has no text on any page: it is a "
                                                            "scan or all drawings"
                                                          : " has no text"),
                        "publish a version with text");
}

}  // namespace

Error document_error(const std::string& code, const std::string& what, const std::string& mend) {
  return {code, what, "", 0, mend};
}

Error locked_error() {
  return document_error("document_encrypted", "the document is locked with a password",
                        "publish it without one");
}

Result<Extracted> extracted_from(const process::ChildOutcome& outcome, DocumentKind kind,
                                 int page_limit) {
  const std::string document = words_for(kind);
  Answer answer(outcome.output);
  if (!answer.error.empty()) return told_error(answer.error, document);
  if (!answer.complete) return failure(outcome, document);
  if (kind != DocumentKind::pdf) {
    for (Section& section : answer.extracted.sections) section.text = clean_text(section.text);
  } else if (!finish_pages(answer)) {
    return document_error("document_garbled", document + " gives other letters than its pages show",
                          "save it anew with fonts that can be copied as text");
  }
  if (!has_text(answer.extracted.sections, kind)) return no_text(kind);
  if (answer.page_count > page_limit) {
    answer.extracted.problems.push_back(document_error(
        "document_pages", "only the first " + std::to_string(page_limit) + " pages were read", ""));
  }
  return std::move(answer.extracted);
}

}  // namespace veille::read
