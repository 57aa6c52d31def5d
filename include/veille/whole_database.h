// Whether a part's database has all its tables open.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace veille {

/// Xapian 1.4 takes a table that it could not open, for want of descriptors or because the disk
/// failed, for one that is not there, and every document for one without data, words or positions
/// (GlassTable::do_open_to_read, `lazy`): phrases would find nothing, and nobody would know.
///
/// `database`  a Xapian::Database, just opened, of the files in `folder`.
/// Throws: std::runtime_error.
template <class Database>
void check_tables(const Database& database, const std::filesystem::path& folder) {
  constexpr std::uintmax_t kNoPositions = 8192;  // bytes of a table without entries, at most
  if (database.get_doccount() == 0) return;
  const auto id = *database.postlist_begin(std::string());
  const auto positions = folder / "position.glass";
  const bool all = !database.get_document(id).get_data().empty() &&
                   database.termlist_begin(id) != database.termlist_end(id) &&
                   (database.has_positions() || !std::filesystem::exists(positions) ||
                    std::filesystem::file_size(positions) <= kNoPositions);
  if (all) return;
  throw std::runtime_error(folder.string() +
                           ": not all tables of the database could be opened (check the disk, and "
                           "how many files may be open: ulimit -n)");
}

}  // namespace veille
