// Files that a crash or a full disk leaves whole.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace veille::write {

/// What to throw where the system has just refused, by errno: "cannot open FILE: No space left".
std::runtime_error disk_error(const std::string& what, const std::filesystem::path& path);

/// The bytes of a file; none where nothing is.
/// Throws: std::runtime_error, when what is there is no file or cannot be read.
std::string read_file(const std::filesystem::path& file);

/// Writes a file anew. Throws: std::runtime_error.
void write_file(const std::filesystem::path& file, const std::string& bytes);

/// Writes `bytes` to `file` so that readers see the old file or the new one, also after a power
/// cut. Throws: std::runtime_error.
void replace_file(const std::filesystem::path& file, const std::string& bytes);

/// Flushes a file, or the entries of a folder, to disk. Throws: std::runtime_error.
void sync_to_disk(const std::filesystem::path& path);

/// Copies a file's bytes, sharing them where the file system can.
/// Throws: std::runtime_error.
void copy_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// Every regular file below `folder`, relative to it, sorted. Throws: std::runtime_error.
std::vector<std::string> files_below(const std::filesystem::path& folder);

}  // namespace veille::write
