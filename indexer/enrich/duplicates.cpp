#include "indexer/enrich/duplicates.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "indexer/enrich/tags.h"

namespace veille::enrich {
namespace {

void join(const Publication& from, Publication& to) {
  add_address(to, from.url);
  for (const auto& url : from.other_urls) add_address(to, url);
  add_tags(from.tags, to.tags);
  if (to.date.empty()) to.date = from.date;
  if (to.translation_key.empty()) to.translation_key = from.translation_key;
  for (const auto& author : from.authors) {
    if (std::find(to.authors.begin(), to.authors.end(), author) == to.authors.end())
      to.authors.push_back(author);
  }
}

/// Text, source, language, title.
using Key = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;

struct HashOfKey {
  std::size_t operator()(const Key& key) const {
    const std::hash<std::string_view> hash;
    return hash(std::get<0>(key)) ^ (hash(std::get<2>(key)) * 31) ^ (hash(std::get<3>(key)) * 131);
  }
};

/// Those whose text is long enough and another's, too; in their order. Of most sites: none.
std::vector<std::size_t> with_equal_texts(const std::vector<TextIdentity>& texts) {
  const auto text = [&](std::size_t i) { return texts[i].sha256; };
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].bytes >= kLeastTextBytes) order.push_back(i);
  }
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return text(a) < text(b); });
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool before = i > 0 && text(order[i - 1]) == text(order[i]);
    const bool behind = i + 1 < order.size() && text(order[i + 1]) == text(order[i]);
    if (before || behind) out.push_back(order[i]);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

void add_address(Publication& publication, const std::string& url) {
  auto& urls = publication.other_urls;
  const auto place = std::lower_bound(urls.begin(), urls.end(), url);
  if (!url.empty() && url != publication.url && (place == urls.end() || *place != url))
    urls.insert(place, url);
}

std::vector<std::size_t> join_duplicates(std::vector<Publication>& publications,
                                         const std::vector<TextIdentity>& texts) {
  std::unordered_map<Key, std::size_t, HashOfKey> first;
  std::vector<std::size_t> out(publications.size());
  std::iota(out.begin(), out.end(), std::size_t{0});
  const auto stands_before = [&](std::size_t a, std::size_t b) {
    return publications[a].url.size() < publications[b].url.size();
  };
  // The strings that the keys look at stay where they are until all are compared.
  const auto key = [&](std::size_t i) {
    const Publication& p = publications[i];
    return Key(texts[i].sha256, p.source, p.language, p.title);
  };
  const std::vector<std::size_t> alike = with_equal_texts(texts);
  for (const std::size_t i : alike) {
    const auto [found, added] = first.emplace(key(i), i);
    if (!added && stands_before(i, found->second)) found->second = i;
  }
  for (const std::size_t i : alike) out[i] = first.at(key(i));
  for (std::size_t i = 0; i < publications.size(); ++i) {
    if (out[i] != i) join(publications[i], publications[out[i]]);
  }
  return out;
}

}  // namespace veille::enrich
