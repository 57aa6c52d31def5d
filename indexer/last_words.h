// What is said when a library ends the program.
#pragma once

#include <string>

namespace veille {

/// From now on std::terminate() says on standard error what it can of the cause, in a line with
/// `place`, and ends the process with 1. A build that ends so has published nothing, unless only
/// what lies around was left to do; the next one takes away what it left.
///
/// Xapian 1.4.22 writes in a destructor (Glass::ValueUpdater, backends/glass/glass_values.cc): when
/// the disk is full just then, its exception can reach nobody.
void set_last_words(const std::string& place);

}  // namespace veille
