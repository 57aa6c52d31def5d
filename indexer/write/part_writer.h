// One part of a snapshot, written anew out of small segments, or changed in a copy of what it was.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "indexer/write/stored_publication.h"
#include "indexer/write/text_source.h"

namespace veille::write {

/// Documents of one segment. Small segments keep the writer's pending postings, tree maps of terms,
/// in the CPU's cache. Measured with 10,000 synthetic publications on one thread: 300 documents 9.7
/// s of CPU, 700 11.2 s, 1,500 11.3 s; fewer make compaction slower.
inline constexpr std::size_t kSegmentDocuments = 400;
/// Text of one segment, which bounds memory where documents are reports. Source: RELIABILITY 2.3.
inline constexpr std::uint64_t kSegmentBytes = 16 * 1024 * 1024;
/// Less than this is not worth a segment of its own.
inline constexpr std::uint64_t kLeastSegmentBytes = 128 * 1024;

/// A run of publications, in the order of written_before, that becomes one segment.
struct Segment {
  std::span<const StoredPublication> publications;
  std::uint64_t text_offset = 0;  ///< where their texts begin in the file `texts` of the part
};

/// Cuts the publications of a part into segments, of few publications rather into `least` than into
/// one, so that as many threads can write them.
std::vector<Segment> segments_of(std::span<const StoredPublication> publications, unsigned least);

/// Writes one segment's database into `folder`, and its texts into their place in the file `texts`.
/// Several may be written at once. Throws: std::runtime_error, naming the path;
/// what a text source throws.
void write_segment(const Segment& segment, const TextSources& texts,
                   const std::filesystem::path& folder, const std::filesystem::path& text_file);

/// Makes the database and the table of words in `part` of the segments in `folders`, in their
/// order, and removes these.
void join_segments(const std::vector<std::filesystem::path>& folders,
                   const std::filesystem::path& part);

/// Whether so many documents of the part in `folder` have been changed that it is better written
/// anew: each leaves a gap in its numbers, and its text.
bool is_worn(const std::filesystem::path& folder);

/// What is to become of a part.
struct PartChange {
  std::vector<std::string> removed;             ///< ids of publications that are in it
  std::vector<const StoredPublication*> added;  ///< whole works, in the order of written_before
};

/// Changes the part in `folder` (a copy that nobody reads). Afterwards it finds, counts and weighs
/// as one that was written anew from the same publications.
/// Throws: as write_segment; std::runtime_error, when a removed publication is not in it.
void change_part(const std::filesystem::path& folder, const PartChange& change,
                 const TextSources& texts);

}  // namespace veille::write
