// What handlers know besides the request.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "searchd/api/answers.h"
#include "searchd/api/request.h"
#include "searchd/search/current_snapshot.h"
#include "searchd/web/site.h"

namespace veille::api {

/// Threads may share one.
struct Service {
  const search::CurrentSnapshot& snapshot;
  web::Site site;
  std::vector<std::string> allowed_origins;  ///< sites whose scripts may read answers; "*" is all
  /// Differs where the program, or how it is set to rank and to look, does: the same question to
  /// the same snapshot may then have another answer.
  std::string program;
  std::shared_ptr<Answers> answers = std::make_shared<Answers>(kAnswersBytes);
  std::chrono::milliseconds query_time{2'000};  ///< that a request may be worked on
};

}  // namespace veille::api
