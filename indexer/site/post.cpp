#include "indexer/site/post.h"

#include <algorithm>

#include "indexer/read/html.h"
#include "indexer/read/markdown.h"
#include "indexer/read/templates.h"
#include "indexer/site/date.h"
#include "indexer/site/fields.h"
#include "indexer/site/post_address.h"
#include "veille/analysis.h"
#include "veille/locale.h"

namespace veille::site {
namespace {

using read::FrontMatter;
using read::Value;

/// Tags of all the source's keys, each spelling of one key once. A lone string holds several,
/// parted by commas, or by spaces as Jekyll reads `tags: a b`.
std::vector<std::string> tags(const Source& source, const Fields& fields) {
  std::vector<std::string> out;
  std::vector<std::string> seen;
  for (const auto& key : source.tag_keys) {
    const Value* value = fields.find(key);
    if (value == nullptr) continue;
    std::vector<std::string> found = names(value);
    if (value->type == Value::Type::scalar) {
      const bool commas = value->scalar.find(',') != std::string::npos;
      const bool by_space = source.generator == Generator::jekyll && !commas;
      std::string text = collapsed(nfc(value->scalar));
      found.clear();
      for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(by_space ? ' ' : ',', begin), text.size());
        found.push_back(collapsed(text.substr(begin, end - begin)));
        begin = end + 1;
      }
    }
    for (auto& tag : found) {
      const std::string tag_key = vocabulary_key(tag);
      if (tag_key.empty() || std::find(seen.begin(), seen.end(), tag_key) != seen.end()) continue;
      seen.push_back(tag_key);
      out.push_back(std::move(tag));
    }
  }
  return out;
}

/// The countries that the front matter declares, by code or name; what is neither is reported.
std::vector<Country> declared_countries(const Fields& fields, const std::string& path,
                                        std::vector<Error>& problems) {
  std::vector<Country> out;
  for (const char* key : {"country", "countries"}) {
    for (const std::string& name : names(fields.find(key))) {
      const std::string code = country_code(name);
      const bool known =
          std::any_of(out.begin(), out.end(), [&](const Country& c) { return c.code == code; });
      if (code.empty()) {
        problems.push_back({"country_unknown", "\"" + name.substr(0, 60) + "\" is no country", path,
                            fields.find(key)->line, "write a code of ISO 3166-1 such as CA"});
      } else if (!known) {
        out.push_back({code, Provenance::declared, ""});
      }
    }
  }
  return out;
}

struct Language {
  std::string code;
  Provenance provenance = Provenance::declared;
};

Language language_of(const Source& source, const std::string& path, const Fields& fields) {
  for (const char* key : {"lang", "language", "locale"}) {
    const Value* own = fields.declared(key);
    if (own != nullptr && !primary_language(own->scalar).empty())
      return {primary_language(own->scalar), Provenance::declared};
  }
  for (const char* key : {"lang", "language", "locale"}) {
    const Value* value = fields.defaulted(key);
    if (value != nullptr && !primary_language(value->scalar).empty())
      return {primary_language(value->scalar), Provenance::source};
  }
  std::string best_prefix;
  std::string best = source.language;
  for (const auto& [prefix, language] : source.language_by_path) {
    if (!lies_below(path, prefix) || prefix.size() < best_prefix.size()) continue;
    best_prefix = prefix;
    best = language;
  }
  return {best, Provenance::source};
}

/// The date of the front matter, else of the file's name; what cannot be read is reported.
std::string date_of(const Fields& fields, const std::string& name, const std::string& path,
                    std::vector<Error>& problems) {
  const Value* value = fields.find("date");
  if (value != nullptr && !value->scalar.empty()) {
    if (auto date = parse_date(value->scalar)) return *date;
    problems.push_back(
        {"date_unreadable",
         "\"" + collapsed(value->scalar.substr(0, 60)) + "\" is no date that can be read", path,
         value->line, "write YYYY-MM-DD"});
  }
  const auto dated = split_dated_name(name);
  return dated ? dated->date : "";
}

