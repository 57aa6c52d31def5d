#include "indexer/last_words.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <exception>

#include "veille/utf8.h"

namespace veille {
namespace {

std::string& place_to_name() {
  static std::string place;
  return place;
}

/// The error that is on its way; where none is caught yet, what the system said last.
std::string cause(int error) {
  if (const auto current = std::current_exception()) {
    try {
      std::rethrow_exception(current);
    } catch (const std::exception& what) {
      return what.what();
    } catch (...) {
      return "an error of a library";
    }
  }
  return error == 0 ? "an error of a library" : std::strerror(error);
}

[[noreturn]] void say_and_end() {
  const int error = errno;
  const std::string line = "veille-indexer: ended while it worked on " + place_to_name() + ": " +
                           printable(cause(error)) + "; what was published last stays\n";
  // Who waits for the line has nothing else to go by, so half of it is better than none.
  static_cast<void>(!::write(STDERR_FILENO, line.data(), line.size()));
  _exit(1);
}

}  // namespace

void set_last_words(const std::string& place) {
  place_to_name() = printable(place);
  std::set_terminate(say_and_end);
}

}  // namespace veille
