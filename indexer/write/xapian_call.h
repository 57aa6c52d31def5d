// Xapian's errors are no std::exceptions: here they become one, naming the path.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <stdexcept>

namespace veille::write {

/// Runs `call` and returns what it returns.
/// Throws: std::runtime_error for every Xapian::Error.
template <class Call>
auto xapian_call(const std::filesystem::path& path, Call&& call) {
  try {
    return call();
  } catch (const Xapian::Error& error) {
    throw std::runtime_error(path.string() + ": " + error.get_description());
  }
}

}  // namespace veille::write
