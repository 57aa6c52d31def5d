#include "searchd/observe/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "veille/analysis.h"
#include "veille/locale.h"
#include "veille/utc.h"
#include "veille/utf8.h"

namespace veille::observe {
namespace {

using nlohmann::json;

/// Searches further apart than this are about something else.
constexpr long long kNextWithinSeconds = 600;
/// Of one visitor; more are no sign of anything.
constexpr std::size_t kMostWaiting = 8;
constexpr std::size_t kMaxLineBytes = 16 * 1024;

/// What a line says of a search that was typed to its end.
struct Search {
  std::string text;
  std::string language;
  std::string visitor;
  long long at = 0;
  bool found = false;
};

bool read_search(const std::string& line, Search& out) {
  if (line.size() > kMaxLineBytes) return false;
  const json entry = json::parse(line, nullptr, false);
  if (!entry.is_object()) return false;
  const auto text = [&](const char* name) {
    const auto found = entry.find(name);
    return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  const auto works = entry.find("works");
  if (works == entry.end() || !works->is_number_unsigned()) return false;
  out = {text("q"), text("hl"), text("visitor"), seconds_of(text("time")),
         works->get<std::uint64_t>() > 0};
  const bool typing = entry.contains("typing") && entry["typing"] == true;
  const auto& languages = ui_languages();
  const bool spoken =
      std::find(languages.begin(), languages.end(), out.language) != languages.end();
  return spoken && !typing && !out.text.empty() && !out.visitor.empty() && is_utf8(out.text);
}

/// JSON's strings are YAML's, too. What a terminal would obey, or YAML take for a line's end, is
/// written as an escape.
std::string quoted(const std::string& text) {
  const std::string written = json(text).dump(-1, ' ', false, json::error_handler_t::replace);
  std::string out;
  for (std::size_t i = 0; i < written.size();) {
    const std::size_t begin = i;
    const auto character = static_cast<unsigned>(next_character(written, i));
    const auto bytes = std::string_view(written).substr(begin, i - begin);
    if (printable(bytes) == bytes)
      out += bytes;
    else if (character > 0xFFFF)
      out += fmt::format("\\U{:08x}", character);
    else
      out += fmt::format("\\u{:04x}", character);
  }
  return out;
}

}  // namespace

bool ZeroResults::add(const std::string& line) {
  Search search;
  if (!read_search(line, search)) return false;
  ++searches_;
  auto& waiting = waiting_[search.visitor];
  std::erase_if(waiting, [&](const Last& last) {
    return search.at - last.at > kNextWithinSeconds || search.at < last.at;
  });
  const Key key{search.language, vocabulary_key(search.text)};
  if (search.found) {
    for (const auto& last : waiting) texts_[last.key].instead[search.text].insert(search.visitor);
    waiting.clear();
  } else {
    Text& text = texts_[key];
    if (text.first.empty()) text.first = search.text;
    text.visitors.insert(search.visitor);
    ++text.searches;
    if (waiting.size() < kMostWaiting) waiting.push_back({key, search.at});
  }
  if (waiting.empty()) waiting_.erase(search.visitor);
  return true;
}

void ZeroResults::read(std::istream& log) {
  for (std::string line; std::getline(log, line);)
    if (!line.empty() && !add(line)) ++other_lines_;
}

std::vector<Missed> ZeroResults::missed(std::size_t least) const {
  std::vector<Missed> out;
  for (const auto& [key, text] : texts_) {
    if (text.visitors.size() < least) continue;
    Missed one{text.first, key.first, text.visitors.size(), text.searches, "", 0};
    for (const auto& [instead, visitors] : text.instead) {
      if (visitors.size() <= one.instead_visitors) continue;
      one.instead = instead;
      one.instead_visitors = visitors.size();
    }
    out.push_back(std::move(one));
  }
  std::stable_sort(out.begin(), out.end(), [](const Missed& a, const Missed& b) {
    return a.visitors != b.visitors ? a.visitors > b.visitors : a.text < b.text;
  });
  return out;
}

void write_report(const ZeroResults& results, std::size_t least, std::ostream& out) {
  const auto all = results.missed(least);
  out << "# " << results.searches() << " searches; " << all.size()
      << " texts that found nothing, each searched by at least " << least << " visitors.\n";
  if (results.other_lines() > 0)
    out << "# " << results.other_lines()
        << " lines are no searches, or the log was written without --log-queries.\n";
  std::set<std::string> languages;
  for (const auto& one : all) languages.insert(one.language);
  for (const auto& language : languages) {
    out << language << ":\n";
    for (const auto& one : all) {
      if (one.language != language) continue;
      out << "  # " << printable(one.text) << ": " << one.visitors << " visitors, " << one.searches
          << " searches";
      if (one.instead.empty()) {
        out << "; nobody found something else\n  # - [" << quoted(one.text) << ", \"\"]\n";
      } else {
        out << "; " << one.instead_visitors << " found something by the second\n  - {words: ["
            << quoted(one.text) << "], finds: [" << quoted(one.instead) << "]}\n";
      }
    }
  }
}

}  // namespace veille::observe
