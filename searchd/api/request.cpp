#include "searchd/api/request.h"

#include <boost/url.hpp>

#include "veille/analysis.h"

namespace veille::api {
namespace {

bool is_text(const std::string& text) {
  return is_utf8(text) && text.find('\0') == std::string::npos;
}

Error bad_target(const std::string& what) {
  return {"bad_target", what, "", 0, "percent-encode the address as UTF-8"};
}

}  // namespace

void add_header(Response& response, const std::string& name, const std::string& value) {
  for (auto& [known, values] : response.headers) {
    if (known != name) continue;
    values += ", " + value;
    return;
  }
  response.headers.emplace_back(name, value);
}

Result<Request> parse_target(const std::string& target) {
  const auto parsed = boost::urls::parse_origin_form(target);
  if (!parsed) return bad_target("the address of the request cannot be read");
  Request out;
  out.path = parsed->path();
  if (!is_text(out.path)) return bad_target("the path is not UTF-8");
  boost::urls::encoding_opts form;
  form.space_as_plus = true;
  for (const auto param : parsed->params(form)) {
    if (param.key.empty() && param.value.empty()) continue;
    out.params.emplace_back(param.key, param.value);
    if (!is_text(out.params.back().first) || !is_text(out.params.back().second))
      return bad_target("a parameter is not UTF-8");
  }
  return out;
}

}  // namespace veille::api
