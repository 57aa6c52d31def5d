#include "searchd/standard_input.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <istream>
#include <ostream>
#include <string>

#include "searchd/api/handle.h"
#include "searchd/api/problem.h"

namespace veille {
namespace {

api::Response answer(const api::Service& service, const std::string& target) {
  try {
    api::Head head;
    head.target = target;
    return api::handle(service, head);
  } catch (const std::exception& error) {
    spdlog::error("{}: {}", target, error.what());
    return api::internal_problem();
  }
}

}  // namespace

void answer_lines(const api::Service& service, std::istream& in, std::ostream& out) {
  for (std::string target; std::getline(in, target) && out;) {
    if (target.empty()) continue;
    api::Response response = answer(service, target);
    while (response.stream != nullptr) {
      const std::string piece = response.stream->next();
      if (piece.empty()) response.stream.reset();
      response.body += piece;
    }
    out << response.status << ' ' << response.body.size() << '\n' << response.body << std::flush;
  }
}

}  // namespace veille
