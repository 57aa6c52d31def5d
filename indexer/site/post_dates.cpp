#include "indexer/site/post_dates.h"

#include <initializer_list>

#include "indexer/site/date.h"

namespace veille::site {
namespace {

using read::Value;

class PostDatesReader {
 public:
  PostDatesReader(const Source& source, const SourceFile& file, const Fields& fields,
                  std::vector<Error>& problems)
      : source_(source), file_(file), fields_(fields), problems_(problems) {}

  PostDates read() {
    PostDates out;
    for (const std::string& key : source_.date_keys) {
      out.date = key == kFileNameDate ? from_name() : from_key(key);
      if (!out.date.empty()) break;
    }
    // Jekyll knows no other date than the text's own.
    const bool has_more = source_.generator != Generator::jekyll;
    if (has_more) out.appears_on = first_of({"publishDate", "pubdate", "published_at"});
    if (out.appears_on.empty()) out.appears_on = out.date;
    if (has_more) out.expires_on = first_of({"expiryDate", "unpublishdate"});
    return out;
  }

 private:
  std::string first_of(std::initializer_list<const char*> keys) {
    for (const char* key : keys) {
      std::string date = from_key(key);
      if (!date.empty()) return date;
    }
    return {};
  }

  std::string from_key(const std::string& key) {
    const Value* value = fields_.find(key);
    if (value == nullptr || value->scalar.empty() || is_computed(value->scalar)) return {};
    if (auto date = parse_date(value->scalar)) return *date;
    report("\"" + collapsed(value->scalar.substr(0, 60)) + "\" is no date that can be read",
           value->line);
    return {};
  }

  /// Words for which Eleventy puts a date that the text does not say.
  static bool is_computed(const std::string& text) {
    return text == "Last Modified" || text == "Created" || text.starts_with("git ");
  }

  /// The date in the file's name, or of a bundle's (`2019-01-02-name/index.md`) in its folder's.
  std::string from_name() {
    std::string name = file_name(file_.path);
    if (source_.generator == Generator::hugo && name.starts_with("index."))
      name = file_name(file_.path.substr(0, file_.path.size() - name.size() - 1)) + "-";
    if (const auto dated = split_dated_name(name)) return dated->date;
    if (looks_dated(name)) report("the date in the file's name is none", 0);
    return {};
  }

  void report(std::string what, int line) {
    // A key may be asked for twice: as the date and as the day on which the text appears.
    if (!problems_.empty() && problems_.back().what == what && problems_.back().line == line)
      return;
    problems_.push_back({"date_unreadable", std::move(what), file_.path, line, "write YYYY-MM-DD"});
  }

  const Source& source_;
  const SourceFile& file_;
  const Fields& fields_;
  std::vector<Error>& problems_;
};

}  // namespace

PostDates post_dates(const Source& source, const SourceFile& file, const Fields& fields,
                     std::vector<Error>& problems) {
  return PostDatesReader(source, file, fields, problems).read();
}

}  // namespace veille::site
