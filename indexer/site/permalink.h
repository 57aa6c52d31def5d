// From a text's place and date to its address.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace veille::site {

/// What the placeholders of a permalink stand for.
struct PermalinkParts {
  std::string date;   ///< YYYY-MM-DD; empty when unknown
  std::string title;  ///< the file's name without date and extension
  std::string slug;   ///< of the front matter, else like title
  std::string path;   ///< the file's folder and name below its content, without extension
  std::string collection;
  std::string language;
  std::vector<std::string> categories;
};

/// The path that `pattern` gives, beginning with '/', percent-encoded. Placeholders of Jekyll:
/// `:year`, `:short_year`, `:month`, `:i_month`, `:short_month`, `:long_month`, `:day`, `:i_day`,
/// `:y_day`, `:week`, `:w_year`, `:w_day`, `:short_day`, `:long_day`, `:title`, `:slug`, `:name`,
/// `:basename`, `:path`, `:categories`, `:slugified_categories`, `:collection`, `:output_ext`; and
/// `:lang` and `:section`, the first folder. A placeholder without a value vanishes with the slash
/// behind it. Jekyll's styles `date`, `pretty`, `ordinal`, `weekdate` and `none` are patterns by
/// name. Source: jekyllrb.com, permalinks.
std::string permalink(std::string_view pattern, const PermalinkParts& parts);

/// `text` as Jekyll puts it into `:title`: in its own case, runs of what is no letter, digit or one
/// of ._~!$&'()+,;=@ become one '-', and none stands at its ends.
std::string pretty_slug(std::string_view text);

/// What Jekyll puts behind the path of pages and of collections without a pattern of their own:
/// "/",
/// ":output_ext" or nothing, as the site's pattern or style ends.
std::string permalink_suffix(std::string_view site_pattern);

/// Percent-encodes what may not stand in the path of an address (RFC 3986); '/' and escapes already
/// there are kept.
std::string encode_path(std::string_view path);

/// Undoes percent escapes; malformed ones are kept as they are.
std::string decode_path(std::string_view path);

/// The characters that a slug keeps: letters and digits in lower case, everything else one '-'.
std::string slugify(std::string_view text);

}  // namespace veille::site
