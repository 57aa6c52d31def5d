// Publication records as JSON: written by the indexer, read ten times for each answer of searchd.

#include <rapidjson/document.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "veille/publication_json.h"
#include "veille/schema.h"

namespace veille {

using nlohmann::json;

namespace {

template <class Enum>
Enum enum_value(const std::string& name, std::initializer_list<Enum> all) {
  for (const Enum value : all) {
    if (name == to_string(value)) return value;
  }
  throw std::invalid_argument("unknown name: " + name);
}

Provenance provenance_value(const std::string& name) {
  return enum_value(name, {Provenance::declared, Provenance::source, Provenance::title,
                           Provenance::text, Provenance::link});
}

json countries_json(const std::vector<Country>& countries) {
  json out = json::array();
  for (const auto& country : countries) {
    out.push_back({{"code", country.code},
                   {"provenance", to_string(country.provenance)},
                   {"sentence", country.sentence}});
  }
  return out;
}

json sections_json(const std::vector<SectionEntry>& sections) {
  json out = json::array();
  for (const auto& entry : sections) {
    out.push_back(
        {entry.page, entry.label, entry.heading, entry.offset, entry.bytes, entry.first_position});
  }
  return out;
}

// Reading is RapidJSON's: a fifth of the time. What is not there throws.

using Value = rapidjson::Value;

const Value& member(const Value& object, const char* name) {
  if (!object.IsObject()) throw std::invalid_argument("no object");
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd()) throw std::invalid_argument(std::string("no ") + name);
  return found->value;
}

std::string text(const Value& value) {
  if (!value.IsString()) throw std::invalid_argument("no text");
  return {value.GetString(), value.GetStringLength()};
}

std::string text(const Value& object, const char* name) { return text(member(object, name)); }

const Value& list(const Value& value) {
  if (!value.IsArray()) throw std::invalid_argument("no list");
  return value;
}

std::vector<std::string> texts(const Value& object, const char* name) {
  std::vector<std::string> out;
  for (const auto& item : list(member(object, name)).GetArray()) out.push_back(text(item));
  return out;
}

std::uint32_t number(const Value& value) {
  if (!value.IsUint()) throw std::invalid_argument("no number");
  return value.GetUint();
}

SectionEntry section_entry(const Value& row) {
  if (list(row).Size() != 6 || !row[0].IsInt() || !row[3].IsUint64())
    throw std::invalid_argument("no section");
  return {row[0].GetInt(),    text(row[1]),   text(row[2]),
          row[3].GetUint64(), number(row[4]), number(row[5])};
}

Publication publication_of(const Value& in) {
  Publication p;
  p.id = text(in, "id");
  p.work = text(in, "work");
  p.source = text(in, "source");
  p.path = text(in, "path");
  p.url = text(in, "url");
  p.other_urls = texts(in, "other_urls");
  p.kind = enum_value(text(in, "kind"), {Kind::post, Kind::report, Kind::page});
  p.language = text(in, "language");
  p.language_provenance = provenance_value(text(in, "language_provenance"));
  p.title = text(in, "title");
  p.description = text(in, "description");
  p.date = text(in, "date");
  const Value& archived = member(in, "archived");
  if (!archived.IsBool()) throw std::invalid_argument("archived is no yes or no");
  p.archived = archived.GetBool();
  p.authors = texts(in, "authors");
  p.tags = texts(in, "tags");
  p.image = text(in, "image");
  p.translation_key = text(in, "translation_key");
  p.linked_from = texts(in, "linked_from");
  for (const auto& row : list(member(in, "countries")).GetArray())
    p.countries.push_back(
        {text(row, "code"), provenance_value(text(row, "provenance")), text(row, "sentence")});
  return p;
}

}  // namespace

json publication_json(const Publication& p) {
  return {{"id", p.id},
          {"work", p.work},
          {"source", p.source},
          {"path", p.path},
          {"url", p.url},
          {"other_urls", p.other_urls},
          {"kind", to_string(p.kind)},
          {"language", p.language},
          {"language_provenance", to_string(p.language_provenance)},
          {"title", p.title},
          {"description", p.description},
          {"date", p.date},
          {"archived", p.archived},
          {"authors", p.authors},
          {"tags", p.tags},
          {"image", p.image},
          {"countries", countries_json(p.countries)},
          {"translation_key", p.translation_key},
          {"linked_from", p.linked_from}};
}

std::string record_json(const Record& record) {
  json out = publication_json(record.publication);
  out["words"] = record.word_count;
  out["sections"] = sections_json(record.sections);
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Record> parse_record(const std::string& bytes) {
  try {
    rapidjson::Document in;
    // Iterative: nothing that lies in a file may exhaust the stack.
    in.Parse<rapidjson::kParseIterativeFlag>(bytes.data(), bytes.size());
    if (in.HasParseError()) throw std::invalid_argument("no JSON");
    Record record;
    record.publication = publication_of(in);
    record.word_count = number(member(in, "words"));
    for (const auto& row : list(member(in, "sections")).GetArray())
      record.sections.push_back(section_entry(row));
    return record;
  } catch (const std::invalid_argument& failure) {
    return Error{"record_damaged",
                 std::string("a publication record cannot be read: ") + failure.what(), "", 0,
                 "rebuild the index"};
  }
}

}  // namespace veille
