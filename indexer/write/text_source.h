// Where the texts of publications come from while they are written.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "indexer/write/stored_publication.h"

namespace veille::write {

/// For one thread at a time.
class TextSource {
 public:
  virtual ~TextSource() = default;
  /// The sections of a publication, in their order. Throws: std::runtime_error.
  virtual std::vector<Section> sections(const StoredPublication& publication) = 0;
};

/// Makes one for each thread that asks. Threads may call it at once.
using TextSources = std::function<std::unique_ptr<TextSource>()>;

}  // namespace veille::write
