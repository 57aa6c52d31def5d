// A hit as JSON, field by field.
#pragma once

#include <string>
#include <vector>

#include "searchd/api/json_writer.h"
#include "searchd/search/answer.h"

namespace veille::api {

/// The fields that a result can have, in the order in which they are written.
const std::vector<std::string>& hit_fields();

/// How a hit is written.
struct HitStyle {
  std::string language;    ///< the reader's
  bool sentences = false;  ///< countries have the sentences that name them
  bool pages = true;       ///< reports have their matching pages
};

/// Writes these fields of a hit as members of the object that was begun. Names that are none of
/// hit_fields() are passed over.
void write_hit(JsonWriter& out, const search::Hit& hit, const std::vector<std::string>& fields,
               const HitStyle& style);

/// "explain" of a hit.
void write_explained(JsonWriter& out, const search::Hit& hit);

/// "related" of a publication.
void write_near(JsonWriter& out, const search::Hit& hit, const HitStyle& style);

}  // namespace veille::api
