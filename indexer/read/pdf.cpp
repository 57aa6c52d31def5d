#include "indexer/read/pdf.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "indexer/read/child.h"
#include "indexer/read/pdf_text.h"
#include "indexer/read/plain_text.h"
#include "veille/analysis.h"

#ifndef VEILLE_LIBEXEC_DIR
#define VEILLE_LIBEXEC_DIR "/usr/local/libexec/veille"
#endif

namespace veille::read {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* kBubblewrap = "/usr/bin/bwrap";
constexpr const char* kConfined = "bubblewrap";
constexpr const char* kLimitsOnly = "limits only";
constexpr std::size_t kMaxMetadataBytes = 1024;
constexpr std::size_t kMaxLabelBytes = 64;

fs::path find_program(fs::path program) {
  if (program.empty()) {
    const fs::path beside = fs::read_symlink("/proc/self/exe").parent_path() / "veille-pdf";
    program = fs::exists(beside) ? beside : fs::path(VEILLE_LIBEXEC_DIR) / "veille-pdf";
  }
  if (access(program.c_str(), X_OK) != 0) {
    throw std::runtime_error(program.string() + ": the program that reads PDFs is not there");
  }
  return fs::absolute(program);
}

/// The program alone, with its limits. It applies them itself before it reads a byte.
std::vector<std::string> plain_command(const fs::path& program, const PdfLimits& limits) {
  return {program.string(), std::to_string(limits.cpu.count()), std::to_string(limits.memory_bytes),
          std::to_string(limits.pages)};
}

/// The same in namespaces of its own: no network, no other process, no file but the system's
/// libraries, read-only.
std::vector<std::string> confined_command(const fs::path& program, const PdfLimits& limits) {
  std::vector<std::string> command = {kBubblewrap,      "--unshare-all", "--die-with-parent",
                                      "--new-session",  "--clearenv",    "--ro-bind",
                                      "/usr",           "/usr",          "--symlink",
                                      "usr/lib",        "/lib",          "--symlink",
                                      "usr/lib64",      "/lib64",        "--ro-bind-try",
                                      "/etc/fonts",     "/etc/fonts",    "--ro-bind",
                                      program.string(), "/veille-pdf"};
  std::vector<std::string> inner = plain_command("/veille-pdf", limits);
  command.insert(command.end(), inner.begin(), inner.end());
  return command;
}

/// Whether `command` runs here at all: it must call no bytes a damaged PDF.
bool works(const std::vector<std::string>& command) {
  try {
    const auto outcome = run_child(command, "", {std::chrono::seconds(10), 4096});
    return outcome.exit_code == 0 && outcome.output.find("damaged") != std::string::npos;
  } catch (const std::runtime_error&) {
    return false;
  }
}

/// What bytes without a PDF's mark are, for the message.
std::string kind_of(std::string_view bytes) {
  const std::string_view head = trimmed(bytes.substr(0, 512));
  if (head.empty()) return "an empty file";
  std::string lower(head.substr(0, 14));
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (lower == "<!doctype html" || lower.substr(0, 5) == "<html") return "an HTML page";
  if (lower.substr(0, 5) == "<?xml") return "XML";
  if (head.substr(0, 4) == "PK\x03\x04") return "a ZIP archive or an office document";
  if (head.substr(0, 4) == "\x89PNG" || head.substr(0, 3) == "\xFF\xD8\xFF") return "a picture";
  if (head.substr(0, 20) == "version https://git-") return "a Git LFS pointer";
  return "no known kind of file";
}

/// Readers look for the mark in the first 1024 bytes (ISO 32000-1, implementation notes of Annex
/// H).
bool has_pdf_mark(std::string_view bytes) {
  return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

Error pdf_error(const std::string& code, const std::string& what, const std::string& mend = "") {
  return {code, what, "", 0, mend};
}

/// Why the child gave no answer; nothing when it gave one. A shell's codes: 128 + signal.
std::optional<Error> failure(const ChildOutcome& outcome) {
  constexpr int kCpuLimit = 128 + SIGXCPU;
  constexpr int kKilled = 128 + SIGKILL;
  const auto said = [&](const char* words) {
    return outcome.messages.find(words) != std::string::npos;
  };
  if (outcome.output_cut) return pdf_error("pdf_output", "the PDF holds too much text");
  if (outcome.timed_out || outcome.exit_code == kCpuLimit || outcome.exit_code == kKilled) {
    return pdf_error("pdf_time", "the PDF takes too long to read",
                     "save it anew from another program");
  }
  if (outcome.exit_code == 0) return std::nullopt;
  if (said("Out of memory") || said("bad_alloc") || said("std::length_error")) {
    return pdf_error("pdf_memory", "the PDF takes too much memory to read",
                     "save it anew from another program");
  }
  return pdf_error("pdf_crashed",
                   "the PDF reader failed with exit code " + std::to_string(outcome.exit_code),
                   "save it anew from another program");
}

std::string text_at(const json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : "";
}

std::string metadata(const json& answer, const char* key) {
  const std::string written = text_at(answer, key);
  return std::string(trimmed(clean_text(cut_utf8(written, kMaxMetadataBytes))));
}

bool is_day(const std::string& text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  return text.size() == kShape.size() &&
         std::equal(text.begin(), text.end(), kShape.begin(), [](char c, char shape) {
           return shape == 'd' ? c >= '0' && c <= '9' : c == shape;
         });
}

std::vector<Section> sections_of(const json& pages) {
  std::vector<std::string> texts;
  for (const json& page : pages) texts.push_back(text_at(page, "text"));
  const PdfText reader(texts);
  std::vector<Section> sections;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Section section;
    section.page = static_cast<int>(i) + 1;
    section.label = clean_text(cut_utf8(text_at(pages[i], "label"), kMaxLabelBytes));
    section.text = reader.paragraphs(texts[i]);
    sections.push_back(std::move(section));
  }
  return sections;
}

Error told_error(const json& answer) {
  if (text_at(answer, "error") == "encrypted") {
    return pdf_error("pdf_encrypted", "the PDF is locked with a password",
                     "publish it without one");
  }
  return pdf_error("pdf_damaged", "the PDF is damaged: no page can be read", "save it anew");
}

/// The child's answer, of which nothing is believed but what has the right type.
Result<Extracted> extracted_from(const std::string& output, int page_limit) {
  const json answer = json::parse(output, nullptr, false);
  if (!answer.is_object()) return pdf_error("pdf_crashed", "the PDF reader's answer is cut short");
  const auto pages = answer.find("pages");
  if (pages == answer.end() || !pages->is_array()) return told_error(answer);
  Extracted extracted;
  extracted.sections = sections_of(*pages);
  const auto& sections = extracted.sections;
  if (std::all_of(sections.begin(), sections.end(),
                  [](const Section& s) { return s.text.empty(); })) {
    return pdf_error("pdf_empty", "the PDF has no text on any page: it is a scan or all drawings",
                     "publish a version with text");
  }
  extracted.title = metadata(answer, "title");
  if (std::string author = metadata(answer, "author"); !author.empty()) {
    extracted.authors.push_back(std::move(author));
  }
  if (std::string created = text_at(answer, "created"); is_day(created)) extracted.date = created;
  const auto count = answer.find("page_count");
  if (count != answer.end() && count->is_number_integer() && count->get<int>() > page_limit) {
    extracted.problems.push_back(pdf_error(
        "pdf_pages", "only the first " + std::to_string(page_limit) + " pages were read"));
  }
  return extracted;
}

}  // namespace

PdfReader::PdfReader(fs::path program, PdfLimits limits)
    : program_(find_program(std::move(program))), limits_(limits) {
  if (works(confined_command(program_, limits_))) {
    confinement_ = kConfined;
  } else if (works(plain_command(program_, limits_))) {
    confinement_ = kLimitsOnly;
  } else {
    throw std::runtime_error(program_.string() + ": the program that reads PDFs does not run");
  }
}

Result<Extracted> PdfReader::read(const std::string& bytes) const {
  if (!has_pdf_mark(bytes)) {
    return pdf_error("pdf_not_pdf", "the file is no PDF but " + kind_of(bytes),
                     "put the PDF there, or link to what it is");
  }
  const auto command = confinement_ == kConfined ? confined_command(program_, limits_)
                                                 : plain_command(program_, limits_);
  const ChildOutcome outcome = run_child(command, bytes, {limits_.wall, limits_.output_bytes});
  if (auto error = failure(outcome)) return *error;
  return extracted_from(outcome.output, limits_.pages);
}

}  // namespace veille::read
