// The parts of a link's target, as text.
#pragma once

#include <string>

namespace veille::site {

/// Letters of ASCII in lower case.
std::string lower_ascii(std::string text);

/// Whether `target` begins with a scheme ("https:", "mailto:").
bool has_scheme(const std::string& target);
bool is_web_address(const std::string& target);
/// Whether a page may lead there: to the web, or somewhere on its own site. "javascript:" and the
/// like are refused, however they are written.
bool may_be_linked(const std::string& target);

/// The host of an address in lower case, without "www."; and the path, "/" where there is none.
std::string host_of(const std::string& url);
std::string path_of(const std::string& url);

/// The part of a path up to its last slash, with it; empty when there is none.
std::string folder_of(const std::string& path);

/// `path` without "." and ".." parts and without a slash at either end; "" when it leaves the root.
std::string normal_path(const std::string& path);

/// Scheme and host of an address, "https://a.example"; empty when it is none.
std::string origin_of(const std::string& url);

/// The address that `target` names in the page at `page`: absolute where `page` is. Source: RFC
/// 3986, 5.2, for http and https.
std::string resolved(const std::string& page, const std::string& target);

/// A link's target without what stands behind '?' or '#'; one without a scheme gets https.
std::string page_of(const std::string& target);

}  // namespace veille::site
