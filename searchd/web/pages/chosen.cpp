#include "searchd/web/pages/chosen.h"

#include <algorithm>

#include "searchd/web/labels.h"
#include "veille/locale.h"

namespace veille::web {
namespace {

using search::SearchRequest;

/// Collects chips: what each is called, and the request without it.
class Chips {
 public:
  Chips(const PageContext& context, const SearchRequest& request, const std::string& path,
        const Parameters& more)
      : context_(context), request_(request), path_(path), more_(more) {}

  void add_all() {
    for (const Facet facet : kFacets) add_values(facet);
    for (const auto provenance : request_.country_provenances) {
      SearchRequest other = request_;
      std::erase(other.country_provenances, provenance);
      const auto name = text(std::string("provenance_") + to_string(provenance));
      add(context_.texts().format("chip_provenance", {{"name", name}}), other);
    }
    add_day("chip_since", &SearchRequest::since, false);
    add_day("chip_until", &SearchRequest::until, true);
  }

  data take() { return std::move(out_); }

 private:
  std::string text(const std::string& key) const { return context_.texts().get(key); }

  void add(const std::string& label, SearchRequest without) {
    without.page = 1;
    data chip = link(label, address_of(without));
    chip["remove"] = data(context_.texts().format("remove", {{"label", label}}));
    out_ << chip;
  }

  std::string address_of(const SearchRequest& request) const {
    auto parameters = search_parameters(request);
    parameters.insert(parameters.begin(), more_.begin(), more_.end());
    return address(path_, parameters);
  }

  void add_values(Facet facet) {
    const auto place = static_cast<std::size_t>(facet);
    const auto label = [&](const std::string& value) {
      const auto name = value_label(context_.snapshot, facet, value, context_.language);
      return value.empty() ? facet_name(facet, context_.language) + ": " + name : name;
    };
    for (const auto& value : request_.selections[place].any_of) {
      SearchRequest other = request_;
      std::erase(other.selections[place].any_of, value);
      add(label(value), other);
    }
    for (const auto& value : request_.selections[place].none_of) {
      SearchRequest other = request_;
      std::erase(other.selections[place].none_of, value);
      add(text("without") + " " + label(value), other);
    }
  }

  void add_day(const char* key, std::uint32_t SearchRequest::*day, bool last) {
    if (request_.*day == 0) return;
    SearchRequest other = request_;
    other.*day = 0;
    const auto shown = long_date(short_day(request_.*day, last), context_.language);
    add(context_.texts().format(key, {{"date", shown}}), other);
  }

  const PageContext& context_;
  const SearchRequest& request_;
  const std::string& path_;
  const Parameters& more_;
  data out_ = list();
};

}  // namespace

std::size_t count_filters(const SearchRequest& request) {
  std::size_t n = (request.since != 0 ? 1 : 0) + (request.until != 0 ? 1 : 0) +
                  request.country_provenances.size();
  for (const auto& selection : request.selections)
    n += selection.any_of.size() + selection.none_of.size();
  return n;
}

void add_chosen(const PageContext& context, const SearchRequest& request, const std::string& path,
                const Parameters& more, data& page) {
  Chips chips(context, request, path, more);
  chips.add_all();
  page["chips"] = chips.take();
  page["filtered"] = data(count_filters(request) > 0);
  auto parameters = search_parameters(cleared(request));
  parameters.insert(parameters.begin(), more.begin(), more.end());
  page["clear_address"] = data(address(path, parameters));
}

}  // namespace veille::web
