// A published snapshot read back: its records, and the texts that they point at.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/write/text_source.h"
#include "veille/schema.h"
#include "veille/snapshot.h"

namespace veille::write {

/// Gives every record of the snapshot in `folder` to `take`, the members of a work side by side,
/// with the part that it lies in.
/// Errors: record_damaged. Throws: std::runtime_error, when the snapshot cannot be read.
Result<bool> for_each_record(const std::filesystem::path& folder, const Manifest& manifest,
                             const std::function<void(Record record, int part)>& take);

/// Where the texts of a snapshot's publications lie.
struct PlacedText {
  int part = 0;
  std::vector<SectionEntry> sections;
};
using PlacedTexts = std::unordered_map<std::string, PlacedText>;  // by publication id

/// Texts out of the snapshot in `folder`; both arguments must outlive what it makes.
TextSources texts_of_snapshot(const std::filesystem::path& folder, const PlacedTexts& places);

}  // namespace veille::write
