#include "indexer/read/yaml_document.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <sstream>

#include "indexer/read/plain_text.h"

namespace veille::read {
namespace {

/// Leaves yaml-cpp's parser from inside an event; caught in parse_yaml_document only.
struct YamlRefusal {
  Error error;
};

/// Builds one Value from the events of one document.
class YamlBuilder : public YAML::EventHandler {
 public:
  YamlBuilder(int first_line, const DocumentLimits& limits)
      : first_line_(first_line), limits_(limits) {}

  void OnDocumentStart(const YAML::Mark&) override { ++documents_; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(checked(mark, "", anchor, Value::Type::null));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse(mark, "an alias (*)"); }
  void OnAnchor(const YAML::Mark& mark, const std::string&) override {
    refuse(mark, "an anchor (&)");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    if (text.size() > limits_.scalar_bytes) refuse(mark, "a value that is too long");
    Value value = checked(mark, tag, anchor, Value::Type::scalar);
    value.scalar = text;
    value.quoted = tag == "!";
    add(std::move(value));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, checked(mark, tag, anchor, Value::Type::list));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, checked(mark, tag, anchor, Value::Type::map));
  }
  void OnMapEnd() override { close(); }

  int documents() const { return documents_; }
  ParsedDocument take() { return {std::move(root_), std::move(problems_)}; }

 private:
  /// A list or map whose end is yet to come; for a map, the key that waits for its value.
  struct Open {
    Value value;
    Value key;
    bool has_key = false;
  };

  int line(const YAML::Mark& mark) const { return first_line_ + mark.line; }

  [[noreturn]] void refuse(const YAML::Mark& mark, const std::string& what) const {
    refuse_line(line(mark), what);
  }

  [[noreturn]] static void refuse_line(int line, const std::string& what) {
    throw YamlRefusal{{"yaml_refused", what + " is not accepted here", "", line,
                       "write plain values, lists and maps"}};
  }

  Value checked(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                Value::Type type) {
    if (anchor != 0) refuse(mark, "an anchor (&)");
    if (!tag.empty() && tag != "?" && tag != "!") refuse(mark, "a tag (" + tag.substr(0, 40) + ")");
    if (++nodes_ > limits_.nodes) refuse(mark, "a block of so many values");
    Value value;
    value.type = type;
    value.line = line(mark);
    return value;
  }

  void open(const YAML::Mark& mark, Value value) {
    if (open_.size() >= limits_.levels) refuse(mark, "a list or map nested so deeply");
    open_.push_back({std::move(value), {}, false});
  }

  void close() {
    Value value = std::move(open_.back().value);
    open_.pop_back();
    add(std::move(value));
  }

  void add(Value value) {
    if (open_.empty()) {
      if (documents_ == 1) root_ = std::move(value);
    } else if (open_.back().value.type == Value::Type::list) {
      open_.back().value.list.push_back(std::move(value));
    } else {
      add_to_map(open_.back(), std::move(value));
    }
  }

  void add_to_map(Open& map, Value value) {
    if (!map.has_key) {
      if (value.type != Value::Type::scalar) refuse_line(value.line, "a key that is not a word");
      map.key = std::move(value);
      map.has_key = true;
      return;
    }
    map.has_key = false;
    // Where nothing stands yaml-cpp names the next line that has something.
    if (value.type == Value::Type::null) value.line = map.key.line;
    if (map.value.find(map.key.scalar) != nullptr) {
      problems_.push_back(duplicate_key(map.key.scalar, map.key.line));
      return;
    }
    if (map.value.map.size() >= limits_.keys) refuse_line(map.key.line, "a map of so many keys");
    map.value.map.push_back({std::move(map.key.scalar), std::move(value)});
  }

  const int first_line_;
  const DocumentLimits limits_;
  Value root_;
  std::vector<Open> open_;
  std::vector<Error> problems_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

Error invalid(const std::string& what, int line) {
  return {"yaml_invalid", "this is not YAML: " + what, "", line, "put the value in quotes"};
}

Result<ParsedDocument> parse_configuration(std::string_view bytes) {
  constexpr std::size_t kMaxBytes = 256 * 1024;
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (bytes.substr(0, kMark.size()) == kMark) bytes.remove_prefix(kMark.size());
  if (bytes.size() > kMaxBytes)
    return Error{"yaml_invalid", "the file is larger than 256 KiB", "", 0, ""};
  auto document = parse_yaml_document(yaml_text(bytes), 1, kConfigurationLimits);
  if (document) return document;
  Error error = document.error();
  error.code = "yaml_invalid";
  return error;
}

}  // namespace

std::string yaml_text(std::string_view bytes) {
  const std::string lines = valid_utf8(with_line_feeds(bytes));
  std::string text;
  text.reserve(lines.size());
  for (const char c : lines) {
    // yaml-cpp takes NULs near its beginning for those of UTF-16 and UTF-32.
    if (c == '\0')
      text += "\uFFFD";
    else
      text += c;
  }
  return text;
}

Result<ParsedDocument> parse_yaml_document(const std::string& text, int first_line,
                                           const DocumentLimits& limits) {
  YamlBuilder builder(first_line, limits);
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    while (builder.documents() < 2 && parser.HandleNextDocument(builder)) {
    }
    if (builder.documents() > 1) return invalid("it holds a second document", first_line);
  } catch (const YamlRefusal& refusal) {
    return refusal.error;
  } catch (const YAML::Exception& error) {
    const int line = error.mark.is_null() ? 0 : error.mark.line;
    return invalid(error.msg, first_line + line);
  }
  return builder.take();
}

Result<Value> parse_yaml(std::string_view bytes) {
  auto document = parse_configuration(bytes);
  if (!document) return document.error();
  return std::move(document->root);
}

Result<Value> parse_own_yaml(std::string_view bytes) {
  auto document = parse_configuration(bytes);
  if (!document) return document.error();
  if (document->problems.empty()) return std::move(document->root);
  Error error = document->problems.front();
  error.code = "yaml_invalid";
  return error;
}

}  // namespace veille::read
