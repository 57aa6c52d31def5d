#include "searchd/web/pages/error_page.h"

namespace veille::web {

std::string error_page(const PageContext& context, const Error& error, bool missing) {
  Frame frame;
  frame.title = context.texts().get(missing ? "not_found_title" : "error_title");
  frame.path = "/";
  data values;
  values["heading"] = data(frame.title);
  values["where"] = text(error.where);
  values["what"] = data(error.what);
  values["mend"] = text(error.mend);
  return page(context, frame, "error", std::move(values));
}

}  // namespace veille::web
