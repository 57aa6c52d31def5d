// Beast's messages: what may come in, and what goes out.
#pragma once

#include <boost/beast/http.hpp>
#include <string>
#include <string_view>

#include "searchd/api/request.h"

namespace veille::http {

using Parser = boost::beast::http::request_parser<boost::beast::http::empty_body>;
using Message = boost::beast::http::response<boost::beast::http::string_body>;
using HeadMessage = boost::beast::http::response<boost::beast::http::empty_body>;

/// The message for a response; for HEAD the same head without the body. Header values with control
/// characters, which could begin a header of their own, are left out.
Message make_message(api::Response response, unsigned version, bool keep_alive, bool head);

/// The head of a response whose body is a stream: in chunks, or for HTTP/1.0 up to the end of the
/// connection.
HeadMessage make_stream_head(const api::Response& response, unsigned version, bool keep_alive);

/// The values of all fields of a name, in order and with commas between: one list in several lines
/// is one list (RFC 9110, 5.3).
std::string all_values(const Parser& parser, std::string_view name);

/// What handlers look at of a request.
api::Head head_of(const Parser& parser);

/// Whether requests with this method have an answer of their own.
bool is_answered(boost::beast::http::verb method);

}  // namespace veille::http
