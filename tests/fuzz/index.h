// The index that fuzz targets search: a few publications in five languages, made by make_index.cpp.
#pragma once

#include <memory>

#include "searchd/api/service.h"
#include "searchd/search/open_snapshot.h"

namespace veille::fuzz {

/// Opened once. No time limit of its own: what takes too long is a finding.
const api::Service& service();

/// Its snapshot.
const std::shared_ptr<const search::OpenSnapshot>& snapshot();

}  // namespace veille::fuzz
