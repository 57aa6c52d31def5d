// Links and addresses: line by line a page's address, a link's target, a pattern, a text, a
// selector.
#include <algorithm>

#include "indexer/read/html_selector.h"
#include "indexer/site/hugo.h"
#include "indexer/site/link_parts.h"
#include "indexer/site/permalink.h"
#include "searchd/web/accent.h"
#include "searchd/web/address.h"
#include "tests/fuzz/promise.h"
#include "veille/utf8.h"

namespace veille::fuzz {
namespace {

/// The scheme that a browser sees. Source: URL Standard, basic URL parser: control characters and
/// spaces at both ends, and tabs and line ends anywhere, are not there for it.
std::string scheme_of(std::string target) {
  const auto outer = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  target.erase(target.begin(), std::find_if_not(target.begin(), target.end(), outer));
  std::erase_if(target, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  const auto colon = target.find(':');
  if (colon == std::string::npos || colon == 0) return {};
  const std::string scheme = veille::lower_ascii(target.substr(0, colon));
  if (scheme[0] < 'a' || scheme[0] > 'z') return {};
  const bool all = std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  });
  return all ? scheme : std::string();
}

bool is_encoded(std::string_view path) {
  return std::all_of(path.begin(), path.end(), [](char c) {
    return c > 0x20 && c < 0x7F &&
           std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
  });
}

void look_at_link(const std::string& page, const std::string& target) {
  const std::string scheme = scheme_of(target);
  if (site::may_be_linked(target))
    promise(scheme.empty() || scheme == "http" || scheme == "https",
            "what may be linked leads to the web", target);
  promise(scheme.empty() || site::has_scheme(target) ||
              target.find_first_of("\t\n\r") != std::string::npos,
          "a scheme is seen", target);
  const std::string normal = site::normal_path(target);
  promise(site::normal_path(normal) == normal, "what is normal is normal", target);
  promise(!normal.starts_with('/') && ("/" + normal + "/").find("/../") == std::string::npos,
          "a normal path stays inside", target);
  const std::string url = site::resolved(page, target);
  if (site::is_web_address(page) && !site::has_scheme(target) && !target.starts_with("//")) {
    promise(url.starts_with(site::origin_of(page)), "a link without a host stays on the site", url);
    promise(site::host_of(url).starts_with(site::host_of(site::origin_of(page))),
            "so does its host", url);
  }
  promise(site::page_of(target).find_first_of("?#") == std::string::npos, "a page is a page",
          target);
}

void look_at_pattern(const std::string& pattern, const std::string& text) {
  site::PermalinkParts parts;
  parts.date = "2024-02-29";
  parts.title = text;
  parts.slug = text;
  parts.path = text;
  parts.categories = {text, "b"};
  for (const char* date : {"2024-02-29", ""}) {
    parts.date = date;
    const std::string path = site::permalink(pattern, parts);
    promise(path.starts_with('/') && is_encoded(path), "a permalink is a path", path);
  }
  static_cast<void>(site::permalink_suffix(pattern));
}

void look_at_text(const std::string& text) {
  const std::string encoded = site::encode_path(text);
  promise(is_encoded(encoded), "an encoded path is encoded", encoded);
  promise(site::encode_path(encoded) == encoded, "what is encoded is encoded", encoded);
  if (text.find('%') == std::string::npos)
    promise(site::decode_path(encoded) == text, "what is encoded can be decoded", encoded);
  const std::string component = web::encode_component(text);
  promise(site::decode_path(component) == text, "a parameter can be decoded", component);
  const std::string slug = site::slugify(text);
  promise_utf8(slug, "slugs are UTF-8");
  promise(!site::pretty_slug(text).ends_with('-'), "a slug does not end in a dash", text);
  static_cast<void>(site::urlize(text));
  if (const auto colour = web::parse_colour(text)) {
    promise(web::parse_colour(web::to_string(*colour)) == colour, "a colour is a colour", text);
    const auto both = web::accents(*colour);
    promise(web::contrast(both.light, {255, 255, 255}) >= 4.0, "a colour can be read", text);
  }
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  fuzz::Input input(data, size);
  const std::string page = input.line();
  const std::string target = input.line();
  const std::string pattern = input.line();
  const std::string text = input.line();
  fuzz::look_at_link(page, target);
  fuzz::look_at_link(page, text);
  fuzz::look_at_pattern(pattern, text);
  fuzz::look_at_text(text);
  static_cast<void>(read::HtmlSelector::parse(input.line()));
  return 0;
}
