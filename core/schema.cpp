#include "veille/schema.h"

#include <algorithm>

#include "veille/analysis.h"
#include "veille/sha256.h"

namespace veille {
namespace {

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

bool is_exact_form(const std::string& term) {
  return !term.empty() && (term[0] < 'A' || term[0] > 'Z');
}

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

}  // namespace veille
