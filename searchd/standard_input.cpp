#include "searchd/standard_input.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <istream>
#include <ostream>
#include <string>

#include "searchd/api/problem.h"

namespace veille {
namespace {

api::Response answer(const api::Service& service, const std::string& target) {
  try {
    return api::handle(service, target, "");
  } catch (const std::exception& error) {
    spdlog::error("{}: {}", target, error.what());
    return api::internal_problem();
  }
}

}  // namespace

void answer_lines(const api::Service& service, std::istream& in, std::ostream& out) {
  for (std::string target; std::getline(in, target) && out;) {
    if (target.empty()) continue;
    const api::Response response = answer(service, target);
    out << response.status << ' ' << response.body.size() << '\n' << response.body << std::flush;
  }
}

}  // namespace veille
