#include "indexer/read/convert_program/bookmarks.h"

#include <exception>
#include <map>
#include <optional>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFLogger.hh>
#include <qpdf/QPDFNameTreeObjectHelper.hh>
#include <set>

namespace veille::convert {
namespace {

constexpr int kMaxEntries = 10'000;
constexpr std::size_t kMaxTitleBytes = 1024;

/// Walks an outline with a stack and a bound of its own. QPDFOutlineDocumentHelper reads all of it,
/// by recursion, before it shows the first entry.
class OutlineReader {
 public:
  OutlineReader(QPDF& pdf, int page_limit) : root_(pdf.getRoot()) {
    int number = 0;
    for (const QPDFObjectHandle& page : pdf.getAllPages()) {
      if (++number > page_limit) break;
      pages_.emplace(page.getObjGen(), number);
    }
    QPDFObjectHandle names = member(member(root_, "/Names"), "/Dests");
    if (names.isDictionary()) names_.emplace(names, pdf, false);
  }

  void read(std::vector<Bookmark>& found) {
    std::vector<QPDFObjectHandle> waiting = {member(member(root_, "/Outlines"), "/First")};
    std::set<QPDFObjGen> seen;
    while (!waiting.empty()) {
      QPDFObjectHandle entry = waiting.back();
      waiting.pop_back();
      if (!entry.isDictionary() || !seen.insert(entry.getObjGen()).second) continue;
      if (seen.size() > kMaxEntries) return;
      add(entry, found);
      waiting.push_back(member(entry, "/Next"));
      waiting.push_back(member(entry, "/First"));
    }
  }

 private:
  static QPDFObjectHandle member(QPDFObjectHandle object, const char* key) {
    return object.isDictionary() ? object.getKey(key) : QPDFObjectHandle::newNull();
  }

  void add(QPDFObjectHandle entry, std::vector<Bookmark>& found) {
    QPDFObjectHandle title = member(entry, "/Title");
    const int page = page_of(entry);
    if (page == 0 || !title.isString()) return;
    found.push_back({title.getUTF8Value().substr(0, kMaxTitleBytes), page});
  }

  /// 0 when the entry names no page of this document.
  int page_of(QPDFObjectHandle entry) {
    QPDFObjectHandle target = member(entry, "/Dest");
    QPDFObjectHandle action = member(entry, "/A");
    if (target.isNull() && member(action, "/S").isNameAndEquals("/GoTo")) {
      target = member(action, "/D");
    }
    if (target.isName()) target = member(member(root_, "/Dests"), target.getName().c_str());
    if (target.isString()) target = named(target.getUTF8Value());
    if (target.isDictionary()) target = member(target, "/D");
    if (!target.isArray() || target.getArrayNItems() == 0) return 0;
    const auto page = pages_.find(target.getArrayItem(0).getObjGen());
    return page == pages_.end() ? 0 : page->second;
  }

  QPDFObjectHandle named(const std::string& name) {
    QPDFObjectHandle target = QPDFObjectHandle::newNull();
    if (names_) names_->findObject(name, target);
    return target;
  }

  QPDFObjectHandle root_;
  std::map<QPDFObjGen, int> pages_;
  std::optional<QPDFNameTreeObjectHelper> names_;
};

}  // namespace

Outline read_outline(const std::string& bytes, int pages) {
  Outline outline;
  try {
    const auto pdf = QPDF::create();
    pdf->setSuppressWarnings(true);
    const auto silent = QPDFLogger::create();
    silent->setError(silent->discard());
    silent->setWarn(silent->discard());
    silent->setInfo(silent->discard());
    pdf->setLogger(silent);
    pdf->processMemoryFile("document", bytes.data(), bytes.size());
    QPDFObjectHandle language = pdf->getRoot().getKey("/Lang");
    if (language.isString()) outline.language = language.getUTF8Value().substr(0, kMaxTitleBytes);
    if (pdf->getRoot().hasKey("/Outlines")) OutlineReader(*pdf, pages).read(outline.bookmarks);
  } catch (const std::exception&) {  // bookmarks are a gain, never a condition
  }
  return outline;
}

}  // namespace veille::convert
