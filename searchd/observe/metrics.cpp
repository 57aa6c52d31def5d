#include "searchd/observe/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <map>

#include "veille/snapshot.h"
#include "veille/utc.h"

namespace veille::observe {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;

// Seconds; an uncached search takes one to fifty milliseconds.
const prometheus::Histogram::BucketBoundaries kSeconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                          0.05,   0.1,   0.25,   0.5,   1,    2.5};

double seconds(std::chrono::microseconds time) { return static_cast<double>(time.count()) / 1e6; }

/// Bytes of this process in memory; 0 where that cannot be read. Source: proc(5), statm.
double resident_bytes() {
  std::ifstream file("/proc/self/statm");
  double whole = 0, resident = 0;
  if (!(file >> whole >> resident)) return 0;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

}  // namespace

struct Metrics::Impl {
  Impl(const search::CurrentSnapshot& current, api::Answers& kept)
      : snapshot(current), answers(kept) {}

  /// What is counted by route, looked up once: a family makes a map of labels each time it is
  /// asked.
  struct OfRoute {
    prometheus::Counter& bytes;
    prometheus::Histogram& total;
    std::map<int, prometheus::Counter*> requests;  // by status
    prometheus::Histogram* worked = nullptr;       // none before one was worked on
  };

  OfRoute& of_route(const std::string& route) {
    const auto found = routes.find(route);
    if (found != routes.end()) return found->second;
    const prometheus::Labels labels = {{"route", route}};
    return routes.emplace(route, OfRoute{bytes.Add(labels), total.Add(labels, kSeconds), {}})
        .first->second;
  }

  prometheus::Counter& requests_of(OfRoute& of, const std::string& route, int status) {
    auto& counter = of.requests[status];
    if (counter == nullptr)
      counter = &requests.Add({{"route", route}, {"status", std::to_string(status)}});
    return *counter;
  }

  void count_work(OfRoute& of, const http::Exchange& exchange) {
    if (of.worked == nullptr) of.worked = &worked.Add({{"route", exchange.facts.route}}, kSeconds);
    of.worked->Observe(seconds(exchange.worked));
    waited.Add({}, kSeconds).Observe(seconds(exchange.waited));
  }

  void count_problem(const std::string& type) {
    auto& counter = of_problem[type];
    if (counter == nullptr) counter = &problems.Add({{"type", type}});
    counter->Increment();
  }

  void count_phases(const search::PhaseTimes& times, std::chrono::microseconds work) {
    const auto observe = [this](const char* phase, std::chrono::microseconds time) {
      phases.Add({{"phase", phase}}, kSeconds).Observe(seconds(time));
    };
    observe("match", times.match);
    observe("rank", times.rank);
    observe("hits", times.hits);
    observe("facets", times.facets);
    observe("write", std::max(work - times.all(), std::chrono::microseconds(0)));
  }

  void set_load(const http::Load& load) {
    connections.Add({}).Set(static_cast<double>(load.connections));
    running.Add({}).Set(static_cast<double>(load.requests));
    exports.Add({}).Set(static_cast<double>(load.streams));
    unsent.Add({}).Set(static_cast<double>(load.unsent_bytes));
    auto& counter = refused.Add({});
    counter.Increment(static_cast<double>(load.refused_connections) - counter.Value());
    memory.Add({}).Set(resident_bytes());
  }

  void set_cache(const std::string& name, const search::CacheUses& uses) {
    // Each snapshot has its own: what falls back to nothing is a new one.
    cache_lookups.Add({{"cache", name}, {"result", "hit"}}).Set(static_cast<double>(uses.hits));
    cache_lookups.Add({{"cache", name}, {"result", "miss"}}).Set(static_cast<double>(uses.misses));
    cache_bytes.Add({{"cache", name}}).Set(static_cast<double>(uses.bytes));
  }

  void set_snapshot() {
    const auto open = snapshot.get();
    const Manifest& manifest = open->manifest();
    if (info == nullptr || manifest.id != info_id) {
      if (info != nullptr) snapshot_info.Remove(info);
      info = &snapshot_info.Add({{"id", manifest.id}, {"built_at", manifest.built_at}});
      info->Set(1);
      info_id = manifest.id;
    }
    const auto now = static_cast<double>(std::time(nullptr));
    built.Add({}).Set(static_cast<double>(seconds_of(manifest.built_at)));
    checked.Add({}).Set(static_cast<double>(seconds_of(checked_at(snapshot.index(), manifest))));
    refused_snapshot.Add({}).Set(snapshot.refuses() ? 1 : 0);
    age.Add({}).Set(now - static_cast<double>(seconds_of(manifest.built_at)));
    publications.Add({}).Set(manifest.publications);
    set_cache("answers", answers.uses());
    set_cache("matches", open->matches().uses());
    set_cache("matchings", open->matchings().uses());
    set_cache("selections", open->selections().uses());
    set_cache("records", open->records().uses());
    set_cache("compounds", open->compounds().uses());
  }

  const search::CurrentSnapshot& snapshot;
  api::Answers& answers;
  prometheus::Registry registry;
  std::map<std::string, OfRoute> routes;
  std::map<std::string, prometheus::Counter*> of_problem;
  prometheus::Gauge* info = nullptr;
  std::string info_id;

