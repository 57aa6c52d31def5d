#include "indexer/read/convert_program/odt.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "indexer/read/convert_program/office_text.h"
#include "indexer/read/convert_program/xml.h"
#include "indexer/read/convert_program/zip.h"
#include "indexer/read/plain_text.h"

namespace veille::convert {
namespace {

constexpr const char* kContent = "content.xml";
constexpr const char* kMeta = "meta.xml";
constexpr const char* kStylesMember = "styles.xml";
constexpr const char* kManifest = "META-INF/manifest.xml";

bool has_element(std::string_view xml, std::string_view name) {
  XmlReader reader(xml);
  while (reader.next()) {
    if (reader.event() == XmlReader::Event::begin && reader.name() == name) return true;
  }
  return false;
}

/// The language of paragraphs for which none is stated: "fr-FR"; empty when styles state none.
std::string default_language(std::string_view styles) {
  XmlReader reader(styles);
  bool paragraphs = false;
  while (reader.next()) {
    if (reader.event() != XmlReader::Event::begin) continue;
    if (reader.name() == "style:default-style") {
      paragraphs = reader.attribute("family") == "paragraph";
    } else if (paragraphs && reader.name() == "style:text-properties") {
      const std::string language = reader.attribute("language");
      return language == "none" || language == "zxx" ? "" : language;
    }
  }
  return {};
}

/// Reads the content of a document into sections.
class ContentReader {
 public:
  explicit ContentReader(std::string_view xml) : reader_(xml) {}

  /// False when the XML is bad.
  bool read() {
    while (reader_.next()) {
      if (reader_.event() == XmlReader::Event::begin) {
        begin();
      } else if (reader_.event() == XmlReader::Event::end) {
        end();
      } else if (paragraphs_ > 0) {
        add_collapsed(reader_.text());
      }
    }
    return !reader_.is_bad();
  }

  std::vector<Section> finish() { return text_.finish(); }

 private:
  void begin() {
    const std::string& name = reader_.name();
    if (name == "text:p" || name == "text:h") {
      ++paragraphs_;
      after_space_ = true;
    } else if (name == "text:s") {
      add(std::string(space_count(), ' '));
    } else if (name == "text:tab") {
      add("\t");
    } else if (name == "text:line-break") {
      add("\n");
    } else if (name == "table:table-row") {
      text_.begin_row();
    } else if (name == "text:note-body") {
      text_.begin_note();
    } else if (is_no_text(name)) {
      reader_.skip();
    }
  }

  /// Deleted text, comments, the numbers of notes, readings above characters.
  static bool is_no_text(const std::string& name) {
    return name == "text:tracked-changes" || name == "office:annotation" ||
           name == "text:note-citation" || name == "text:ruby-text";
  }

  void end() {
    const std::string& name = reader_.name();
    if (name == "text:p" || name == "text:h") {
      paragraphs_ = std::max(0, paragraphs_ - 1);
      text_.end_paragraph(name == "text:h");
      after_space_ = false;
    } else if (name == "table:table-cell") {
      text_.end_cell();
    } else if (name == "table:table-row") {
      text_.end_row();
    } else if (name == "text:note-body") {
      text_.end_note();
      after_space_ = false;
    }
  }

  std::size_t space_count() const {
    constexpr unsigned kMaxSpaces = 100;
    const std::string text = reader_.attribute("c");
    unsigned count = 1;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return std::min(count, kMaxSpaces);
  }

  void add(std::string_view text) {
    text_.add(text);
    after_space_ = true;
  }

  /// White space of the file is one space, and none where one stands already.
  void add_collapsed(std::string_view text) {
    std::string kept;
    for (const char c : text) {
      const bool space = read::is_space(c);
      if (!space || !after_space_) kept += space ? ' ' : c;
      after_space_ = space;
    }
    text_.add(kept);
  }

  XmlReader reader_;
  OfficeText text_;
  int paragraphs_ = 0;  ///< a frame or a note within a paragraph holds others
  bool after_space_ = false;
};

}  // namespace

Result<read::Extracted> read_odt(std::string_view bytes) {
  auto members = read_members(bytes, {kContent, kMeta, kStylesMember, kManifest});
  if (!members) return members.error();
  if (has_element((*members)[kManifest], "manifest:encryption-data")) {
    return Error{"encrypted", "", "", 0, ""};
  }
  if (members->count(kContent) == 0) return Error{"damaged", "", "", 0, ""};
  ContentReader content((*members)[kContent]);
  if (!content.read()) return Error{"damaged", "", "", 0, ""};
  const std::string& meta = (*members)[kMeta];
  read::Extracted extracted;
  extracted.title = text_of(meta, "dc:title");
  extracted.authors = {text_of(meta, "meta:initial-creator")};
  if (extracted.authors[0].empty()) extracted.authors[0] = text_of(meta, "dc:creator");
  extracted.language = text_of(meta, "dc:language");
  if (extracted.language.empty()) extracted.language = default_language((*members)[kStylesMember]);
  extracted.sections = content.finish();
  return extracted;
}

}  // namespace veille::convert
