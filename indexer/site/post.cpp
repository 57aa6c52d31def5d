#include "indexer/site/post.h"

#include <algorithm>

#include "indexer/read/html.h"
#include "indexer/read/markdown.h"
#include "indexer/read/merge_conflict.h"
#include "indexer/read/templates.h"
#include "indexer/site/built.h"
#include "indexer/site/date.h"
#include "indexer/site/fields.h"
#include "indexer/site/hugo.h"
#include "indexer/site/link_parts.h"
#include "indexer/site/post_address.h"
#include "indexer/site/post_dates.h"
#include "indexer/site/post_tags.h"
#include "indexer/site/shown_text.h"
#include "veille/analysis.h"
#include "veille/locale.h"

namespace veille::site {
namespace {

using read::FrontMatter;
using read::Value;

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

/// The language of the folder or file name in which a text lies, else the source's own.
std::string language_of_place(const Source& source, const std::string& path) {
  if (source.generator == Generator::hugo) {
    const std::string language = hugo_place(source, path).language;
    return language.empty() ? source.language : language;
  }
  const std::string below = content_path(source, path);
  std::string best_prefix;
  std::string best;
  for (const auto& [prefix, language] : source.language_by_path) {
    if (!lies_below(below, prefix) || prefix.size() < best_prefix.size()) continue;
    best_prefix = prefix;
    best = language;
  }
  if (!best.empty()) return best;
  // A folder "en" holds English texts, in all likelihood: detection may overrule it.
  static constexpr std::string_view kFolders = " en fr de it es pt nl ";
  const std::string first = below.substr(0, below.find('/'));
  const bool named = first.size() == 2 && first.size() < below.size() &&
                     kFolders.find(" " + first + " ") != std::string_view::npos;
  return named ? first : source.language;
}

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
  return {language_of_place(source, path), Provenance::source};
}

/// The text of the body; what a failed merge left there is reported.
read::Extracted text_of(const SourceFile& file, const FrontMatter& front,
                        std::vector<Error>& problems) {
  const std::string& path = file.path;
  const bool html = path.ends_with(".html") || path.ends_with(".htm");
  const std::string body = read::without_conflict_marks(front.body, front.body_line, problems);
  return html ? read::read_html(read::without_templates(body), front.body_line)
              : read::read_markdown(body, front.body_line);
}

/// Whether the site makes no page of the text.
bool is_held_back(const Source& source, const Fields& fields) {
  if (fields.text({"published"}) == "false") return true;
  if (!source.drafts && fields.text({"draft"}) == "true") return true;
  if (source.generator == Generator::eleventy) return fields.text({"permalink"}) == "false";
  if (source.generator != Generator::hugo) return false;
  for (const char* key : {"_build", "build"}) {
    const Value* build = fields.find(key);
    const std::string render = build == nullptr ? "" : build->text("render");
    if (render == "never" || render == "false" || render == "link") return true;
  }
  return fields.text({"headless"}) == "true";
}

/// A value of front matter as a page shows it: entities decoded, white space collapsed. What is not
/// an entity, markup too, stays as written.
std::string shown_words(const std::string& value) {
  if (value.find('&') == std::string::npos) return collapsed(value);
  std::string html;
  for (const char c : value) html += c == '<' ? "&lt;" : std::string(1, c);
  std::string words;
  for (const auto& section : read::read_html(html).sections) words += section.text + " ";
  return collapsed(words);
}

/// The title of the front matter, else of the text, else of the file's name.
std::string title_of(const Fields& fields, const read::Extracted& text, const SourceFile& file,
                     std::vector<Error>& problems) {
  std::string title = shown_words(fields.text({"title", "titre", "heroText"}));
  if (title.empty()) title = collapsed(text.title);
  // Addresses are made of it, as often as their patterns say.
  if (!title.empty()) return shortened(title, kMaxTitleBytes);
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
  const std::string image = value->type == Value::Type::map ? value->text("path") : value->scalar;
  return may_be_linked(image) ? plain_address(image) : std::string();
}

/// The key that translations share. In a Hugo site of several languages a text's path without its
/// language is one.
std::string translation_key_of(const Source& source, const std::string& path,
                               const Fields& fields) {
  for (const auto& key : source.translation_keys) {
    const Value* value = fields.declared(key);
    if (value != nullptr && !value->scalar.empty()) return nfc(value->scalar);
  }
  if (source.generator != Generator::hugo || source.languages.size() < 2) return {};
  return "/" + nfc(hugo_place(source, path).path);
}

std::vector<std::string> authors_of(const Source& source, const Fields& fields) {
  for (const auto& key : source.author_keys) {
    auto found = names(fields.find(key));
    if (!found.empty()) return found;
  }
  return {};
}

/// A post that only points elsewhere says where in its front matter.
void add_outside_link(const Fields& fields, std::vector<read::Link>& links) {
  for (const char* key : {"source_url", "external_url", "external-url", "link"}) {
    const Value* value = fields.declared(key);
    if (value == nullptr || value->scalar.find("://") == std::string::npos) continue;
    links.push_back({value->scalar, "", value->line});
    return;
  }
}

void take_problems(std::vector<Error>& from, const std::string& path, std::vector<Error>& to) {
  for (auto& problem : from) {
    if (problem.where.empty()) problem.where = path;
    to.push_back(std::move(problem));
  }
}

/// What the text is, where it lies, and in which language.
void place(const Source& source, const SourceFile& file, const Fields& fields,
           const read::Extracted& text, Publication& p) {
  p.path = nfc(file.path);
  p.source = source.id;
  p.id = publication_id(source.id, p.path);
  const auto language = language_of(source, p.path, fields);
  p.language = language.code;
  p.language_provenance = language.provenance;
  if (p.language_provenance == Provenance::source && !primary_language(text.language).empty()) {
    p.language = primary_language(text.language);
    p.language_provenance = Provenance::declared;
  }
  const std::string name = file_name(file.path);
  const bool list = source.generator == Generator::hugo && name.starts_with("_index.");
  const bool dated_page = source.generator != Generator::jekyll && !p.date.empty() && !list;
  p.kind = file.collection != nullptr ? file.collection->kind
           : dated_page               ? Kind::post
                                      : Kind::page;
  p.translation_key = translation_key_of(source, p.path, fields);
}

void fill(const Source& source, const SourceFile& file, const Fields& fields, read::Extracted& text,
          Post& post) {
  Publication& p = post.publication;
  place(source, file, fields, text, p);
  p.title = title_of(fields, text, file, post.problems);
  p.description = collapsed(fields.text(
      {"description", "summary", "deck", "excerpt", "searchexcerpt", "lede", "subtitle", "lead"}));
  p.authors = authors_of(source, fields);
  p.tags = post_tags(source, fields);
  p.image = image_of(fields);
  p.countries = declared_countries(fields, file.path, post.problems);
  p.url = post_address(source, file, fields, p);
  p.other_urls = other_addresses(source, fields, p);
  p.sections = std::move(text.sections);
  post.links = std::move(text.links);
  add_outside_link(fields, post.links);
}

}  // namespace

