// The parts of a link's target, as text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace veille::site {

/// Whether `target` begins with a scheme ("https:", "mailto:").
bool has_scheme(const std::string& target);
bool is_web_address(const std::string& target);
/// Whether a page may lead there: to the web, or somewhere on its own site. "javascript:" and the
/// like are refused, however they are written.
bool may_be_linked(const std::string& target);

/// Longer addresses are left out, or put shorter: servers and browsers take few of them.
inline constexpr std::size_t kMaxAddressBytes = 4096;

/// Whether `text` holds white space of ASCII or a control character, as no address may.
bool has_blanks(const std::string& text);

/// "%20" for a space.
std::string percent_encoded(char c);

/// `address` with its white space and control characters percent-encoded; "" when it is longer than
/// kMaxAddressBytes.
std::string plain_address(const std::string& address);

/// Whether `address` is one of the site at `site_url`; never when that is unknown.
bool is_of_site(const std::string& address, const std::string& site_url);

/// The host of an address in lower case, without "www."; and the path, "/" where there is none.
std::string host_of(const std::string& url);
std::string path_of(const std::string& url);

/// The part of a path up to its last slash, with it; empty when there is none.
std::string folder_of(const std::string& path);

/// `path` without "." and ".." parts and without a slash at either end; "" for the root itself, and
/// nothing when it leaves the root.
std::optional<std::string> path_inside(const std::string& path);
/// The same, but "" when it leaves the root.
std::string normal_path(const std::string& path);

/// Scheme and host of an address, "https://a.example"; empty when it is none.
std::string origin_of(const std::string& url);

/// The address that `target` names in the page at `page`: absolute where `page` is. Source: RFC
/// 3986, 5.2, for http and https.
std::string resolved(const std::string& page, const std::string& target);

/// A link's target without what stands behind '?' or '#'; one without a scheme gets https.
std::string page_of(const std::string& target);

}  // namespace veille::site
