#include "indexer/program_stamp.h"

#include <sys/stat.h>

#include "indexer/site/file_stamp.h"

namespace veille {

std::string program_stamp() {
  struct stat status {};
  std::string out = VEILLE_VERSION;
  if (stat("/proc/self/exe", &status) != 0) return out;
  const site::FileStamp stamp = site::stamp_of(status);
  return out + " " + std::to_string(stamp.bytes) + " " + std::to_string(stamp.modified_ns);
}

}  // namespace veille
