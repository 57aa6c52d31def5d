// Where a text names countries, and how: the reading before country.cpp weighs it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/enrich/country_name_table.h"

namespace veille::enrich {

/// One place where a country is named.
struct Mention {
  std::string_view code;
  NameKind kind = NameKind::country;
  std::size_t begin = 0;  ///< bytes in the passage: [begin, end)
  std::size_t end = 0;
  std::size_t word = 0;      ///< how many words of the passage come before it
  std::size_t sentence = 0;  ///< which sentence of the passage
  std::size_t word_in_sentence = 0;
  /// It only says where somebody or something belongs: part of an organisation's name ("Code for
  /// Canada"), or in brackets behind a name.
  bool affiliation = false;
  bool ends_entry = false;  ///< it ends the passage behind a comma: "Prototype Fund, Germany"
};

/// A paragraph, list entry, heading or title that names a country.
struct Passage {
  std::string_view text;
  std::size_t words = 0;
  std::vector<std::size_t> sentence_ends;  ///< bytes in `text`, ascending; the last is its end
  std::vector<Mention> mentions;           ///< in order of the text, never empty
  std::vector<bool> compares;  ///< by sentence: it speaks of likeness, agreement or exchange

  std::string_view sentence(std::size_t i) const;
};

/// How to read a text.
struct Reading {
  Languages languages = 0;  ///< whose names to look for
  bool german = false;      ///< nouns have capitals, so a capital tells no proper name
  bool headline = false;    ///< likewise in titles and headings
  std::string home;         ///< the source's country; may be empty
};

/// What a text holds besides mentions.
struct TextNumbers {
  std::size_t words = 0;
  std::size_t own_voice = 0;  ///< words like "we" and "notre"
};

/// Appends the passages (lines) of `text` that name a country. `text` must outlive them.
TextNumbers find_passages(const NameTable& names, std::string_view text, const Reading& reading,
                          std::vector<Passage>& passages);

}  // namespace veille::enrich
