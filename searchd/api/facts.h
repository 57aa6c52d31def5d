// What is counted and logged of a search.
#pragma once

#include "searchd/api/request.h"
#include "searchd/search/answer.h"
#include "searchd/search/request.h"

namespace veille::api {

inline void add_facts(Response& response, const search::SearchRequest& request,
                      const search::Answer& answer) {
  response.facts.text = request.text;
  response.facts.language = request.reader_language;
  response.facts.works = answer.works;
  response.facts.read_ahead = request.typing;
  response.facts.phases = answer.phases;
}

}  // namespace veille::api
