#include <string>

#include "searchd/api/export/format.h"
#include "veille/utf8.h"

namespace veille::api {

/// Braces become commands, since BibTeX counts them even behind a backslash.
std::string latex(std::string_view text) {
  std::string out;
  for (const char c : on_one_line(text)) {
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '{':
        out += "\\textbraceleft{}";
        break;
      case '}':
        out += "\\textbraceright{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '%':
      case '&':
      case '#':
      case '$':
      case '_':
        out += '\\';
        [[fallthrough]];
      default:
        out += c;
    }
  }
  return out;
}

std::string verbatim_address(std::string_view url) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte != 0x7F && c != '{' && c != '}' && c != '\\') {
      out += c;
      continue;
    }
    out += '%';
    out += kDigits[byte / 16];
    out += kDigits[byte % 16];
  }
  return out;
}

namespace {

/// Whether BibTeX would take it apart, or for something else than a name.
bool is_misread(const std::string& written) {
  const std::string name = lower_case(written);
  return name.find(',') != std::string::npos || name == "others" ||
         (" " + name + " ").find(" and ") != std::string::npos;
}

/// Names are joined by "and"; one that has it, or a comma, is no person's and kept together.
std::string names(const std::vector<std::string>& authors) {
  std::vector<std::string> out;
  for (const auto& author : authors) {
    const std::string name = latex(author);
    out.push_back(is_misread(name) ? "{" + name + "}" : name);
  }
  return joined(out, " and ");
}

void add_field(std::string& out, const char* name, const std::string& value) {
  if (!value.empty()) out.append("  ").append(name).append(" = {").append(value).append("},\n");
}

std::string bibtex_entry(const ExportContext&, const search::Hit& hit) {
  const Publication& p = hit.publication;
  std::vector<std::string> tags;
  for (const auto& tag : p.tags) {
    tags.push_back(latex(tag));
    for (char& c : tags.back()) c = c == ',' ? ' ' : c;
  }
  std::string out = p.kind == Kind::report ? "@report{" : "@online{";
  out += "veille-" + p.id + ",\n";
  add_field(out, "title", "{" + latex(p.title) + "}");
  add_field(out, "author", names(p.authors));
  add_field(out, "organization", latex(hit.source_title));
  add_field(out, "date", p.date);
  add_field(out, "year", p.date.substr(0, 4));
  add_field(out, "language", latex(p.language));
  add_field(out, "keywords", joined(tags, ", "));
  add_field(out, "url", verbatim_address(p.url));
  return out + "}\n\n";
}

}  // namespace

const ExportFormat& bibtex_format() {
  static constexpr ExportFormat kFormat = {"bib", "application/x-bibtex; charset=utf-8", no_head,
                                           bibtex_entry, no_tail};
  return kFormat;
}

}  // namespace veille::api
