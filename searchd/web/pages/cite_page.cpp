#include "searchd/web/pages/cite_page.h"

namespace veille::web {

std::string cite_page(const PageContext& context, const Citation& citation,
                      const std::optional<Verified>& verified) {
  const Texts& texts = context.texts();
  Frame frame;
  frame.title = texts.get("cite_search");
  frame.path = "/cite";
  frame.parameters = parameters_but_language(citation.request);
  data values;
  values["query"] = data(citation.request.text);
  values["understood"] = text(citation.understood);
  values["total"] = data(texts.count("works", citation.receipt.works));
  values["citation"] = data(citation.text);
  values["bibtex"] = lines(citation.bibtex);
  values["verify"] = data(whole_address(context.site, "/cite" + citation.verify));
  values["ids_sha256"] = data(citation.receipt.ids_sha256);
  values["first_sha256"] = data(citation.receipt.first_sha256);
  values["snapshot"] = data(context.snapshot.manifest().id);
  values["search"] = data(search_address(citation.request));
  values["json"] = data(address("/api/v1/receipts", search_parameters(citation.request)));
  values["verdict"] = text(verified ? texts.get("verify_" + verified->result) : "");
  if (verified) {
    values["then"] = data(texts.count("works", verified->then.works));
    values["then_snapshot"] = text(verified->then_snapshot);
  }
  return page(context, frame, "cite", std::move(values));
}

}  // namespace veille::web
