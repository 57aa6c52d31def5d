// The little of SQLite that the cache needs; its errors become exceptions.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace veille::cache {

/// The database's file is no database, or not the one that was written. What is in a cache can be
/// made again: whoever owns it removes the file.
struct DamagedCache : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Sqlite {
 public:
  /// Opens `file`, made where it is missing. A handle is for one thread at a time; several handles,
  /// also of several threads, may read and one may write.
  /// Throws: DamagedCache; std::runtime_error, when the file cannot be opened.
  explicit Sqlite(const std::filesystem::path& file);

  /// Runs statements without results. Throws: as above, and when the disk is full.
  void run(const char* statements);
  std::int64_t last_row() const;
  /// How many rows the last statement changed.
  int changes() const;

 private:
  friend class Statement;
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, Close> handle_;
  std::string name_;
};

/// A statement with its parameters, used again and again.
class Statement {
 public:
  Statement(Sqlite& database, const char* text);

  /// Parameters and columns count from 1 and 0, as SQLite has it.
  Statement& bind(int parameter, std::int64_t value);
  Statement& bind_text(int parameter, std::string_view value);
  Statement& bind_blob(int parameter, std::string_view value);

  /// The next row; false after the last, when the statement is ready to be bound anew.
  /// Throws: DamagedCache; std::runtime_error.
  bool step();
  /// For statements without rows.
  void run();

  std::int64_t number(int column) const;
  std::string bytes(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Sqlite& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace veille::cache
