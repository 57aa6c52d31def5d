#include "indexer/fetch/rules.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "veille/utf8.h"

namespace veille::fetch {
namespace {

constexpr std::size_t kMaxUrlBytes = 4096;

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string part(const Url& url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
  std::string out = text;
  curl_free(text);
  return out;
}

Error refused(const std::string& url, const std::string& what, const std::string& mend) {
  return {"fetch_refused", what, url.substr(0, 300), 0, mend};
}

Result<Location> judged(const Url& url, const std::string& written, const Rules& rules) {
  Location out;
  out.scheme = lower_ascii(part(url, CURLUPART_SCHEME));
  out.host = lower_ascii(part(url, CURLUPART_HOST));
  out.port = part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  out.path = part(url, CURLUPART_PATH);
  if (const auto query = part(url, CURLUPART_QUERY); !query.empty()) out.path += "?" + query;
  if (out.scheme != "http" && out.scheme != "https")
    return refused(written, "only http and https are fetched", "link to it over https");
  if (!part(url, CURLUPART_USER).empty() || !part(url, CURLUPART_PASSWORD).empty())
    return refused(written, "the address holds a user's name", "take it out of the link");
  if (out.port != "80" && out.port != "443")
    return refused(written, "only ports 80 and 443 are fetched from", "link to it there");
  if (!is_allowed_host(out.host, rules))
    return refused(written, "the host " + out.host + " is not in the list",
                   "add it to fetch: hosts: in veille.yaml");
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  out.url = part(url, CURLUPART_URL);
  return out;
}

}  // namespace

bool is_allowed_host(const std::string& host, const Rules& rules) {
  return std::any_of(rules.hosts.begin(), rules.hosts.end(), [&](const std::string& allowed) {
    const std::string pattern = lower_ascii(allowed);
    if (!pattern.starts_with("*.")) return host == pattern;
    return host.size() > pattern.size() - 1 && host.ends_with(pattern.substr(1));
  });
}

Result<Location> allowed_location(const std::string& written, const Rules& rules) {
  const Url url(curl_url(), curl_url_cleanup);
  const bool is_one =
      written.size() <= kMaxUrlBytes &&
      curl_url_set(url.get(), CURLUPART_URL, written.c_str(), CURLU_URLENCODE) == CURLUE_OK;
  if (!is_one) return refused(written, "this is no address", "mend the link");
  return judged(url, written, rules);
}

Result<Location> allowed_redirect(const Location& from, const std::string& target,
                                  const Rules& rules) {
  const Url url(curl_url(), curl_url_cleanup);
  const bool is_one =
      target.size() <= kMaxUrlBytes &&
      curl_url_set(url.get(), CURLUPART_URL, from.url.c_str(), 0) == CURLUE_OK &&
      curl_url_set(url.get(), CURLUPART_URL, target.c_str(), CURLU_URLENCODE) == CURLUE_OK;
  if (!is_one) return refused(target, "it is redirected to what is no address", "link elsewhere");
  auto to = judged(url, target, rules);
  if (to && from.scheme == "https" && to->scheme == "http")
    return refused(target, "it is redirected from https to http", "link elsewhere");
  return to;
}

}  // namespace veille::fetch
