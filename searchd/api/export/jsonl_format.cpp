#include <algorithm>

#include "searchd/api/export/format.h"
#include "searchd/api/hit_json.h"

namespace veille::api {
namespace {

/// Without what a reader of a page looks at.
std::vector<std::string> default_fields() {
  std::vector<std::string> out = hit_fields();
  std::erase_if(out, [](const auto& field) {
    return field == "snippet" || field == "pages" || field == "more_pages";
  });
  return out;
}

std::string jsonl_entry(const ExportContext& context, const search::Hit& hit) {
  static const auto kDefault = default_fields();
  JsonWriter out;
  HitStyle style{context.search.reader_language};
  style.pages = context.search.snippets;
  out.begin_object();
  write_hit(out, hit, context.settings.fields.empty() ? kDefault : context.settings.fields, style);
  out.end_object();
  return out.take();
}

}  // namespace

const ExportFormat& jsonl_format() {
  static constexpr ExportFormat kFormat = {"jsonl", "application/jsonl; charset=utf-8", no_head,
                                           jsonl_entry, no_tail};
  return kFormat;
}

}  // namespace veille::api
