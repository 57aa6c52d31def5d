// From a request's head to its response: what all routes have in common.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "searchd/api/request.h"
#include "searchd/api/routes.h"
#include "searchd/search/open_snapshot.h"

namespace veille::api {

/// The response to a request: a route's, with an entity tag, compressed as the client likes it, and
/// with leave for scripts of other sites to read it; 304 where the client has it already; 204 with
/// what is allowed for OPTIONS.
///
/// The tag of what comes out of a snapshot is made of all that the answer depends on (snapshot,
/// path, parameters, language, program, encoding), so that a client's copy is told to be right
/// without searching again.
///
/// Throws: std::runtime_error, when the machine fails.
Response handle(const Service& service, const Head& head);

/// What the server knows of itself.
struct ServerState {
  bool stopping = false;
  std::function<std::string()> metrics;
};

/// The response to what is asked of the server itself and must be answered however busy it is:
/// /healthz (it runs), /readyz (it takes requests; 503 while it stops), /metrics. Nothing for all
/// else.
std::optional<Response> handle_at_once(const Head& head, const ServerState& state);

/// What identifies the program that runs here, with its settings. Throws: std::runtime_error,
/// when its file cannot be read.
std::string program_id(const std::filesystem::path& program, const search::ServingOptions& options,
                       const web::Site& site);

}  // namespace veille::api
