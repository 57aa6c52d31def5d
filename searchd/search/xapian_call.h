// Xapian's errors are no std::exceptions: here they become one.
#pragma once

#include <xapian.h>

#include <stdexcept>

namespace veille::search {

/// Runs `call` and returns what it returns.
/// Throws: std::runtime_error for every Xapian::Error.
template <class Call>
auto xapian_call(Call&& call) {
  try {
    return call();
  } catch (const Xapian::Error& error) {
    throw std::runtime_error("the index cannot be read: " + error.get_description());
  }
}

}  // namespace veille::search
