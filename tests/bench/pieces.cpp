// Measures the pieces of which an answer is made: `scripts/bench pieces` runs this. Counting facets
// needs an index, whose folder VEILLE_BENCH_INDEX names; without it that part is skipped.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <random>
#include <string>

#include "searchd/search/facets.h"
#include "searchd/search/snippet.h"
#include "veille/analysis.h"

namespace veille {
namespace {

constexpr std::uint32_t kDocuments = 200'000;

/// Words of a text over and over, until it has so many bytes.
std::string repeated(std::string_view words, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += words;
  return out;
}

constexpr std::string_view kAscii =
    "The programme publishes what it spends and where the money goes. ";
constexpr std::string_view kAccented =
    "L'énergie publiée à l'étranger n'a pas été comptée; où va-t-elle, déjà? ";

void count_bytes(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void split_words(benchmark::State& state, std::string_view sample) {
  const std::string text = repeated(sample, 64 * 1024);
  for (auto _ : state) benchmark::DoNotOptimize(words(text));
  count_bytes(state, text);
}
BENCHMARK_CAPTURE(split_words, ascii, kAscii);
BENCHMARK_CAPTURE(split_words, accented, kAccented);

void split_and_stem(benchmark::State& state, std::string_view sample, const char* language) {
  const std::string text = repeated(sample, 64 * 1024);
  for (auto _ : state) {
    for (const auto& word : words(text)) benchmark::DoNotOptimize(stems(word.exact, language));
  }
  count_bytes(state, text);
}
BENCHMARK_CAPTURE(split_and_stem, ascii, kAscii, "en");
BENCHMARK_CAPTURE(split_and_stem, accented, kAccented, "fr");

/// The numbers from 1 to `documents`, each with the chance of `percent`.
search::Bitmap share(std::int64_t percent, std::uint32_t documents, unsigned seed) {
  std::mt19937 random(seed);
  search::Bitmap out;
  for (std::uint32_t id = 1; id <= documents; ++id) {
    if (random() % 100 < static_cast<unsigned>(percent)) out.add(id);
  }
  return out;
}

void intersect(benchmark::State& state) {
  const auto a = share(state.range(0), kDocuments, 1);
  const auto b = share(state.range(1), kDocuments, 2);
  for (auto _ : state) benchmark::DoNotOptimize((a & b).cardinality());
}
BENCHMARK(intersect)
    ->ArgNames({"percent", "percent"})
    ->Args({10, 10})
    ->Args({10, 50})
    ->Args({50, 50});

void unite(benchmark::State& state) {
  const auto a = share(state.range(0), kDocuments, 1);
  const auto b = share(state.range(1), kDocuments, 2);
  for (auto _ : state) benchmark::DoNotOptimize((a | b).cardinality());
}
BENCHMARK(unite)->ArgNames({"percent", "percent"})->Args({10, 10})->Args({10, 50})->Args({50, 50});

std::shared_ptr<const search::OpenSnapshot> snapshot() {
  const char* index = std::getenv("VEILLE_BENCH_INDEX");
  if (index == nullptr) return nullptr;
  const auto folder = current_snapshot(index);
  if (!folder) throw std::runtime_error(to_string(folder.error()));
  VerifiedFiles verified;
  auto opened = search::OpenSnapshot::open(*folder, {}, verified);
  if (!opened) throw std::runtime_error(to_string(opened.error()));
  return *opened;
}

void count_all_facets(benchmark::State& state) {
  static const auto opened = snapshot();
  if (opened == nullptr) {
    state.SkipWithError("VEILLE_BENCH_INDEX names no index");
    return;
  }
  search::SearchRequest request;
  request.counted.assign(std::begin(kFacets), std::end(kFacets));
  const auto documents = share(state.range(0), opened->columns().documents(), 1);
  for (auto _ : state) {
    search::Matching fresh;
    auto words = std::make_shared<search::WordMatches>();
    words->documents = documents;
    fresh.words = std::move(words);
    benchmark::DoNotOptimize(search::count_facets(*opened, fresh, request));
  }
}
BENCHMARK(count_all_facets)->ArgName("percent")->Arg(1)->Arg(10)->Arg(97);

void cut_snippet(benchmark::State& state) {
  const std::string text = repeated(kAscii, static_cast<std::size_t>(state.range(0)));
  search::Node node;
  node.type = search::Node::Type::word;
  node.words = {"money"};
  search::Expansion place;
  place.exact = place.forms = {"money"};
  search::Leaf leaf;
  leaf.node = &node;
  leaf.places = {place};
  const search::MarkedForms forms({leaf});
  for (auto _ : state) benchmark::DoNotOptimize(search::make_snippet(text, forms));
  count_bytes(state, text);
}
// 120 words; a long section.
BENCHMARK(cut_snippet)->ArgName("bytes")->Arg(700)->Arg(16 * 1024);

}  // namespace
}  // namespace veille

BENCHMARK_MAIN();