  prometheus::Family<prometheus::Counter>& requests =
      BuildCounter().Name("veille_requests_total").Help("Requests answered").Register(registry);
  prometheus::Family<prometheus::Counter>& problems =
      BuildCounter()
          .Name("veille_problems_total")
          .Help("Requests that were refused or failed, by the type of the problem")
          .Register(registry);
  prometheus::Family<prometheus::Counter>& bytes = BuildCounter()
                                                       .Name("veille_response_bytes_total")
                                                       .Help("Bytes of bodies sent")
                                                       .Register(registry);
  prometheus::Family<prometheus::Counter>& broken = BuildCounter()
                                                        .Name("veille_responses_broken_total")
                                                        .Help("Answers not sent to their end")
                                                        .Register(registry);
  prometheus::Family<prometheus::Counter>& nothing =
      BuildCounter()
          .Name("veille_searches_without_result_total")
          .Help("Searches for words, typed to their end, that found nothing")
          .Register(registry);
  prometheus::Family<prometheus::Histogram>& total =
      BuildHistogram()
          .Name("veille_request_seconds")
          .Help("From a request's head to the last byte of its answer")
          .Register(registry);
  prometheus::Family<prometheus::Histogram>& waited =
      BuildHistogram().Name("veille_queue_seconds").Help("Waiting for a thread").Register(registry);
  prometheus::Family<prometheus::Histogram>& worked =
      BuildHistogram().Name("veille_work_seconds").Help("On a thread").Register(registry);
  prometheus::Family<prometheus::Histogram>& phases =
      BuildHistogram()
          .Name("veille_search_phase_seconds")
          .Help("Phases of searches that no kept answer spared: writing is all but the others")
          .Register(registry);
  prometheus::Family<prometheus::Gauge>& connections =
      BuildGauge().Name("veille_connections").Help("Open connections").Register(registry);
  prometheus::Family<prometheus::Gauge>& running = BuildGauge()
                                                       .Name("veille_requests_running")
                                                       .Help("Requests on a thread or waiting")
                                                       .Register(registry);
  prometheus::Family<prometheus::Gauge>& exports =
      BuildGauge().Name("veille_exports").Help("Exports being sent").Register(registry);
  prometheus::Family<prometheus::Gauge>& unsent = BuildGauge()
                                                      .Name("veille_unsent_bytes")
                                                      .Help("Of answers that wait to be read")
                                                      .Register(registry);
  prometheus::Family<prometheus::Counter>& refused = BuildCounter()
                                                         .Name("veille_connections_refused_total")
                                                         .Help("Connections over the limits")
                                                         .Register(registry);
  prometheus::Family<prometheus::Gauge>& memory =
      BuildGauge().Name("veille_resident_bytes").Help("Memory of the process").Register(registry);
  prometheus::Family<prometheus::Gauge>& snapshot_info =
      BuildGauge().Name("veille_snapshot_info").Help("The snapshot served").Register(registry);
  prometheus::Family<prometheus::Gauge>& built =
      BuildGauge()
          .Name("veille_snapshot_built_timestamp_seconds")
          .Help("When it was built")
          .Register(registry);
  prometheus::Family<prometheus::Gauge>& checked =
      BuildGauge()
          .Name("veille_snapshot_checked_timestamp_seconds")
          .Help("When the sources were last found to be as in it")
          .Register(registry);
  prometheus::Family<prometheus::Gauge>& age = BuildGauge()
                                                   .Name("veille_snapshot_age_seconds")
                                                   .Help("Since it was built")
                                                   .Register(registry);
  prometheus::Family<prometheus::Gauge>& refused_snapshot =
      BuildGauge()
          .Name("veille_snapshot_refused")
          .Help("1 while the index names a snapshot that cannot be served")
          .Register(registry);
  prometheus::Family<prometheus::Gauge>& publications =
      BuildGauge().Name("veille_publications").Help("Publications in it").Register(registry);
  prometheus::Family<prometheus::Gauge>& cache_lookups =
      BuildGauge()
          .Name("veille_cache_lookups")
          .Help("Lookups in the caches of the snapshot served")
          .Register(registry);
  prometheus::Family<prometheus::Gauge>& cache_bytes =
      BuildGauge().Name("veille_cache_bytes").Help("Bytes in them").Register(registry);
};

Metrics::Metrics(const search::CurrentSnapshot& snapshot, api::Answers& answers)
    : impl_(std::make_unique<Impl>(snapshot, answers)) {}

Metrics::~Metrics() = default;

void Metrics::count(const http::Exchange& exchange) {
  const auto& facts = exchange.facts;
  const std::string route = facts.route;
  auto& of_route = impl_->of_route(route);
  impl_->requests_of(of_route, route, exchange.status).Increment();
  of_route.bytes.Increment(static_cast<double>(exchange.bytes));
  of_route.total.Observe(seconds(exchange.total));
  if (!exchange.whole) impl_->broken.Add({{"route", route}}).Increment();
  if (exchange.worked.count() > 0) impl_->count_work(of_route, exchange);
  if (!facts.problem.empty()) impl_->count_problem(facts.problem);
  if (facts.phases) impl_->count_phases(*facts.phases, exchange.worked);
  if (facts.works == 0U && !facts.text.empty() && !facts.read_ahead)
    impl_->nothing.Add({{"language", facts.language}}).Increment();
}

std::string Metrics::text(const http::Load& load) {
  impl_->set_load(load);
  impl_->set_snapshot();
  return prometheus::TextSerializer().Serialize(impl_->registry.Collect());
}

}  // namespace veille::observe
