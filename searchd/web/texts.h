// What the page and the answers say, in each UI language: one file a language,
// texts/<language>.json.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <utility>

namespace veille::web {

class Texts {
 public:
  /// The texts of a UI language; those of the default language when there are none of `language`.
  static const Texts& of(const std::string& language);

  /// The text for `key`. Every key is in every language: a test holds the files against each other.
  const std::string& get(const std::string& key) const;
  /// The text with `{name}` replaced by values, as they are; names without a value stay.
  std::string format(const std::string& key,
                     std::initializer_list<std::pair<const char*, std::string>> values) const;
  /// The text for `key` + "_one" or "_many", with {n} as a number in the language.
  std::string count(const std::string& key, long long n) const;

  const std::map<std::string, std::string>& all() const { return texts_; }
  const std::string& language() const { return language_; }

 private:
  explicit Texts(std::string language);

  std::string language_;
  std::map<std::string, std::string> texts_;
};

}  // namespace veille::web
