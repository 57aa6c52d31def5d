#include "searchd/api/export.h"

#include <algorithm>
#include <utility>

#include "searchd/api/export/format.h"
#include "searchd/api/own_parameters.h"
#include "searchd/api/parameters.h"
#include "searchd/api/problem.h"
#include "searchd/search/hit_cursor.h"
#include "searchd/web/address.h"
#include "veille/utf8.h"

namespace veille::api {
namespace {

constexpr std::size_t kMaxExported = 1'000'000'000;

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
      for (const auto& hit : hits) {
        if (written_++ > 0) out += format_.between;
        out += format_.entry(context_, hit);
      }
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
  std::size_t written_ = 0;
  bool begun_ = false;
  bool ended_ = false;
};

/// What an export is asked for besides its search.
struct Own {
  bool mark = false;
  std::size_t limit = kMaxExported;
};

Result<SearchParameters> parse_export(const Request& request, const ExportFormat& format,
                                      Own& own) {
  if (const auto error = find_page_parameter(request, &format == &jsonl_format())) return *error;
  std::vector<std::string> names = {"limit"};
  if (&format == &csv_format()) names.emplace_back("bom");
  auto given = take_own_parameters(request, names);
  if (!given) return given.error();
  if (auto error = set_limit(*given, "limit", kMaxExported, own.limit)) return *error;
  std::size_t mark = 0;
  if (auto error = set_word(*given, "bom", {"0", "1"}, mark)) return *error;
  own.mark = mark == 1;
  return std::move(given->search);
}

/// Matches in reports, and snippets, are found only for whoever wants to see them.
bool wants_snippets(const std::vector<std::string>& fields) {
  return std::any_of(fields.begin(), fields.end(), [](const auto& field) {
    return field == "snippet" || field == "pages" || field == "more_pages";
  });
}

Response unknown_format(const std::string& extension, const std::string& known) {
  return problem(
      404, {"format_unknown", "there is no format \"" + std::string(cut_utf8(extension, 80)) + "\"",
            "", 0, "the formats are " + known});
}

/// A file that is saved rather than shown.
void add_file_name(Response& response, const std::string& name) {
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
}

std::string reference(const ExportFormat& format, const search::OpenSnapshot& snapshot,
                      const search::Hit& hit, const web::Site& site) {
  const search::SearchRequest none;
  const ExportContext context{snapshot, none, {site, {}, {}, false}};
  return format.head(context) + format.entry(context, hit) + format.tail();
}

}  // namespace

Response export_search(const std::shared_ptr<const search::OpenSnapshot>& snapshot,
                       const Request& request, const std::string& extension,
                       const web::Site& site) {
  const ExportFormat* format = format_named(extension);
  if (format == nullptr)
    return unknown_format(extension, "csv, jsonl, bib, ris, atom and jsonfeed");
  Own own;
  auto parameters = parse_export(request, *format, own);
  if (!parameters) return problem(status_of(parameters.error()), parameters.error());
  parameters->search.snippets = wants_snippets(parameters->fields);
  search::HitCursor cursor(snapshot, std::move(parameters->search), own.limit);
  Response out;
  out.content_type = format->content_type;
  if (format->is_saved) add_file_name(out, "veille-" + snapshot->manifest().id + "." + extension);
  ExportSettings settings{site, web::address(request.path, request.params),
                          std::move(parameters->fields), own.mark};
  out.stream = std::make_unique<ExportStream>(*format, std::move(cursor), std::move(settings));
  return out;
}

Response export_publication(const search::OpenSnapshot& snapshot, const search::Hit& hit,
                            const std::string& extension, const web::Site& site) {
  const ExportFormat* format = format_named(extension);
  if (format != &bibtex_format() && format != &ris_format())
    return unknown_format(extension, "bib and ris");
  Response out;
  out.content_type = format->content_type;
  add_file_name(out, "veille-" + hit.publication.id + "." + extension);
  out.body = reference(*format, snapshot, hit, site);
  return out;
}

std::string bibtex_of(const search::OpenSnapshot& snapshot, const search::Hit& hit,
                      const web::Site& site) {
  return reference(bibtex_format(), snapshot, hit, site);
}

}  // namespace veille::api
