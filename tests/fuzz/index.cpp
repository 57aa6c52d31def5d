#include "tests/fuzz/index.h"

#include "tests/fuzz/promise.h"

namespace veille::fuzz {
namespace {

/// Kept answers hide what makes them, so hardly any are.
constexpr std::size_t kKeptBytes = 64 * 1024;
constexpr std::chrono::minutes kNeverOver{10};

std::shared_ptr<search::CurrentSnapshot> open_index() {
  auto opened = search::CurrentSnapshot::open(VEILLE_FUZZ_INDEX, {});
  promise(opened.has_value(), "the index of the fuzz targets can be opened",
          opened ? "" : to_string(opened.error()));
  return *opened;
}

}  // namespace

const api::Service& service() {
  static const auto kIndex = open_index();
  static const api::Service kService = [] {
    web::Site site;
    site.public_url = "https://search.example";
    return api::Service{*kIndex,
                        std::move(site),
                        {"https://blog.example"},
                        "fuzz",
                        std::make_shared<api::Answers>(kKeptBytes),
                        kNeverOver};
  }();
  return kService;
}

const std::shared_ptr<const search::OpenSnapshot>& snapshot() {
  static const auto kSnapshot = service().snapshot.get();
  return kSnapshot;
}

}  // namespace veille::fuzz
