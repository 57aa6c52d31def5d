// The file `texts` of a part.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace veille::write {

/// Written in pieces, each at its own place. Threads that write different pieces may each open it.
class TextFile {
 public:
  /// Throws: std::runtime_error.
  explicit TextFile(std::filesystem::path file);
  ~TextFile();
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;

  std::uint64_t size() const;
  /// Throws: std::runtime_error, when the disk is full.
  void write(std::uint64_t offset, std::string_view bytes) const;

 private:
  std::filesystem::path file_;
  int fd_;
};

}  // namespace veille::write
