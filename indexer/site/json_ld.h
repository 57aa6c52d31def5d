// What schema.org's JSON-LD in a page says of the article that the page is.
#pragma once

#include <string>
#include <vector>

namespace veille::site {

struct JsonLd {
  bool is_article = false;  ///< an Article of some kind (BlogPosting, NewsArticle, Report…)
  std::string headline;
  std::string description;
  std::string published;  ///< as written
  std::string image;
  std::vector<std::string> authors;
  std::vector<std::string> keywords;
};

/// Of the first article in `scripts`, else nothing; a script that is no JSON is passed over.
JsonLd read_json_ld(const std::vector<std::string>& scripts);

}  // namespace veille::site
