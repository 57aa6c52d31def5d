#include "searchd/web/texts.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "searchd/web/assets.h"
#include "veille/locale.h"

namespace veille::web {

Texts::Texts(std::string language) : language_(std::move(language)) {
  const auto file = nlohmann::json::parse(asset("texts/" + language_ + ".json"));
  for (const auto& [key, text] : file.items()) texts_[key] = text.get<std::string>();
}

const Texts& Texts::of(const std::string& language) {
  static const std::map<std::string, Texts> kAll = [] {
    std::map<std::string, Texts> out;
    for (const auto& known : ui_languages()) out.emplace(known, Texts(known));
    return out;
  }();
  const auto found = kAll.find(language);
  return found == kAll.end() ? kAll.at(ui_languages().front()) : found->second;
}

const std::string& Texts::get(const std::string& key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? key : found->second;
}

std::string Texts::format(const std::string& key,
                          std::initializer_list<std::pair<const char*, std::string>> values) const {
  // The text is gone through once: values are of others, and a mark in one is no mark.
  const std::string& text = get(key);
  std::string out;
  std::size_t copied = 0;
  while (copied < text.size()) {
    const auto open = std::min(text.find('{', copied), text.size());
    const auto close = text.find('}', open);
    out.append(text, copied, open - copied);
    if (close == std::string::npos) return out.append(text, open);
    const auto name = std::string_view(text).substr(open + 1, close - open - 1);
    const auto* value = std::find_if(values.begin(), values.end(),
                                     [&](const auto& known) { return known.first == name; });
    if (value != values.end())
      out += value->second;
    else
      out.append(text, open, close + 1 - open);
    copied = close + 1;
  }
  return out;
}

std::string Texts::count(const std::string& key, long long n) const {
  // French counts nothing as one; the other languages count it as many.
  const bool one = n == 1 || (n == 0 && language_ == "fr");
  return format(key + (one ? "_one" : "_many"), {{"n", number(n, language_)}});
}

}  // namespace veille::web
