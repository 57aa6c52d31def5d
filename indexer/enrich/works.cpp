#include "indexer/enrich/works.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "indexer/enrich/tags.h"

namespace veille::enrich {
namespace {

using Index = std::unordered_map<std::string_view, const Publication*>;

/// What reports are linked from; empty where there are none.
Index by_id(const std::vector<Publication>& publications) {
  Index out;
  if (std::none_of(publications.begin(), publications.end(),
                   [](const Publication& p) { return p.kind == Kind::report; }))
    return out;
  for (const auto& p : publications) out.emplace(p.id, &p);
  return out;
}

bool is_about_something(const Publication& p) {
  return std::any_of(p.countries.begin(), p.countries.end(),
                     [](const Country& c) { return c.provenance != Provenance::source; });
}

void add_countries(const Publication& from, Publication& to) {
  for (const auto& country : from.countries) {
    if (country.provenance == Provenance::source) continue;
    if (std::none_of(to.countries.begin(), to.countries.end(),
                     [&](const auto& c) { return c.code == country.code; })) {
      to.countries.push_back({country.code, Provenance::link, ""});
    }
  }
}

void inherit(const Index& posts, Publication& report) {
  const bool has_countries = is_about_something(report);
  const bool has_date = !report.date.empty();
  for (const auto& id : report.linked_from) {
    const Publication& post = *posts.at(id);
    add_tags(post.tags, report.tags);
    if (!has_countries) add_countries(post, report);
    if (!has_date && !post.date.empty() && (report.date.empty() || post.date < report.date))
      report.date = post.date;
  }
}

/// The paths of two members of a group that share a language; empty strings when there are none.
std::pair<std::string, std::string> same_language(const std::vector<Publication*>& group) {
  std::map<std::string, std::string> seen;
  for (const auto* p : group) {
    const auto [found, added] = seen.emplace(p->language, p->path);
    if (!added) return {found->second, p->path};
  }
  return {};
}

Error ambiguous(const Publication& p, const std::pair<std::string, std::string>& paths) {
  return {"translations_ambiguous",
          "the translation key \"" + p.translation_key + "\" has two texts in language \"" +
              p.language + "\", " + paths.first + " and " + paths.second +
              ": none of its texts are joined",
          paths.second, 0, "give one of the two another key, or state its language"};
}

}  // namespace

void inherit_from_posts(std::vector<Publication>& publications) {
  const Index posts = by_id(publications);
  for (auto& p : publications) {
    if (p.kind == Kind::report) inherit(posts, p);
  }
}

std::vector<Error> group_works(std::vector<Publication>& publications) {
  std::vector<Error> problems;
  std::map<std::pair<std::string, std::string>, std::vector<Publication*>> groups;
  for (auto& p : publications) {
    p.work = p.id;
    if (p.kind != Kind::report && !p.translation_key.empty())
      groups[{p.source, p.translation_key}].push_back(&p);
  }
  for (auto& [key, group] : groups) {
    const auto doubled = same_language(group);
    if (!doubled.second.empty()) {
      const auto second = std::find_if(group.begin(), group.end(),
                                       [&](auto* p) { return p->path == doubled.second; });
      problems.push_back(ambiguous(**second, doubled));
      continue;
    }
    for (auto* p : group) p->work = publication_id(key.first, key.second);
  }
  const Index posts = by_id(publications);
  for (auto& p : publications) {
    if (p.kind != Kind::report) continue;
    std::set<std::string> works;
    for (const auto& id : p.linked_from) works.insert(posts.at(id)->work);
    if (works.size() == 1) p.work = *works.begin();
  }
  return problems;
}

}  // namespace veille::enrich
