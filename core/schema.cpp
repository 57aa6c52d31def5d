#include "veille/schema.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "veille/analysis.h"
#include "veille/sha256.h"

namespace veille {
namespace {

using nlohmann::json;

std::vector<std::string> keys(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const auto& name : names) out.push_back(vocabulary_key(name));
  return out;
}

std::vector<std::string> one(const std::string& value) {
  if (value.empty()) return {};
  return {value};
}

std::vector<std::string> raw_values(const Publication& publication, Facet facet) {
  std::vector<std::string> out;
  switch (facet) {
    case Facet::tag:
      return keys(publication.tags);
    case Facet::author:
      return keys(publication.authors);
    case Facet::country:
      for (const auto& country : publication.countries) out.push_back(country.code);
      return out;
    case Facet::language:
      return one(publication.language);
    case Facet::year:
      return one(publication.date.substr(0, std::min<std::size_t>(4, publication.date.size())));
    case Facet::source:
      return one(publication.source);
    case Facet::kind:
      return one(to_string(publication.kind));
  }
  return out;
}

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

SectionEntry section_entry(const json& row) {
  SectionEntry entry;
  entry.page = row.at(0).get<int>();
  entry.label = row.at(1).get<std::string>();
  entry.heading = row.at(2).get<std::string>();
  entry.offset = row.at(3).get<std::uint64_t>();
  entry.bytes = row.at(4).get<std::uint32_t>();
  entry.first_position = row.at(5).get<std::uint32_t>();
  return entry;
}

Publication publication_of(const json& in) {
  Publication p;
  p.id = in.at("id").get<std::string>();
  p.work = in.at("work").get<std::string>();
  p.source = in.at("source").get<std::string>();
  p.path = in.at("path").get<std::string>();
  p.url = in.at("url").get<std::string>();
  p.other_urls = in.at("other_urls").get<std::vector<std::string>>();
  p.kind = enum_value(in.at("kind").get<std::string>(), {Kind::post, Kind::report, Kind::page});
  p.language = in.at("language").get<std::string>();
  p.language_provenance = provenance_value(in.at("language_provenance").get<std::string>());
  p.title = in.at("title").get<std::string>();
  p.description = in.at("description").get<std::string>();
  p.date = in.at("date").get<std::string>();
  p.archived = in.at("archived").get<bool>();
  p.authors = in.at("authors").get<std::vector<std::string>>();
  p.tags = in.at("tags").get<std::vector<std::string>>();
  p.image = in.at("image").get<std::string>();
  p.translation_key = in.at("translation_key").get<std::string>();
  p.linked_from = in.at("linked_from").get<std::vector<std::string>>();
  for (const auto& row : in.at("countries")) {
    p.countries.push_back({row.at("code").get<std::string>(),
                           provenance_value(row.at("provenance").get<std::string>()),
                           row.at("sentence").get<std::string>()});
  }
  return p;
}

}  // namespace

const char* to_string(Facet facet) {
  switch (facet) {
    case Facet::tag:
      return "tag";
    case Facet::country:
      return "country";
    case Facet::language:
      return "language";
    case Facet::year:
      return "year";
    case Facet::source:
      return "source";
    case Facet::kind:
      return "kind";
    case Facet::author:
      return "author";
  }
  return "";
}

std::string stem_term(const std::string& language, const std::string& stem) {
  return "Z" + language + ":" + std::string(cut_utf8(stem, kMaxFormBytes));
}

std::string folded_key(const std::string& folded) {
  return "F" + std::string(cut_utf8(folded, kMaxFormBytes));
}

bool is_folded_key(const std::string& key) { return key.starts_with('F'); }

std::string id_term(const std::string& id) { return "Q" + id; }

std::string title_term(const std::string& exact) { return "XTITLE:" + exact; }

std::string facet_prefix(Facet facet) {
  std::string name = to_string(facet);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  return "X" + name + ":";
}

std::string facet_term(Facet facet, const std::string& value) {
  return facet_prefix(facet) + value;
}

std::string provenance_term(Provenance provenance, const std::string& country) {
  return std::string("XPROVENANCE:") + to_string(provenance) + ":" + country;
}

std::vector<std::string> facet_values(const Publication& publication, Facet facet) {
  auto values = raw_values(publication, facet);
  std::erase(values, "");
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::string pack_id(const std::string& hex) {
  const auto value = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(value(hex[i]) * 16 + value(hex[i + 1])));
  return bytes;
}

std::string unpack_id(const std::string& bytes) { return hex(bytes); }

std::string record_json(const Record& record) {
  const Publication& p = record.publication;
  const json out = {{"id", p.id},
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
                    {"linked_from", p.linked_from},
                    {"words", record.word_count},
                    {"sections", sections_json(record.sections)}};
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Record> parse_record(const std::string& text) {
  try {
    const json in = json::parse(text);
    Record record;
    record.publication = publication_of(in);
    record.word_count = in.at("words").get<std::uint32_t>();
    for (const auto& row : in.at("sections")) record.sections.push_back(section_entry(row));
    return record;
  } catch (const std::exception& failure) {  // nlohmann's errors, and a name that no enumerator has
    return Error{"record_damaged",
                 std::string("a publication record cannot be read: ") + failure.what(), "", 0,
                 "rebuild the index"};
  }
}

}  // namespace veille
