#include "searchd/api/receipt.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "searchd/api/export/format.h"
#include "searchd/api/json_writer.h"
#include "searchd/api/parameters.h"
#include "searchd/api/problem.h"
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

std::string today() { return utc_now().substr(0, 10); }

/// The search's parameters in their one order: what is default is left out.
web::Parameters canonical(const SearchRequest& request) {
  auto out = web::search_parameters(request);
  if (!request.by_work) out.emplace_back("collapse", "none");
  return out;
}

std::string verify_address(const SearchRequest& request, const Receipt& receipt,
                           const std::string& snapshot) {
  auto parameters = canonical(request);
  parameters.emplace_back("receipt.works", std::to_string(receipt.works));
  parameters.emplace_back("receipt.publications", std::to_string(receipt.publications));
  parameters.emplace_back("receipt.ids", receipt.ids_sha256);
  parameters.emplace_back("receipt.first", receipt.first_sha256);
  parameters.emplace_back("receipt.snapshot", snapshot);
  return web::address("/api/v1/receipts/verify", parameters);
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
void write_citation(JsonWriter& out, const SearchRequest& request, const Receipt& receipt,
                    const Manifest& manifest, const std::string& url) {
  const std::string site = web::Texts::of(request.reader_language).get("title");
  const std::string what = request.text.empty() ? "all publications" : "“" + request.text + "”";
  const std::string date = today();
  const std::string figures = std::to_string(receipt.works) + " works, snapshot " + manifest.id +
                              ", receipt " + receipt.ids_sha256.substr(0, 16);
  out.key("citation");
  out.begin_object();
  out.member("text", site + ". (" + date + "). Search for " + what + " [" + figures + "]. " + url);
  out.member("bibtex", "@misc{veille-search-" + receipt.ids_sha256.substr(0, 8) +
                           ",\n  title = {{" + latex(site + ": search for " + what) +
                           "}},\n  year = {" + date.substr(0, 4) + "},\n  date = {" + date +
                           "},\n  note = {" + latex(figures) + "},\n  url = {" +
                           verbatim_address(url) + "},\n}\n");
  out.end_object();
}

void write_totals(JsonWriter& out, const Receipt& receipt) {
  out.begin_object();
  out.member("works", receipt.works);
  out.member("publications", receipt.publications);
  out.end_object();
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
    return Error{"bad_parameter", "it is missing, or no such value",
                 std::string(kPrefix) + std::string(cut_utf8(name, 80)), 0,
                 "take the address that the receipt gives as \"verify\""};
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
    if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) return bad(name);
  }
  return std::pair(std::move(out), std::move(snapshot));
}

/// "same", "other_order" (the same hits, the first of them in another order) or "changed".
const char* verdict(const Receipt& then, const Receipt& now) {
  if (then == now) return "same";
  return then.ids_sha256 == now.ids_sha256 && then.works == now.works &&
                 then.publications == now.publications
             ? "other_order"
             : "changed";
}

Response not_stored(std::string body) {
  Response out;
  out.body = std::move(body);
  out.headers.emplace_back("Cache-Control", "no-store");
  out.headers.emplace_back("Vary", "Accept-Language");
  return out;
}

}  // namespace

Response receipt_of_search(const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                           const Request& request, const std::string& public_url) {
  const auto search = parse_whole_search(request);
  if (!search) return problem(status_of(search.error()), search.error());
  const Receipt receipt = search::make_receipt(*snapshot, *search);
  const Manifest& manifest = snapshot->manifest();
  const std::string page = web::search_address(*search);
  JsonWriter out;
  out.begin_object();
  out.key("query");
  out.begin_object();
  out.member("text", search->text);
  out.member("understood", understood(*snapshot, *search));
  out.member("canonical", web::address("/api/v1/search", canonical(*search)));
  out.member("page", public_url + page);
  out.end_object();
  write_snapshot(out, manifest.id, manifest.built_at);
  out.member("analyser_version", manifest.analyser_version);
  out.member("schema_version", manifest.schema_version);
  out.member("program", "veille " VEILLE_VERSION);
  out.key("total");
  write_totals(out, receipt);
  out.member("ids_sha256", receipt.ids_sha256);
  out.member("first_sha256", receipt.first_sha256);
  out.member("date", today());
  out.member("verify", public_url + verify_address(*search, receipt, manifest.id));
  write_citation(out, *search, receipt, manifest, public_url + page);
  out.end_object();
  return not_stored(out.take());
}

Response verify_receipt(const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                        const Request& request) {
  Request of_search = request;
  const auto given = take_receipt(of_search);
  if (!given) return problem(status_of(given.error()), given.error());
  const auto search = parse_whole_search(of_search);
  if (!search) return problem(status_of(search.error()), search.error());
  const auto& [then, then_snapshot] = *given;
  const Receipt now = search::make_receipt(*snapshot, *search);
  JsonWriter out;
  out.begin_object();
  out.member("result", verdict(then, now));
  out.key("then");
  write_totals(out, then);
  out.member_or_null("then_snapshot", then_snapshot);
  out.key("now");
  write_totals(out, now);
  write_snapshot(out, snapshot->manifest().id, snapshot->manifest().built_at);
  out.member("date", today());
  out.end_object();
  return not_stored(out.take());
}

}  // namespace veille::api
