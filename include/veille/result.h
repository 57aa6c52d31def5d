// What a function returns that can fail for a reason that its caller expects.
#pragma once

#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>
#include <utility>

namespace veille {

/// One expected failure, or one problem met in a file: what, where, how to mend it.
struct Error {
  std::string
      code;  ///< stable, snake_case, for machines: "bad_filter", "front_matter_unterminated"
  std::string what;   ///< one sentence for a person, without the place
  std::string where;  ///< a path, a parameter or an address; empty when it is obvious
  int line = 0;       ///< 1 is the first line of the file `where`; 0 when no line applies
  std::string mend;   ///< how to mend it; empty when nothing sensible can be said

  bool operator==(const Error&) const = default;
};

/// "where:line: what (mend)", the form in which programs print an error; parts that are empty are
/// left out. On one line that can be printed, whatever the parts hold.
std::string to_string(const Error& error);

/// Called by boost::system::result when a value is asked for that is not there: that is a bug of
/// ours.
[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location& /*location*/) {
  throw std::logic_error("value() of a failed result: " + to_string(error));
}

/// A value, or the reason why there is none. Pass failures on with `if (!x) return x.error();`.
template <class T>
struct [[nodiscard]] Result : boost::system::result<T, Error> {
  using Base = boost::system::result<T, Error>;
  Result(T value) : Base(boost::system::in_place_value, std::move(value)) {}
  Result(Error error) : Base(boost::system::in_place_error, std::move(error)) {}
};

}  // namespace veille
