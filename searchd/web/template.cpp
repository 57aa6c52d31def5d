#include "searchd/web/template.h"

#include "searchd/web/assets.h"
#include "searchd/web/html.h"

namespace veille::web {

std::string render(std::string_view name, const data& values) {
  kainjow::mustache::mustache page{std::string(asset(name))};
  page.set_custom_escape([](const std::string& text) { return Html::escape(text).str(); });
  return page.render(values);
}

data text(const std::string& words) { return words.empty() ? data(false) : data(words); }

data list() { return data(data::type::list); }

}  // namespace veille::web
