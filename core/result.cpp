#include "veille/result.h"

#include "veille/utf8.h"

namespace veille {

std::string to_string(const Error& error) {
  std::string text = error.where;
  if (error.line > 0) text += ":" + std::to_string(error.line);
  if (!text.empty()) text += ": ";
  text += error.what;
  if (!error.mend.empty()) text += " (" + error.mend + ")";
  return printable(text);
}

}  // namespace veille
