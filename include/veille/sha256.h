// SHA-256, by OpenSSL.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace veille {

/// A hash that bytes are added to piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes);
  /// Adds a length and then the bytes, so that ("a", "bc") and ("ab", "c") differ.
  void add_field(std::string_view bytes);
  void add_number(std::uint64_t number);
  /// The 32 bytes. Ends the hash: nothing may be added after it.
  std::string digest();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// Bytes as hex digits, two for each.
std::string hex(std::string_view bytes);

/// Whether `text` is so many hex digits, lower-case.
bool is_hex(std::string_view text, std::size_t digits);

/// 32 bytes; and 64 hex digits.
std::string sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);
/// 64 hex digits. Throws: std::runtime_error, when the file cannot be read.
std::string sha256_file_hex(const std::filesystem::path& file);

}  // namespace veille
