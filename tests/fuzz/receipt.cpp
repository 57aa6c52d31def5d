// Parameters -> a receipt, which says later what it said; and parameters of receipts that nobody
// gave.
#include <set>

#include "searchd/api/receipt.h"
#include "tests/fuzz/index.h"
#include "tests/fuzz/promise.h"
#include "veille/sha256.h"

namespace veille::fuzz {
namespace {

void look_at_error(const Error& error) {
  static const std::set<std::string> kCodes = {"bad_target", "bad_parameter", "unknown_parameter",
                                               "repeated_parameter"};
  promise(kCodes.contains(error.code), "an error is a documented one", error.code);
}

void look_at(const search::Receipt& receipt) {
  promise(is_hex(receipt.ids_sha256, 64) && is_hex(receipt.first_sha256, 64),
          "a receipt has hashes");
  promise(receipt.works <= receipt.publications, "a work has a publication");
}

/// Whatever is found, its receipt finds the same.
void look_at_citation(const api::Request& request) {
  const auto cited = api::cite_search(*snapshot(), request, service().site);
  if (!cited) return look_at_error(cited.error());
  look_at(cited->receipt);
  promise_utf8(cited->text, "a citation is UTF-8");
  promise_utf8(cited->bibtex, "BibTeX is UTF-8");
  promise(cited->bibtex.find('\0') == std::string::npos, "BibTeX is text");
  auto verify = api::parse_target("/api/v1/receipts/verify" + cited->verify);
  promise(verify.has_value(), "a receipt's address is one", cited->verify);
  promise(api::has_receipt(*verify), "a receipt's address has a receipt", cited->verify);
  const auto given = api::parse_receipt(*verify);
  promise(given.has_value(), "a receipt can be read", cited->verify);
  promise(given->then == cited->receipt, "a receipt says what was found", cited->verify);
  const auto now = api::receipt_now(*snapshot(), *verify);
  promise(now.has_value(), "a receipt's search can be searched", cited->verify);
  promise(std::string_view(api::compare_receipts(given->then, *now)) == "same",
          "what was found is found again", cited->verify);
}

void look_at_forged(api::Request request) {
  const bool has = api::has_receipt(request);
  const auto given = api::parse_receipt(request);
  if (!given) return look_at_error(given.error());
  promise(has, "a receipt that can be read is there");
  promise(!api::has_receipt(request), "a receipt's parameters are taken out");
  promise(is_hex(given->then.ids_sha256, 64) && is_hex(given->then.first_sha256, 64),
          "a receipt's hashes are hashes");
  promise(given->then_snapshot.empty() || is_hex(given->then_snapshot, 16),
          "a receipt's snapshot is an id", given->then_snapshot);
  const auto now = api::receipt_now(*snapshot(), request);
  if (!now) return look_at_error(now.error());
  look_at(*now);
}

}  // namespace
}  // namespace veille::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace veille;
  fuzz::Input input(data, size);
  const auto request = api::parse_target("/cite?" + input.line());
  if (!request) {
    fuzz::look_at_error(request.error());
    return 0;
  }
  fuzz::look_at_citation(*request);
  fuzz::look_at_forged(*request);
  return 0;
}
