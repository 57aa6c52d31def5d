#include "indexer/site/link_parts.h"

#include <algorithm>
#include <vector>

#include "veille/utf8.h"

namespace veille::site {
namespace {

std::string without_scheme(const std::string& url) {
  const auto at = url.find("://");
  return at == std::string::npos ? url : url.substr(at + 3);
}

bool is_blank(char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; }

}  // namespace

bool has_scheme(const std::string& target) {
  const auto end = target.find_first_of(":/?#");
  return end != std::string::npos && target[end] == ':';
}

bool is_web_address(const std::string& target) {
  const std::string text = lower_ascii(target.substr(0, 8));
  return text.starts_with("http://") || text.starts_with("https://");
}

bool may_be_linked(const std::string& target) {
  // Browsers pass over control characters and white space around and inside of a scheme.
  std::string seen = target;
  std::erase_if(seen, is_blank);
  return !has_scheme(seen) || is_web_address(seen);
}

bool has_blanks(const std::string& text) { return std::any_of(text.begin(), text.end(), is_blank); }

std::string percent_encoded(char c) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  return {'%', kDigits[byte >> 4], kDigits[byte & 15]};
}

std::string plain_address(const std::string& address) {
  std::string out;
  for (const char c : address.substr(0, kMaxAddressBytes + 1))
    out += is_blank(c) ? percent_encoded(c) : std::string(1, c);
  return out.size() <= kMaxAddressBytes ? out : "";
}

bool is_of_site(const std::string& address, const std::string& site_url) {
  return is_web_address(address) && !site_url.empty() && host_of(address) == host_of(site_url);
}

std::string host_of(const std::string& url) {
  const std::string rest = without_scheme(url);
  std::string host = lower_ascii(rest.substr(0, rest.find('/')));
  return host.starts_with("www.") ? host.substr(4) : host;
}

std::string path_of(const std::string& url) {
  const std::string rest = without_scheme(url);
  const auto slash = rest.find('/');
  return slash == std::string::npos ? "/" : rest.substr(slash);
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

std::optional<std::string> path_inside(const std::string& path) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    const std::string part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : "/") + part;
  return out;
}

std::string normal_path(const std::string& path) { return path_inside(path).value_or(""); }

std::string origin_of(const std::string& url) {
  if (!is_web_address(url)) return {};
  return url.substr(0, url.find_first_of("/?#", url.find("://") + 3));
}

std::string resolved(const std::string& page, const std::string& target) {
  if (has_scheme(target)) return target;
  if (target.starts_with("//")) return page.substr(0, page.find(':') + 1) + target;
  const std::string path = path_of(page.substr(0, page.find_first_of("?#")));
  std::string to = target.substr(0, target.find_first_of("?#"));
  const std::string rest = target.substr(to.size());
  if (!to.starts_with('/')) to = to.empty() ? path : folder_of(path) + to;
  const bool slash = to.ends_with('/') || to.ends_with("/.") || to.ends_with("/..");
  const std::string normal = normal_path(to);
  return origin_of(page) + "/" + normal + (slash && !normal.empty() ? "/" : "") + rest;
}

std::string page_of(const std::string& target) {
  const std::string page = target.substr(0, target.find_first_of("?#"));
  return page.starts_with("//") ? "https:" + page : page;
}

}  // namespace veille::site
