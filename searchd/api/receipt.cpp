#include "searchd/api/receipt.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "searchd/api/export/format.h"
#include "searchd/api/parameters.h"
#include "searchd/api/values.h"
#include "searchd/search/receipt.h"
#include "searchd/search/search.h"
#include "searchd/web/address.h"
#include "searchd/web/texts.h"
#include "searchd/web/understood.h"
#include "veille/analysis.h"
#include "veille/sha256.h"
#include "veille/utc.h"
#include "veille/utf8.h"

namespace veille::api {
namespace {

using search::Receipt;
using search::SearchRequest;

constexpr std::string_view kPrefix = "receipt.";

/// The search's parameters and what the receipt says of it, behind a "?".
std::string verify_parameters(const SearchRequest& request, const Receipt& receipt,
                              const std::string& snapshot) {
  auto parameters = canonical_parameters(request);
  parameters.emplace_back("receipt.works", std::to_string(receipt.works));
  parameters.emplace_back("receipt.publications", std::to_string(receipt.publications));
  parameters.emplace_back("receipt.ids", receipt.ids_sha256);
  parameters.emplace_back("receipt.first", receipt.first_sha256);
  parameters.emplace_back("receipt.snapshot", snapshot);
  return web::address("", parameters);
}

/// What the request asks for, without what makes a page of it.
Result<SearchRequest> parse_whole_search(const Request& request) {
  if (const auto error = find_page_parameter(request, false)) return *error;
  auto parameters = parse_search(request);
  if (!parameters) return parameters.error();
  return std::move(parameters->search);
}

std::string understood(const search::OpenSnapshot& snapshot, SearchRequest request) {
  request.per_page = 1;
  request.counted.clear();
  request.snippets = false;
  return web::understood(search::search(snapshot, request), request.reader_language).understood;
}

/// A citation in the manner of the APA, and one for BibTeX.
void add_texts(web::Citation& out, const std::string& snapshot, const web::Site& site) {
  const auto& texts = web::Texts::of(out.request.reader_language);
  const std::string& words = out.request.text;
  const std::string what =
      texts.format("citation_of",
                   {{"what", words.empty() ? texts.get("citation_all")
                                           : texts.format("citation_quoted", {{"text", words}})}});
  const std::string date = today();
  const std::string url = web::whole_address(site, web::search_address(out.request));
  const std::string hash = out.receipt.ids_sha256;
  const std::string figures =
      texts.format("citation_figures", {{"total", texts.count("works", out.receipt.works)},
                                        {"snapshot", snapshot},
                                        {"receipt", hash.substr(0, 16)}});
  out.text = site.name + ". (" + date + "). " + what + " [" + figures + "]. " + url;
  out.bibtex = "@misc{veille-search-" + hash.substr(0, 8) + ",\n  title = {{" +
               latex(site.name + ": " + what) + "}},\n  year = {" + date.substr(0, 4) +
               "},\n  date = {" + date + "},\n  note = {" + latex(figures) + "},\n  url = {" +
               verbatim_address(url) + "},\n}\n";
}

/// What stands in the parameters of a receipt, which are taken out of the request.
Result<std::pair<Receipt, std::string>> take_receipt(Request& request) {
  std::map<std::string, std::string> found;
  for (const auto& [name, value] : request.params) {
    if (name.starts_with(kPrefix) && !found.emplace(name.substr(kPrefix.size()), value).second)
      return Error{"repeated_parameter", "\"" + name + "\" is given twice", name, 0,
                   "give it once"};
  }
  std::erase_if(request.params, [](const auto& p) { return p.first.starts_with(kPrefix); });
  const auto bad = [](const std::string& name) {
    return bad_parameter(std::string(kPrefix) + std::string(cut_utf8(name, 80)),
                         "it is missing, or no such value",
                         "take the address that the receipt gives as \"verify\"");
  };
  Receipt out;
  for (const auto& [name, to] :
       {std::pair("works", &out.works), std::pair("publications", &out.publications)}) {
    const auto number = to_number(found[name]);
    if (!number || *number > ~std::uint32_t{0}) return bad(name);
    *to = static_cast<std::uint32_t>(*number);
  }
  for (const auto& [name, to] :
       {std::pair("ids", &out.ids_sha256), std::pair("first", &out.first_sha256)}) {
    if (!is_hex(found[name], 64)) return bad(name);
    *to = found[name];
  }
  std::string snapshot = found["snapshot"];
  if (!snapshot.empty() && !is_hex(snapshot, 16)) return bad("snapshot");
  for (const auto& [name, value] : found) {
    static const std::vector<std::string> kNames = {"works", "publications", "ids", "first",
                                                    "snapshot"};
    const std::string whole = std::string(kPrefix) + std::string(cut_utf8(name, 80));
    if (std::find(kNames.begin(), kNames.end(), name) == kNames.end())
      return Error{"unknown_parameter", "there is no parameter \"" + whole + "\"", whole, 0,
                   "take the address that the receipt gives as \"verify\""};
  }
  return std::pair(std::move(out), std::move(snapshot));
}

}  // namespace

std::string today() { return utc_now().substr(0, 10); }

web::Parameters canonical_parameters(const SearchRequest& request) {
  auto out = web::search_parameters(request);
  if (!request.by_work) out.emplace_back("collapse", "none");
  return out;
}

Result<web::Citation> cite_search(const search::OpenSnapshot& snapshot, const Request& request,
                                  const web::Site& site) {
  auto search = parse_whole_search(request);
  if (!search) return search.error();
  const std::string& id = snapshot.manifest().id;
  web::Citation out;
  out.request = std::move(*search);
  out.receipt = search::make_receipt(snapshot, out.request);
  out.understood = understood(snapshot, out.request);
  out.verify = verify_parameters(out.request, out.receipt, id);
  add_texts(out, id, site);
  return out;
}

const char* compare_receipts(const Receipt& then, const Receipt& now) {
  if (then == now) return "same";
  return then.ids_sha256 == now.ids_sha256 && then.works == now.works &&
                 then.publications == now.publications
             ? "other_order"
             : "changed";
}

bool has_receipt(const Request& request) {
  return std::any_of(request.params.begin(), request.params.end(),
                     [](const auto& p) { return p.first.starts_with(kPrefix); });
}

Result<web::Verified> parse_receipt(Request& request) {
  auto given = take_receipt(request);
  if (!given) return given.error();
  return web::Verified{"", std::move(given->first), std::move(given->second)};
}

Result<Receipt> receipt_now(const search::OpenSnapshot& snapshot, const Request& request) {
  const auto search = parse_whole_search(request);
  if (!search) return search.error();
  return search::make_receipt(snapshot, *search);
}

}  // namespace veille::api
