#include "searchd/web/texts.h"

#include <nlohmann/json.hpp>

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
  std::string out = get(key);
  for (const auto& [name, value] : values) {
    const std::string mark = "{" + std::string(name) + "}";
    for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark, at + value.size()))
      out.replace(at, mark.size(), value);
  }
  return out;
}

std::string Texts::count(const std::string& key, long long n) const {
  // French counts nothing as one; the other languages count it as many.
  const bool one = n == 1 || (n == 0 && language_ == "fr");
  return format(key + (one ? "_one" : "_many"), {{"n", number(n, language_)}});
}

}  // namespace veille::web
