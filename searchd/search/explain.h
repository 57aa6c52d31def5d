// Why a document was found.
#pragma once

#include <string>
#include <vector>

#include "searchd/search/answer.h"
#include "searchd/search/marked_forms.h"
#include "searchd/search/match.h"
#include "veille/schema.h"

namespace veille::search {

const char* to_string(ExplainedForm::How how);

/// The forms of all leaves that the document has, in the order of the leaves, exact ones first,
/// then by form. Empty when it matches by its facets alone.
///
/// `marked`  the forms of these leaves.
std::vector<ExplainedForm> explain(const PartDatabases& databases, DocumentId id,
                                   const Record& record, const std::vector<Leaf>& leaves,
                                   const MarkedForms& marked);

}  // namespace veille::search
