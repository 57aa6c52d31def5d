#include "indexer/fetch/store.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "veille/sha256.h"
#include "veille/whole_json.h"

namespace veille::fetch {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Entry, url, validator, last_modified, fetched_at, bytes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Partial, url, validator, bytes)

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uintmax_t kMaxEntryBytes = 64 * 1024;

template <class Value>
std::optional<Value> read_json(const fs::path& file) {
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  if (failure || size > kMaxEntryBytes) return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  try {
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return parse_whole_json(text).get<Value>();
  } catch (const json::exception&) {  // cut short, or none of ours
    return std::nullopt;
  }
}

void flush(const fs::path& file) {
  const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = fd >= 0 && fsync(fd) == 0;
  const std::string why = std::strerror(errno);
  if (fd >= 0) close(fd);
  if (!done) throw std::runtime_error("cannot flush " + file.string() + ": " + why);
}

void write_json(const fs::path& file, const json& value) {
  const fs::path next = file.string() + ".next";
  std::ofstream out(next, std::ios::binary | std::ios::trunc);
  out << value.dump(-1, ' ', false, json::error_handler_t::replace);
  out.close();
  if (!out) throw std::runtime_error("cannot write " + next.string());
  flush(next);
  fs::rename(next, file);
}

}  // namespace

fs::path Store::file(const std::string& url, const std::string& ending) const {
  return folder_ / (sha256_hex(url) + ending);
}

std::string Store::body_name(const std::string& url) { return sha256_hex(url) + ".body"; }

std::optional<Entry> Store::find(const std::string& url) const {
  auto entry = read_json<Entry>(file(url, ".json"));
  std::error_code failure;
  const bool whole = entry && entry->url == url &&
                     fs::file_size(file(url, ".body"), failure) == entry->bytes && !failure;
  return whole ? entry : std::nullopt;
}

std::optional<Partial> Store::partial(const std::string& url) const {
  auto partial = read_json<Partial>(file(url, ".part.json"));
  std::error_code failure;
  const auto bytes = fs::file_size(part_file(url), failure);
  if (!partial || failure || partial->validator.empty()) return std::nullopt;
  partial->bytes = bytes;
  return partial;
}

fs::path Store::part_file(const std::string& url) const { return file(url, ".part"); }

void Store::begin_part(const std::string& url, const Partial& partial) const {
  write_json(file(url, ".part.json"), partial);
}

void Store::drop_part(const std::string& url) const {
  std::error_code ignored;
  fs::remove(file(url, ".part.json"), ignored);
  fs::remove(part_file(url), ignored);
}

void Store::keep(const Entry& entry) const {
  flush(part_file(entry.url));
  // Without its entry no body is taken for whole, whatever happens in between.
  fs::remove(file(entry.url, ".json"));
  fs::rename(part_file(entry.url), file(entry.url, ".body"));
  write_json(file(entry.url, ".json"), entry);
  std::error_code ignored;
  fs::remove(file(entry.url, ".part.json"), ignored);
}

void Store::touch(const Entry& entry) const { write_json(file(entry.url, ".json"), entry); }

void Store::forget(const std::string& url) const {
  drop_part(url);
  std::error_code ignored;
  fs::remove(file(url, ".json"), ignored);
  fs::remove(file(url, ".body"), ignored);
}

}  // namespace veille::fetch