read::Extracted text_of(const SourceFile& file, const FrontMatter& front) {
  const std::string& path = file.path;
  const bool html = path.ends_with(".html") || path.ends_with(".htm");
  return html ? read::read_html(read::without_templates(front.body), front.body_line)
              : read::read_markdown(front.body, front.body_line);
}

bool is_held_back(const Fields& fields) {
  return fields.text({"published"}) == "false" || fields.text({"draft"}) == "true";
}

/// The title of the front matter, else of the text, else of the file's name.
std::string title_of(const Fields& fields, const read::Extracted& text, const SourceFile& file,
                     std::vector<Error>& problems) {
  std::string title = collapsed(fields.text({"title"}));
  if (title.empty()) title = collapsed(text.title);
  if (!title.empty()) return title;
  problems.push_back({"title_missing", "the text has no title; its file's name stands for it",
                      file.path, 1, "add \"title: …\" to its front matter"});
  const std::string name = file_name(file.path);
  const auto dated = split_dated_name(name);
  title = without_extension(dated ? dated->rest : name);
  std::replace(title.begin(), title.end(), '-', ' ');
  std::replace(title.begin(), title.end(), '_', ' ');
  return nfc(title);
}

std::string image_of(const Fields& fields) {
  const Value* value = fields.find("image");
  if (value == nullptr) return {};
  return value->type == Value::Type::map ? value->text("path") : value->scalar;
}

std::string translation_key_of(const Source& source, const Fields& fields) {
  for (const auto& key : source.translation_keys) {
    const Value* value = fields.declared(key);
    if (value != nullptr && !value->scalar.empty()) return nfc(value->scalar);
  }
  return {};
}

void take_problems(std::vector<Error>& from, const std::string& path, std::vector<Error>& to) {
  for (auto& problem : from) {
    if (problem.where.empty()) problem.where = path;
    to.push_back(std::move(problem));
  }
}

void fill(const Source& source, const SourceFile& file, const Fields& fields, read::Extracted& text,
          Post& post) {
  Publication& p = post.publication;
  p.path = nfc(file.path);
  p.source = source.id;
  p.id = publication_id(source.id, p.path);
  const auto language = language_of(source, content_path(source, p.path), fields);
  p.language = language.code;
  p.language_provenance = language.provenance;
  if (p.language_provenance == Provenance::source && !primary_language(text.language).empty()) {
    p.language = primary_language(text.language);
    p.language_provenance = Provenance::declared;
  }
  p.title = title_of(fields, text, file, post.problems);
  p.description =
      collapsed(fields.text({"description", "summary", "deck", "excerpt", "subtitle", "lead"}));
  p.authors = names(fields.find("authors"));
  if (p.authors.empty()) p.authors = names(fields.find("author"));
  p.tags = tags(source, fields);
  p.image = image_of(fields);
  p.countries = declared_countries(fields, file.path, post.problems);
  p.translation_key = translation_key_of(source, fields);
  p.url = post_address(source, file, fields, p);
  const bool dated_page =
      file.collection == nullptr && source.generator == Generator::markdown && !p.date.empty();
  p.kind = file.collection != nullptr ? file.collection->kind
           : dated_page               ? Kind::post
                                      : Kind::page;
  p.sections = std::move(text.sections);
  post.links = std::move(text.links);
}

}  // namespace

PostReading read_post(const Source& source, const SourceFile& file, const std::string& bytes,
                      const std::string& today) {
  FrontMatter front = read::split_front_matter(bytes);
  if (!front.present && source.generator == Generator::jekyll) return {};
  Post post;
  take_problems(front.problems, file.path, post.problems);
  const Fields fields(source, file, front.values);
  const std::string date = date_of(fields, file_name(file.path), file.path, post.problems);
  if (is_held_back(fields)) return {};
  if (!source.future && date > today) return {std::nullopt, date};
  post.publication.date = date;
  read::Extracted text = text_of(file, front);
  take_problems(text.problems, file.path, post.problems);
  fill(source, file, fields, text, post);
  return {std::move(post), ""};
}

}  // namespace veille::site
