// A snapshot's databases with just what columns are read from, for tests.
#pragma once

#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "searchd/search/part_databases.h"
#include "tests/temporary_folder.h"
#include "veille/schema.h"
#include "veille/snapshot.h"

namespace veille::search {

struct SmallDocument {
  std::string work;  ///< 16 hex digits
  std::string date;  ///< YYYYMMDD or empty
  std::vector<std::string> terms;
};

/// The documents of each part, numbered from 1; one without a work leaves a gap.
using SmallParts = std::vector<std::vector<SmallDocument>>;

class SmallIndex {
 public:
  explicit SmallIndex(const SmallParts& parts) : parts_(static_cast<int>(parts.size())) {
    for (int i = 0; i < parts_; ++i) write(i, parts[static_cast<std::size_t>(i)]);
  }
  PartDatabases open() const { return PartDatabases(folder_.path(), parts_); }

 private:
  void write(int part, const std::vector<SmallDocument>& documents) const {
    const auto folder = folder_.path() / part_name(part);
    std::filesystem::create_directories(folder);
    Xapian::WritableDatabase out((folder / "xapian").string(), Xapian::DB_CREATE);
    Xapian::docid id = 0;
    for (const auto& d : documents) {
      ++id;
      if (d.work.empty()) continue;
      Xapian::Document document;
      document.set_data("{}");  // as every document, it has a record and a word
      document.add_term("x");
      document.add_value(kWorkSlot, pack_id(d.work));
      if (!d.date.empty()) document.add_value(kDateSlot, d.date);
      for (const auto& term : d.terms) document.add_boolean_term(term);
      out.replace_document(id, document);
    }
    out.commit();
  }

  TemporaryFolder folder_;
  int parts_;
};

/// Works of one to three members with values of their own, in two parts, numbered in no order.
inline SmallParts random_documents(std::mt19937& random) {
  SmallParts parts(2);
  for (unsigned work = 0; work < 60; ++work) {
    std::string id = "0000000000000000";
    id[15] = "0123456789abcdef"[work % 16];
    id[14] = "0123456789abcdef"[work / 16];
    id[0] = "0123456789abcdef"[random() % 16];
    auto& part = parts[random() % 2];
    for (auto members = 1 + random() % 3; members > 0; --members) {
      SmallDocument d{id, random() % 4 == 0 ? "" : "20190102", {}};
      for (auto n = random() % 4; n > 0; --n)
        d.terms.push_back(facet_term(Facet::tag, "t" + std::to_string(random() % 5)));
      if (random() % 2 == 0) {
        const std::string code = random() % 2 == 0 ? "CA" : "FR";
        const auto provenance = random() % 2 == 0 ? Provenance::declared : Provenance::text;
        d.terms.push_back(facet_term(Facet::country, code));
        d.terms.push_back(provenance_term(provenance, code));
      }
      part.push_back(d);
    }
    if (random() % 5 == 0) part.push_back({});
  }
  for (auto& part : parts) part.push_back({"ffffffffffffffff", "", {}});
  parts[1].back().work = "fffffffffffffffe";
  return parts;
}

}  // namespace veille::search