PostReading read_post(const Source& source, const SourceFile& file, const std::string& bytes,
                      const std::string& today) {
  if (source.generator == Generator::html) return read_built_page(source, file, bytes, today);
  FrontMatter front = read::split_front_matter(bytes);
  const bool html = file.path.ends_with(".html") || file.path.ends_with(".htm");
  const bool needs_front =
      source.generator == Generator::jekyll || (source.generator == Generator::hugo && html);
  if (!front.present && needs_front) return {std::nullopt, "", true};
  Post post;
  take_problems(front.problems, file.path, post.problems);
  const Fields fields(source, file, front.values);
  const PostDates dates = post_dates(source, file, fields, post.problems);
  if (is_held_back(source, fields)) return {};
  const bool expires_later = dates.expires_on > today;
  if (!source.future && dates.appears_on > today) return {std::nullopt, dates.appears_on, false};
  const bool expired = !dates.expires_on.empty() && !expires_later;
  if (expired && source.expired == Expired::leave_out) return {};
  post.publication.date = dates.date;
  post.publication.archived = expired;
  read::Extracted text = text_of(file, front, post.problems);
  take_problems(text.problems, file.path, post.problems);
  fill(source, file, fields, text, post);
  for (auto& problem : post.problems) {
    if (problem.where.empty()) problem.where = file.path;
  }
  return {std::move(post), expires_later ? dates.expires_on : "", false};
}

}  // namespace veille::site
