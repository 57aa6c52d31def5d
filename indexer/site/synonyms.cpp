#include "indexer/site/synonyms.h"

#include <algorithm>

#include "indexer/site/config_file.h"
#include "indexer/site/config_source.h"
#include "indexer/site/look.h"
#include "veille/analysis.h"
#include "veille/locale.h"

namespace veille::site {
namespace {

namespace fs = std::filesystem;
using read::Value;

class SynonymsReader {
 public:
  explicit SynonymsReader(const fs::path& file) : file_(file) {}

  Result<std::vector<SynonymRule>> read() {
    const auto values = read_own_config_file(file_);
    if (!values) return values.error();
    if (values->type != Value::Type::map && values->type != Value::Type::null)
      return bad(*values, "the file is no map",
                 "begin it with \"all:\" or a language, and a list below it");
    for (const auto& [key, list] : values->map) {
      const std::string language = key == "all" ? "" : primary_language(key);
      if (key != "all" && language.empty())
        return bad(list, "\"" + key + "\" is no language", "use all, or a tag such as fr");
      if (list.type != Value::Type::list)
        return bad(list, "\"" + key + "\" has no list", "write a list of groups of words below it");
      for (const auto& entry : list.list) {
        if (const auto added = add(language, entry); !added) return added.error();
      }
    }
    return std::move(rules_);
  }

 private:
  Error bad(const Value& value, const std::string& what, const std::string& mend) const {
    return config_error(file_, value.line, "config_bad_value", what, mend);
  }

  /// A group, of which each finds the others; or {words, finds}.
  Result<bool> add(const std::string& language, const Value& entry) {
    if (entry.type == Value::Type::list) {
      const auto group = entry.texts();
      if (group.size() < 2)
        return bad(entry, "a group of synonyms has one word", "write two or more: [a, b]");
      for (const auto& one : group) {
        auto others = group;
        std::erase(others, one);
        if (const auto added = add_rule(language, entry, one, others); !added) return added;
      }
      return true;
    }
    const Value* words = entry.find("words");
    const Value* finds = entry.find("finds");
    if (words == nullptr || finds == nullptr || entry.map.size() != 2 || words->texts().empty())
      return bad(entry, "this is no entry of synonyms",
                 "write [a, b], or {words: [a], finds: [b]}");
    for (const auto& one : words->texts()) {
      if (const auto added = add_rule(language, entry, one, finds->texts()); !added) return added;
    }
    return true;
  }

  Result<bool> add_rule(const std::string& language, const Value& entry, const std::string& word,
                        std::vector<std::string> finds) {
    if (finds.empty() || finds.size() > kMaxAlternatives)
      return bad(entry, "\"" + word + "\" has " + std::to_string(finds.size()) + " alternatives",
                 "give it 1 to " + std::to_string(kMaxAlternatives));
    std::vector<std::string> all = finds;
    all.push_back(word);
    for (const auto& text : all) {
      const auto count = words(text).size();
      if (count == 0 || count > kMaxSynonymWords)
        return bad(entry, "\"" + text + "\" has " + std::to_string(count) + " words",
                   "give each 1 to " + std::to_string(kMaxSynonymWords));
    }
    rules_.push_back({language, word, std::move(finds)});
    return true;
  }

  const fs::path& file_;
  std::vector<SynonymRule> rules_;
};

}  // namespace

Result<std::vector<SynonymRule>> read_synonyms_file(const fs::path& file) {
  if (!is_there(file)) return std::vector<SynonymRule>();
  return SynonymsReader(file).read();
}

}  // namespace veille::site
