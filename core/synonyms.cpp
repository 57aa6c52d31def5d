#include "veille/synonyms.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace veille {

using nlohmann::json;

std::string synonyms_json(const std::vector<SynonymRule>& rules) {
  json out = json::array();
  for (const auto& rule : rules)
    out.push_back({{"language", rule.language}, {"words", rule.words}, {"finds", rule.finds}});
  return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::vector<SynonymRule> read_synonyms(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return {};
  try {
    std::vector<SynonymRule> out;
    for (const auto& rule : json::parse(in)) {
      out.push_back({rule.at("language").get<std::string>(), rule.at("words").get<std::string>(),
                     rule.at("finds").get<std::vector<std::string>>()});
    }
    return out;
  } catch (const json::exception&) {
    throw std::runtime_error("damaged: " + file.string());
  }
}

}  // namespace veille
