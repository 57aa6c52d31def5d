#include "indexer/enrich/report.h"

#include <algorithm>

#include "veille/analysis.h"
#include "veille/locale.h"

namespace veille::enrich {
namespace {

std::string title_from_name(const std::string& path) {
  std::string name = path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
  name.resize(std::min(name.rfind('.'), name.size()));
  std::replace(name.begin(), name.end(), '-', ' ');
  std::replace(name.begin(), name.end(), '_', ' ');
  return nfc(name);
}

}  // namespace

bool is_sane_title(const std::string& title) {
  const std::string key = vocabulary_key(title);
  if (key.size() < 4 || title.size() > 300 || words(title).empty()) return false;
  for (const char* beginning : {"microsoft ", "untitled", "sans titre", "unbenannt", "senza titolo",
                                "document1", "presentation powerpoint", "powerpoint", "slide 1"}) {
    if (key.starts_with(beginning)) return false;
  }
  for (const char* ending : {".doc", ".docx", ".odt", ".indd", ".pdf", ".ppt", ".pptx", ".odp",
                             ".ai", ".qxd", ".xls", ".xlsx"}) {
    if (key.ends_with(ending)) return false;
  }
  return true;
}

bool is_sane_author(const std::string& name) {
  constexpr std::size_t kMaxAuthorBytes = 200;
  const std::string key = vocabulary_key(name);
  if (key.size() < 2 || name.size() > kMaxAuthorBytes || words(name).empty()) return false;
  static constexpr const char* kNobody[] = {
      "admin",  "administrateur", "administrator", "amministratore", "anonymous", "auteur",
      "author", "autor",          "autore",        "benutzer",       "microsoft", "nobody",
      "owner",  "propriétaire",   "python-docx",   "root",           "standard",  "unknown",
      "user",   "utente",         "utilisateur"};
  for (const char* nobody : kNobody) {
    if (key == vocabulary_key(nobody)) return false;
  }
  for (const char* beginning : {"microsoft office", "utilisateur ", "windows ", "microsoft word"}) {
    if (key.starts_with(beginning)) return false;
  }
  return true;
}

Publication make_report(const std::string& source, const std::string& path, const std::string& url,
                        read::Extracted text) {
  Publication p;
  p.kind = Kind::report;
  p.source = source;
  p.path = nfc(path);
  p.id = publication_id(source, p.path);
  p.url = url;
  p.title = is_sane_title(text.title) ? text.title : title_from_name(p.path);
  p.language = primary_language(text.language);
  // What a document states of itself is often its program's default: it yields to detection like a
  // site's default.
  p.language_provenance = Provenance::source;
  p.authors = std::move(text.authors);
  std::erase_if(p.authors, [](const std::string& name) { return !is_sane_author(name); });
  p.sections = std::move(text.sections);
  return p;
}

}  // namespace veille::enrich
