// What a text's front matter says, completed by what its source gives by default.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/site/files.h"

namespace veille::site {

/// Front matter, and behind it what the source's defaults give by place: of several defaults the
/// one with the longest path wins, as in Jekyll. Lives no longer than what it is made of.
class Fields {
 public:
  Fields(const Source& source, const SourceFile& file, const read::Value& own);

  /// The value in the front matter itself; null when it has none.
  const read::Value* declared(std::string_view key) const;
  /// The value that the source gives by default; null when it gives none.
  const read::Value* defaulted(std::string_view key) const;
  /// The one or the other.
  const read::Value* find(std::string_view key) const;
  /// The first of `keys` that has a scalar, in NFC; "" when none has.
  std::string text(std::initializer_list<const char*> keys) const;

 private:
  const read::Value& own_;
  const bool any_case_;  // only Jekyll minds the case of keys
  std::vector<const PathDefault*> rules_;
};

/// The names in a value: scalars, or maps with a `name`; nested lists flattened, NFC, white space
/// collapsed, no empty ones. None when `value` is null.
std::vector<std::string> names(const read::Value* value);

/// `text` with runs of white space as one space, and none at its ends.
std::string collapsed(const std::string& text);

/// Whether `path` is `folder` or lies below it; every path lies below "".
bool lies_below(const std::string& path, const std::string& folder);

/// The part of a path behind its last slash.
std::string file_name(const std::string& path);
/// A file's name without what begins with its last full stop.
std::string without_extension(const std::string& name);

}  // namespace veille::site
