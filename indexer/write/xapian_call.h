// Xapian's errors are no std::exceptions: here they become one, naming the path.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <stdexcept>

#include "veille/whole_database.h"

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

/// A database that is read, with all its tables.
/// Throws: std::runtime_error; Xapian::Error.
inline Xapian::Database open_database(const std::filesystem::path& folder) {
  Xapian::Database database(folder.string());
  check_tables(database, folder);
  return database;
}

}  // namespace veille::write
