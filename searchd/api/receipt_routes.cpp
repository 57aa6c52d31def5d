#include "searchd/api/receipt_routes.h"

#include "searchd/api/json_writer.h"
#include "searchd/api/problem.h"
#include "searchd/api/receipt.h"

namespace veille::api {
namespace {

void write_totals(JsonWriter& out, const search::Receipt& receipt) {
  out.begin_object();
  out.member("works", receipt.works);
  out.member("publications", receipt.publications);
  out.end_object();
}

Response not_stored(std::string body) {
  Response out;
  out.body = std::move(body);
  out.headers.emplace_back("Cache-Control", "no-store");
  return out;
}

}  // namespace

Response receipt_of_search(const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                           const Request& request, const web::Site& site) {
  const auto cited = cite_search(*snapshot, request, site);
  if (!cited) return problem(status_of(cited.error()), cited.error());
  const Manifest& manifest = snapshot->manifest();
  JsonWriter out;
  out.begin_object();
  out.key("query");
  out.begin_object();
  out.member("text", cited->request.text);
  out.member("understood", cited->understood);
  out.member("canonical", web::address("/api/v1/search", canonical_parameters(cited->request)));
  out.member("page", web::whole_address(site, web::search_address(cited->request)));
  out.end_object();
  write_snapshot(out, manifest.id, manifest.built_at);
  out.member("analyser_version", manifest.analyser_version);
  out.member("schema_version", manifest.schema_version);
  out.member("program", "veille " VEILLE_VERSION);
  out.key("total");
  write_totals(out, cited->receipt);
  out.member("ids_sha256", cited->receipt.ids_sha256);
  out.member("first_sha256", cited->receipt.first_sha256);
  out.member("date", today());
  out.member("verify", web::whole_address(site, "/api/v1/receipts/verify" + cited->verify));
  out.key("citation");
  out.begin_object();
  out.member("text", cited->text);
  out.member("bibtex", cited->bibtex);
  out.end_object();
  out.end_object();
  return not_stored(out.take());
}

Response verify_receipt(const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                        const Request& request) {
  Request of_search = request;
  const auto given = parse_receipt(of_search);
  if (!given) return problem(status_of(given.error()), given.error());
  const auto now = receipt_now(*snapshot, of_search);
  if (!now) return problem(status_of(now.error()), now.error());
  JsonWriter out;
  out.begin_object();
  out.member("result", compare_receipts(given->then, *now));
  out.key("then");
  write_totals(out, given->then);
  out.member_or_null("then_snapshot", given->then_snapshot);
  out.key("now");
  write_totals(out, *now);
  write_snapshot(out, snapshot->manifest().id, snapshot->manifest().built_at);
  out.member("date", today());
  out.end_object();
  return not_stored(out.take());
}

}  // namespace veille::api
