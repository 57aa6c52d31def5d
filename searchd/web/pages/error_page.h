// A page that says what is wrong with an address.
#pragma once

#include <string>

#include "searchd/web/pages/frame.h"
#include "veille/result.h"

namespace veille::web {

/// `missing`  nothing is at the address; else it asks for something that it cannot.
std::string error_page(const PageContext& context, const Error& error, bool missing);

}  // namespace veille::web
