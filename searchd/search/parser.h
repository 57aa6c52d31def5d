// From tokens to nodes: the grammar of API.md.
#pragma once

#include <string>
#include <vector>

#include "searchd/search/query.h"
#include "searchd/search/tokens.h"

namespace veille::search {

/// What the tokens ask for side by side, in order. Notices of what was passed over or understood
/// otherwise are added to `query`.
std::vector<Node> parse_tokens(Query& query, Tokens tokens, const QueryLimits& limits);

/// Leaves each node once, the first of its kind, wherever it stands in the text: asked for once or
/// twice, a word means the same, but would weigh and cost twice.
void drop_repetitions(std::vector<Node>& nodes);

/// Adds a notice that the query does not have yet.
void add_notice(Query& query, Notice::Kind kind, std::string text = {});

}  // namespace veille::search
