// The files that a program may open, held by the kernel: where bubblewrap works it shows a program
// nothing else anyway, and where it does not this is what hides the rest.
#pragma once

#include <string>
#include <vector>

namespace veille::process {

/// Absolute paths of files, and of folders with all that is in them. What is not there is left out.
struct FileRules {
  std::vector<std::string> readable;
  std::vector<std::string>
      writable;  ///< readable, too; files may be made, renamed and removed there
};

/// Lets this process open, for good, only what the rules name. Does nothing where the kernel has no
/// Landlock (before 5.13, or where it is switched off).
/// Source: landlock(7).
void apply_file_rules(const FileRules& rules);

/// Whether this process can open less than its user may.
bool has_file_rules();

/// Where programs find their libraries.
std::vector<std::string> library_folders();

}  // namespace veille::process
