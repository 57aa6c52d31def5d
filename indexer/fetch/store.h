// What was fetched, in a folder of the cache. veille-fetch writes it, the indexer reads it.
//
//   NAME.json  what is known of an address: written last, so that what it names is whole
//   NAME.body  the bytes
//   NAME.part  the beginning of a body whose transfer was cut short; NAME.part.json says of which
//
// NAME is the SHA-256 of the address in hex digits.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace veille::fetch {

struct Entry {
  std::string url;            ///< as linked
  std::string validator;      ///< its ETag, else empty
  std::string last_modified;  ///< as the server wrote it, else empty
  std::string fetched_at;     ///< UTC, YYYY-MM-DDThh:mm:ssZ
  std::uint64_t bytes = 0;
};

/// The beginning of a body.
struct Partial {
  std::string url;        ///< from which it came, after redirects
  std::string validator;  ///< a strong ETag or a date: only the same body may be continued
  std::uint64_t bytes = 0;
};

class Store {
 public:
  explicit Store(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path& folder() const { return folder_; }
  /// The file name of an address's body, "NAME.body".
  static std::string body_name(const std::string& url);

  /// What is held of `url`; nothing when there is no whole body.
  std::optional<Entry> find(const std::string& url) const;
  std::optional<Partial> partial(const std::string& url) const;

  std::filesystem::path part_file(const std::string& url) const;
  /// Remembers what a part is the beginning of.
  void begin_part(const std::string& url, const Partial& partial) const;
  void drop_part(const std::string& url) const;
  /// Makes the part the body. Throws: std::runtime_error.
  void keep(const Entry& entry) const;
  /// The body is still what the server has. Throws: std::runtime_error.
  void touch(const Entry& entry) const;
  void forget(const std::string& url) const;

 private:
  std::filesystem::path file(const std::string& url, const std::string& ending) const;

  std::filesystem::path folder_;
};

}  // namespace veille::fetch
