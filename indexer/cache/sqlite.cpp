#include "indexer/cache/sqlite.h"

#include <sqlite3.h>

namespace veille::cache {
namespace {

[[noreturn]] void fail(sqlite3* handle, int code, const std::string& name) {
  const std::string what =
      name + ": " + (handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle));
  const int primary = code & 0xff;
  if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || primary == SQLITE_FORMAT)
    throw DamagedCache(what);
  throw std::runtime_error(what);
}

}  // namespace

void Sqlite::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Sqlite::Sqlite(const std::filesystem::path& file) : name_(file.string()) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(file.c_str(), &handle,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail(handle, code, name_);
  sqlite3_busy_timeout(handle, 10'000);
}

void Sqlite::run(const char* statements) {
  const int code = sqlite3_exec(handle_.get(), statements, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(handle_.get(), code, name_);
}

std::int64_t Sqlite::last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }

int Sqlite::changes() const { return sqlite3_changes(handle_.get()); }

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(Sqlite& database, const char* text) : database_(database) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database.handle_.get(), text, -1, &statement, nullptr);
  statement_.reset(statement);
  if (code != SQLITE_OK) fail(database.handle_.get(), code, database.name_);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), parameter, value);
  return *this;
}

Statement& Statement::bind_text(int parameter, std::string_view value) {
  sqlite3_bind_text64(statement_.get(), parameter, value.data(), value.size(), SQLITE_TRANSIENT,
                      SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view value) {
  sqlite3_bind_blob64(statement_.get(), parameter, value.data(), value.size(), SQLITE_TRANSIENT);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  sqlite3_reset(statement_.get());
  if (code != SQLITE_DONE) fail(database_.handle_.get(), code, database_.name_);
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string Statement::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return data == nullptr ? std::string() : std::string(data, static_cast<std::size_t>(size));
}

}  // namespace veille::cache
