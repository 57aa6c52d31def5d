#include "indexer/site/look.h"

#include <stdexcept>
#include <string>
#include <system_error>

namespace veille::site {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const std::error_code& failure) {
  throw std::runtime_error("cannot look at " + path.string() + ": " + failure.message() +
                           " (check the disk, and the permissions of the folders on the way)");
}

fs::file_type type_of(const fs::path& path) {
  std::error_code failure;
  const auto type = fs::status(path, failure).type();
  // A link that leads in a circle leads nowhere.
  if (type == fs::file_type::none && failure != std::errc::too_many_symbolic_link_levels)
    fail(path, failure);
  return type;
}

}  // namespace

bool is_there(const fs::path& path) { return type_of(path) != fs::file_type::not_found; }

bool is_file(const fs::path& path) { return type_of(path) == fs::file_type::regular; }

bool is_folder(const fs::path& path) { return type_of(path) == fs::file_type::directory; }

void visit_below(const fs::path& folder, int most_depth,
                 const std::function<Step(const fs::directory_entry&)>& visit) {
  if (!is_folder(folder)) return;
  std::error_code failure;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         failure);
  for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
    const Step step = visit(*entry);
    if (step == Step::stop) return;
    if (step == Step::leave_out || entry.depth() >= most_depth) entry.disable_recursion_pending();
  }
  if (failure) fail(folder, failure);
}

}  // namespace veille::site
