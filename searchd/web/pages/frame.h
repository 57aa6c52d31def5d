// What all pages have in common: head, name, languages, foot.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "searchd/search/open_snapshot.h"
#include "searchd/web/address.h"
#include "searchd/web/site.h"
#include "searchd/web/template.h"
#include "searchd/web/texts.h"

namespace veille::web {

/// What every page is made of besides its own matter.
struct PageContext {
  const search::OpenSnapshot& snapshot;
  const Site& site;
  std::string language;  ///< a UI language

  const Texts& texts() const { return Texts::of(language); }
};

/// Something else that a program may read instead of the page.
struct Feed {
  std::string type;  ///< media type
  std::string name;  ///< of the format
  std::string address;
};

/// One page among the others.
struct Frame {
  std::string title;  ///< without the site's name; empty for the page that one starts from
  std::string description;
  std::string path;       ///< of its own address
  Parameters parameters;  ///< of its own address, without the language
  bool listed = false;    ///< search engines may list it
  bool scripted = false;
  std::string main_id = "main";  ///< of the element that holds its matter
  std::vector<Feed> feeds;
  std::vector<std::pair<std::string, std::string>> meta;  ///< names and contents
};

/// The page: the template `name` filled with `values`, and all around it. Templates may use,
/// besides `values`, `lang`, `base`, `absolute`, `site_name` and
/// `assets`.
std::string page(const PageContext& context, const Frame& frame, const std::string& name,
                 data values);

/// "Atom" and "JSON Feed" of the newest results of a search.
std::vector<Feed> feeds_of(const search::SearchRequest& request);
data feed_links(const std::vector<Feed>& feeds);

/// The parameters as hidden fields of a form.
data hidden_fields(const Parameters& parameters);

}  // namespace veille::web
