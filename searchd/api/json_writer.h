// JSON written as it comes, without building a tree first: an answer has hundreds of values.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "veille/utf8.h"

namespace veille::api {

/// Begins and ends are the caller's to match. What is not UTF-8 becomes U+FFFD.
class JsonWriter {
 public:
  void begin_object() { writer_.StartObject(); }
  void end_object() { writer_.EndObject(); }
  void begin_array() { writer_.StartArray(); }
  void end_array() { writer_.EndArray(); }
  void key(std::string_view name) {
    writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  }

  void value(std::string_view text) {
    if (!is_utf8(text)) return value(std::string_view(nfc(text)));
    writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  }
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool yes) { writer_.Bool(yes); }
  void value(int number) { writer_.Int(number); }
  void value(std::uint32_t number) { writer_.Uint(number); }
  void value(std::uint64_t number) { writer_.Uint64(number); }
  void value(float number) { writer_.Double(static_cast<double>(number)); }
  void value(const std::vector<std::string>& list) {
    begin_array();
    for (const auto& text : list) value(text);
    end_array();
  }

  template <class Value>
  void member(std::string_view name, const Value& v) {
    key(name);
    value(v);
  }
  /// null where the text is empty.
  void value_or_null(const std::string& text) {
    if (text.empty())
      writer_.Null();
    else
      value(text);
  }
  void member_or_null(std::string_view name, const std::string& text) {
    key(name);
    value_or_null(text);
  }

  /// All that was written, and a line's end.
  std::string take() const { return std::string(buffer_.GetString(), buffer_.GetSize()) + "\n"; }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

/// The member "snapshot", which says what every answer is of.
inline void write_snapshot(JsonWriter& out, const std::string& id, const std::string& built_at) {
  out.key("snapshot");
  out.begin_object();
  out.member("id", id);
  out.member("built_at", built_at);
  out.end_object();
}

}  // namespace veille::api
