#include "searchd/api/export.h"

#include <algorithm>
#include <utility>

#include "searchd/api/export/format.h"
#include "searchd/api/parameters.h"
#include "searchd/api/problem.h"
#include "searchd/search/hit_cursor.h"
#include "searchd/web/address.h"
#include "veille/utf8.h"

namespace veille::api {
namespace {

class ExportStream : public BodyStream {
 public:
  ExportStream(const ExportFormat& format, search::HitCursor cursor, ExportSettings settings)
      : format_(format),
        cursor_(std::move(cursor)),
        context_{cursor_.snapshot(), cursor_.request(), std::move(settings)} {}

  std::string next() override {
    std::string out = std::exchange(begun_, true) ? "" : format_.head(context_);
    while (out.size() < kLeastBytes && !ended_) {
      const auto hits = cursor_.next();
      for (const auto& hit : hits) out += format_.entry(context_, hit);
      ended_ = hits.empty();
      if (ended_) out += format_.tail();
    }
    return out;
  }

 private:
  static constexpr std::size_t kLeastBytes = std::size_t{32} * 1024;

  const ExportFormat& format_;
  search::HitCursor cursor_;
  const ExportContext context_;
  bool begun_ = false;
  bool ended_ = false;
};

/// The request without what only exports know, which is noted.
Result<Request> without_own(const Request& request, const ExportFormat& format, bool& mark) {
  if (const auto error = find_page_parameter(request, &format == &jsonl_format())) return *error;
  Request out = request;
  out.params.clear();
  const bool is_csv = &format == &csv_format();
  for (const auto& [name, value] : request.params) {
    if (name != "bom" || !is_csv) {
      out.params.emplace_back(name, value);
      continue;
    }
    if (value != "1" && value != "0" && !value.empty())
      return Error{"bad_parameter",
                   "\"" + std::string(cut_utf8(value, 80)) + "\" is no value of it", name, 0,
                   "use 1 or 0"};
    mark = value == "1";
  }
  return out;
}

/// Matches in reports, and snippets, are found only for whoever wants to see them.
bool wants_snippets(const std::vector<std::string>& fields) {
  return std::any_of(fields.begin(), fields.end(), [](const auto& field) {
    return field == "snippet" || field == "pages" || field == "more_pages";
  });
}

}  // namespace

Response export_search(const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                       const Request& request, const std::string& extension,
                       const std::string& public_url) {
  const ExportFormat* format = format_named(extension);
  if (format == nullptr) {
    return problem(404, {"format_unknown",
                         "there is no format \"" + std::string(cut_utf8(extension, 80)) + "\"", "",
                         0, "the formats are csv, jsonl, bib, ris and atom"});
  }
  bool mark = false;
  const auto of_search = without_own(request, *format, mark);
  if (!of_search) return problem(status_of(of_search.error()), of_search.error());
  auto parameters = parse_search(*of_search);
  if (!parameters) return problem(status_of(parameters.error()), parameters.error());
  parameters->search.snippets = wants_snippets(parameters->fields);
  search::HitCursor cursor(snapshot, std::move(parameters->search));
  Response out;
  out.content_type = format->content_type;
  if (format != &atom_format())
    out.headers.emplace_back(
        "Content-Disposition",
        "attachment; filename=\"veille-" + snapshot->manifest().id + "." + extension + "\"");
  out.headers.emplace_back("Vary", "Accept-Language");
  ExportSettings settings{public_url, web::address(request.path, request.params),
                          std::move(parameters->fields), mark};
  out.stream = std::make_unique<ExportStream>(*format, std::move(cursor), std::move(settings));
  return out;
}

}  // namespace veille::api
