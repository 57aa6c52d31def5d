#include "indexer/read/json_document.h"

#include <iterator>
#include <nlohmann/json.hpp>
#include <vector>

#include "indexer/read/plain_text.h"

namespace veille::read {
namespace {

using nlohmann::json;

/// Reads bytes for nlohmann's parser, which does not tell lines, and counts them.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, int* line) : at_(at), line_(line) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    if (*at_ == '\n') ++*line_;
    ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  int* line_;
};

/// Builds one Value from the parser's events; what is open when it stops is closed as it is.
class JsonBuilder : public nlohmann::json_sax<json> {
 public:
  JsonBuilder(const int& line, const DocumentLimits& limits) : line_(line), limits_(limits) {}

  bool null() override { return add({}); }
  bool boolean(bool value) override { return add_scalar(value ? "true" : "false", false); }
  bool number_integer(std::int64_t value) override {
    return add_scalar(std::to_string(value), false);
  }
  bool number_unsigned(std::uint64_t value) override {
    return add_scalar(std::to_string(value), false);
  }
  bool number_float(double, const std::string& text) override { return add_scalar(text, false); }
  bool string(std::string& value) override { return add_scalar(value, true); }
  bool binary(json::binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Value::Type::map); }
  bool key(std::string& value) override {
    open_.back().key = value;
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Value::Type::list); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const json::exception&) override {
    problems_.push_back({"json_invalid", "this is not JSON", "", line_, "check quotes and commas"});
    return false;
  }

  ParsedDocument take() {
    // What was not closed is not complete, but for the object around all.
    if (!open_.empty()) root_ = std::move(open_.front().value);
    return {std::move(root_), std::move(problems_)};
  }

 private:
  struct Open {
    Value value;
    std::string key;
  };

  bool refuse(const std::string& what) {
    problems_.push_back({"json_refused", what + " is not accepted here", "", line_,
                         "write plain values, lists and objects"});
    return false;
  }

  bool add_scalar(std::string text, bool quoted) {
    if (text.size() > limits_.scalar_bytes) return refuse("a value that is too long");
    Value value;
    value.type = Value::Type::scalar;
    value.scalar = std::move(text);
    value.quoted = quoted;
    return add(std::move(value));
  }

  bool open(Value::Type type) {
    if (open_.size() >= limits_.levels) return refuse("a list or object nested so deeply");
    Value value;
    value.type = type;
    value.line = line_;
    open_.push_back({std::move(value), ""});
    return true;
  }

  bool close() {
    Value value = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(value));
  }

  bool add(Value value) {
    if (++nodes_ > limits_.nodes) return refuse("a block of so many values");
    if (value.line == 0) value.line = line_;
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().value.type == Value::Type::list) {
      open_.back().value.list.push_back(std::move(value));
    } else if (open_.back().value.find(open_.back().key) != nullptr) {
      problems_.push_back(duplicate_key(open_.back().key, line_));
    } else {
      if (open_.back().value.map.size() >= limits_.keys) return refuse("an object of so many keys");
      open_.back().value.map.push_back({std::move(open_.back().key), std::move(value)});
    }
    return true;
  }

  const int& line_;
  const DocumentLimits limits_;
  Value root_;
  std::vector<Open> open_;
  std::vector<Error> problems_;
  std::size_t nodes_ = 0;
};

ParsedDocument parse(std::string_view text, int first_line, const DocumentLimits& limits) {
  int line = first_line;
  JsonBuilder builder(line, limits);
  json::sax_parse(CountingIterator(text.data(), &line),
                  CountingIterator(text.data() + text.size(), &line), &builder);
  return builder.take();
}

/// Adds the keys that stand with their value on a line of their own and are not there yet.
void add_lines(std::string_view text, int first_line, const DocumentLimits& limits, Value& root) {
  int number = first_line;
  for (std::size_t begin = 0; begin < text.size(); ++number) {
    const Line line = line_at(text, begin);
    begin = line.next;
    std::string_view words = trimmed(line.text);
    if (words.substr(0, 1) == "{") words = trimmed(words.substr(1));
    if (!words.empty() && words.back() == ',') words.remove_suffix(1);
    if (words.substr(0, 1) != "\"") continue;
    ParsedDocument alone = parse("{" + std::string(words) + "}", number, limits);
    if (!alone.problems.empty() || alone.root.map.size() != 1) continue;
    Entry& entry = alone.root.map.front();
    if (root.find(entry.key) == nullptr && root.map.size() < limits.keys)
      root.map.push_back(std::move(entry));
  }
}

}  // namespace

ParsedDocument parse_json_document(std::string_view text, int first_line,
                                   const DocumentLimits& limits) {
  ParsedDocument document = parse(text, first_line, limits);
  if (document.root.type != Value::Type::map) {
    document.root = {};
    document.root.type = Value::Type::map;
  }
  const bool broken = !document.problems.empty() && document.problems.back().code == "json_invalid";
  if (broken) add_lines(text, first_line, limits, document.root);
  return document;
}

std::size_t json_object_length(std::string_view bytes, std::size_t most_bytes) {
  const std::string_view text = bytes.substr(0, most_bytes);
  const std::size_t first = text.find_first_not_of(" \t\r\n", 1);
  if (text.substr(0, 1) != "{" || first == text.npos || (text[first] != '"' && text[first] != '}'))
    return 0;
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') ++i;
    if (c == '"') in_string = !in_string;
    if (in_string) continue;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return i + 1;
  }
  for (std::size_t begin = 0; begin < text.size();) {
    const Line line = line_at(text, begin);
    if (line.text == "}") return begin + 1;
    begin = line.next;
  }
  return 0;
}

}  // namespace veille::read
