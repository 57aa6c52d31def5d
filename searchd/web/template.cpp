#include "searchd/web/template.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

#include "searchd/web/assets.h"
#include "searchd/web/html.h"
#include "searchd/web/texts.h"
#include "veille/locale.h"

namespace veille::web {

namespace {

using kainjow::mustache::mustache;

/// The template with the others that it names in their places.
std::string whole_template(std::string_view name) {
  constexpr std::string_view kBegin = "{{>", kEnd = "}}";
  std::string out(asset("templates/" + std::string(name) + ".html"));
  for (auto at = out.find(kBegin); at != std::string::npos; at = out.find(kBegin, at)) {
    const auto end = out.find(kEnd, at);
    const std::string part = out.substr(at + kBegin.size(), end - at - kBegin.size());
    out.replace(at, end + kEnd.size() - at, whole_template(part));
  }
  return out;
}

/// Parsing costs as much as filling in, so each thread does it once.
mustache& parsed(const std::string& name) {
  thread_local std::map<std::string, mustache> all;
  auto found = all.find(name);
  if (found == all.end()) {
    found = all.emplace(name, mustache(whole_template(name))).first;
    found->second.set_custom_escape(
        [](const std::string& text) { return Html::escape(text).str(); });
  }
  return found->second;
}

using TextData = std::unordered_map<std::string, data>;

/// A language's texts as templates read them, by key.
const TextData& text_data(const std::string& language) {
  static const std::map<std::string, TextData> kAll = [] {
    std::map<std::string, TextData> out;
    for (const auto& known : ui_languages())
      for (const auto& [key, text] : Texts::of(known).all()) out[known].emplace(key, data(text));
    return out;
  }();
  return kAll.at(Texts::of(language).language());
}

class Context : public kainjow::mustache::context<std::string> {
 public:
  Context(const data& values, const TextData& texts) : context(&values), texts_(texts) {}

  const data* get(const std::string& name) const override {
    if (!name.starts_with("t_")) return context::get(name);
    const auto found = texts_.find(name.substr(2));
    return found == texts_.end() ? nullptr : &found->second;
  }

 private:
  const TextData& texts_;
};

}  // namespace

std::string render(const std::string& name, const data& values, const std::string& language) {
  Context context(values, text_data(language));
  return parsed(name).render(context);
}

data text(const std::string& words) { return words.empty() ? data(false) : data(words); }

data link(const std::string& label, const std::string& address) {
  data out;
  out["label"] = data(label);
  out["address"] = data(address);
  return out;
}

data lines(const std::string& words) {
  data out = list();
  for (std::size_t begin = 0; begin < words.size();) {
    const auto end = std::min(words.find('\n', begin), words.size());
    data one;
    one["line"] = data(words.substr(begin, end - begin));
    out << one;
    begin = end + 1;
  }
  return out;
}

data list() { return data(data::type::list); }

}  // namespace veille::web
