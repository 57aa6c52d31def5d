#include "searchd/search/explain.h"

#include <xapian.h>

#include <algorithm>
#include <tuple>

#include "searchd/search/lists.h"
#include "searchd/search/sections.h"
#include "searchd/search/time_budget.h"
#include "veille/analysis.h"

namespace veille::search {
namespace {

using How = ExplainedForm::How;

How how_of(const Node& node, const Expansion& place, const std::string& form) {
  switch (node.type) {
    case Node::Type::prefix:
      return How::prefix;
    case Node::Type::phrase:
      return How::phrase;
    case Node::Type::near:
      return How::near;
    default:
      break;
  }
  if (contains(place.exact, form)) return How::exact;
  return contains(place.compounds, form) ? How::compound : How::stem;
}

/// The field at a position: a section's first words are its heading's.
std::string field_of(const Record& record, std::size_t section, std::uint32_t position) {
  switch (section) {
    case kTitleSection:
      return "title";
    case kDescriptionSection:
      return "description";
    case kKeywordSection:
      return "tags";
    default:
      break;
  }
  const SectionEntry& entry = record.sections[section];
  const bool heading = position < entry.first_position + words(entry.heading).size();
  return heading ? "heading" : "text";
}

class Explainer {
 public:
  Explainer(const PartDatabases& databases, DocumentId id, const Record& record)
      : at_(databases.place(id)), record_(record) {}

  void add(ExplainedForm form) {
    const auto end = at_.database.positionlist_end(at_.id, form.form);
    for (auto at = at_.database.positionlist_begin(at_.id, form.form); at != end; ++at) {
      const std::size_t section = section_of(record_, *at);
      const std::string field = field_of(record_, section, *at);
      ++form.count;
      if (!contains(form.fields, field)) form.fields.push_back(field);
      const int page = record_.sections[section].page;
      if (page > 0 && (form.pages.empty() || form.pages.back() != page)) form.pages.push_back(page);
    }
    if (form.count > 0) out_.push_back(std::move(form));
  }

  std::vector<ExplainedForm> take() { return std::move(out_); }

 private:
  const PartDatabases::Place at_;
  const Record& record_;
  std::vector<ExplainedForm> out_;
};

}  // namespace

const char* to_string(How how) {
  switch (how) {
    case How::exact:
      return "exact";
    case How::stem:
      return "stem";
    case How::compound:
      return "compound";
    case How::part:
      return "part";
    case How::prefix:
      return "prefix";
    case How::phrase:
      return "phrase";
    case How::near:
      return "near";
  }
  return "";
}

std::vector<ExplainedForm> explain(const PartDatabases& databases, DocumentId id,
                                   const Record& record, const std::vector<Leaf>& leaves,
                                   const MarkedForms& marked) {
  Explainer explainer(databases, id, record);
  const auto present = forms_of(databases.place(id), marked);
  for (const auto& leaf : leaves) {
    // A phrase that is not there, though its words may be.
    if (!leaf.documents.contains(id)) continue;
    check_time();
    std::vector<ExplainedForm> forms;
    for (std::size_t i = 0; i < leaf.places.size(); ++i) {
      const Expansion& place = leaf.places[i];
      ExplainedForm one;
      one.word = leaf.node->words[i];
      one.is_synonym = leaf.node->is_synonym;
      const auto add = [&](const std::string& form, How how) {
        if (!std::binary_search(present.begin(), present.end(), form)) return;
        one.form = form;
        one.how = how;
        forms.push_back(one);
      };
      for (const auto& form : place.forms) add(form, how_of(*leaf.node, place, form));
      for (const auto& part : place.parts) {
        for (const auto& form : part.forms) add(form, How::part);
      }
    }
    std::stable_sort(forms.begin(), forms.end(), [](const auto& a, const auto& b) {
      return std::tie(a.how, a.form) < std::tie(b.how, b.form);
    });
    for (auto& form : forms) explainer.add(std::move(form));
  }
  return explainer.take();
}

}  // namespace veille::search
