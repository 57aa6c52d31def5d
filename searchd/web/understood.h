// What was searched, in plain words.
#pragma once

#include <string>

#include "searchd/search/answer.h"

namespace veille::web {

struct Understood {
  std::string understood;  ///< what was searched; empty for a search without words
  std::string notice;      ///< what was set aside; empty when nothing was
};

Understood understood(const search::Answer& answer, const std::string& language);

}  // namespace veille::web
