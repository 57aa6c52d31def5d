#include "indexer/site/commit.h"

#include <algorithm>
#include <fstream>

#include "veille/sha256.h"

namespace veille::site {
namespace {

namespace fs = std::filesystem;

/// Empty where no file is, or none that may be read: a snapshot is as good without its commit.
std::string first_line(const fs::path& file) {
  std::error_code failure;
  if (!fs::is_regular_file(file, failure)) return {};
  std::ifstream in(file);
  std::string bytes(4096, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes.substr(0, bytes.find('\n'));
}

bool is_commit(const std::string& text) { return is_hex(text, 40); }

/// The folder's own .git or that of a folder above it; a work tree's .git is a file that names the
/// folder.
fs::path git_folder(fs::path folder) {
  std::error_code failure;
  folder = fs::weakly_canonical(folder, failure);
  for (; !folder.empty(); folder = folder.parent_path()) {
    const fs::path git = folder / ".git";
    if (fs::is_directory(git, failure)) return git;
    const std::string line = fs::is_regular_file(git, failure) ? first_line(git) : "";
    if (line.starts_with("gitdir: ")) return folder / line.substr(8);
    if (folder == folder.root_path()) break;
  }
  return {};
}

std::string packed(const fs::path& git, const std::string& name) {
  std::error_code failure;
  if (!fs::is_regular_file(git / "packed-refs", failure)) return {};
  std::ifstream in(git / "packed-refs");
  for (std::string line; std::getline(in, line);) {
    if (line.size() > 41 && line.substr(41) == name) return line.substr(0, 40);
  }
  return {};
}

}  // namespace

std::string checked_out_commit(const fs::path& folder) {
  const fs::path git = git_folder(folder);
  if (git.empty()) return {};
  std::string head = first_line(git / "HEAD");
  if (head.starts_with("ref: ")) {
    const std::string name = head.substr(5);
    head = first_line(git / name);
    if (!is_commit(head)) head = packed(git, name);
  }
  return is_commit(head) ? head : "";
}

}  // namespace veille::site
