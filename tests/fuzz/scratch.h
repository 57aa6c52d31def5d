// A folder in memory for what is read from files only.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "tests/temporary_folder.h"

namespace veille::fuzz {

class Scratch {
 public:
  /// One for the process; gone with it unless it crashes.
  static const Scratch& get() {
    static const Scratch kScratch;
    return kScratch;
  }

  const std::filesystem::path& folder() const { return folder_->path(); }
  void write(const std::string& name, const std::string& bytes) const {
    folder_->write(name, bytes);
  }

 private:
  Scratch() {
    setenv("TMPDIR", "/dev/shm", 0);
    folder_ = std::make_unique<TemporaryFolder>();
  }

  std::unique_ptr<TemporaryFolder> folder_;
};

}  // namespace veille::fuzz
