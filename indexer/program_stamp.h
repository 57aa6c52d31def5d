// Which program this is: what another one has read is read anew.
#pragma once

#include <string>

namespace veille {

/// Differs between versions, and between builds of one version.
std::string program_stamp();

}  // namespace veille
