#include "indexer/read/convert_program/docx.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "indexer/read/convert_program/office_text.h"
#include "indexer/read/convert_program/xml.h"
#include "indexer/read/convert_program/zip.h"

namespace veille::convert {
namespace {

constexpr const char* kDocument = "word/document.xml";
constexpr const char* kFootnotes = "word/footnotes.xml";
constexpr const char* kEndnotes = "word/endnotes.xml";
constexpr const char* kWordStyles = "word/styles.xml";
constexpr const char* kCore = "docProps/core.xml";

/// Whether an outline level as written is one of the nine of headings, not 9, that of body text.
bool is_heading_level(const std::string& level) {
  return level.size() == 1 && level[0] >= '0' && level[0] <= '8';
}

/// What the styles of a document say.
struct Styles {
  std::set<std::string> headings;  ///< their ids, which are translated: "Heading1", "Titre1"
  std::string title;               ///< the id of the style for the document's title
  std::string language;
};

/// Styles take their outline level from the style on which they are based.
void add_derived(const std::map<std::string, std::string>& bases, std::set<std::string>& headings) {
  constexpr int kMaxSteps = 16;
  for (const auto& [style, base] : bases) {
    std::string at = base;
    for (int step = 0; step < kMaxSteps && !at.empty(); ++step) {
      if (headings.count(at) > 0) {
        headings.insert(style);
        break;
      }
      const auto next = bases.find(at);
      at = next == bases.end() ? "" : next->second;
    }
  }
}

Styles read_styles(std::string_view xml) {
  Styles styles;
  std::map<std::string, std::string> bases;
  std::string style;
  XmlReader reader(xml);
  while (reader.next()) {
    if (reader.event() != XmlReader::Event::begin) continue;
    const std::string& name = reader.name();
    if (name == "w:style") {
      style = reader.attribute("styleId");
    } else if (name == "w:name") {
      const std::string known = reader.attribute("val");
      if (known.starts_with("heading ") || known.starts_with("Heading ")) {
        styles.headings.insert(style);
      }
      if (known == "Title" || known == "title") styles.title = style;
    } else if (name == "w:outlineLvl" && is_heading_level(reader.attribute("val"))) {
      styles.headings.insert(style);
    } else if (name == "w:basedOn") {
      bases[style] = reader.attribute("val");
    } else if (name == "w:lang" && style.empty()) {  // of the defaults, before the first style
      styles.language = reader.attribute("val");
    }
  }
  add_derived(bases, styles.headings);
  return styles;
}

/// Reads one part of the document into `text`.
class PartReader {
 public:
  PartReader(std::string_view xml, const Styles& styles, OfficeText& text)
      : reader_(xml), styles_(styles), text_(text) {}

  /// False when the XML is bad.
  bool read() {
    while (reader_.next()) {
      if (reader_.event() == XmlReader::Event::begin) {
        begin();
      } else if (reader_.event() == XmlReader::Event::end) {
        end();
      } else if (in_text_) {
        text_.add(reader_.text());
        if (is_title_) title_ += reader_.text();
      }
    }
    return !reader_.is_bad();
  }

  /// The text of the first paragraphs in the style of titles.
  const std::string& title() const { return title_; }

 private:
  void begin() {
    const std::string& name = reader_.name();
    if (name == "w:p") {
      heading_ = false;
      is_title_ = false;
    } else if (name == "w:pStyle") {
      const std::string style = reader_.attribute("val");
      heading_ = styles_.headings.count(style) > 0;
      is_title_ = title_.empty() && !style.empty() && style == styles_.title;
    } else if (name == "w:outlineLvl") {
      heading_ = is_heading_level(reader_.attribute("val"));
    } else if (name == "w:t") {
      in_text_ = true;
    } else if (name == "w:tr") {
      text_.begin_row();
    } else if (is_no_text(name)) {
      reader_.skip();
    } else {
      begin_sign(name);
    }
  }

  /// Text that was deleted, moved away, or stands there a second time for old programs; and the
  /// tab stops of a paragraph, whose elements are named like tabs in the text.
  static bool is_no_text(const std::string& name) {
    return name == "w:del" || name == "w:moveFrom" || name == "mc:Fallback" || name == "w:tabs" ||
           name == "w:pPrChange";
  }

  void begin_sign(const std::string& name) {
    if (name == "w:tab" || name == "w:ptab") text_.add("\t");
    if (name == "w:br" || name == "w:cr") text_.add("\n");
    if (name == "w:noBreakHyphen") text_.add("-");
  }

  void end() {
    const std::string& name = reader_.name();
    if (name == "w:t") {
      in_text_ = false;
    } else if (name == "w:p") {
      text_.end_paragraph(heading_);
      heading_ = false;
      is_title_ = false;
    } else if (name == "w:tc") {
      text_.end_cell();
    } else if (name == "w:tr") {
      text_.end_row();
    }
  }

  XmlReader reader_;
  const Styles& styles_;
  OfficeText& text_;
  std::string title_;
  bool in_text_ = false;
  bool heading_ = false;
  bool is_title_ = false;
};

}  // namespace

Result<read::Extracted> read_docx(std::string_view bytes) {
  auto members = read_members(bytes, {kDocument, kFootnotes, kEndnotes, kWordStyles, kCore});
  if (!members) return members.error();
  if (members->count(kDocument) == 0) return Error{"damaged", "", "", 0, ""};
  const Styles styles = read_styles((*members)[kWordStyles]);
  OfficeText text;
  PartReader document((*members)[kDocument], styles, text);
  if (!document.read()) return Error{"damaged", "", "", 0, ""};
  for (const char* notes : {kFootnotes, kEndnotes}) {  // damaged notes leave the text whole
    text.begin_note();
    PartReader((*members)[notes], styles, text).read();
    text.end_note();
  }
  const std::string& core = (*members)[kCore];
  read::Extracted extracted;
  extracted.title = text_of(core, "dc:title");
  if (extracted.title.empty()) extracted.title = document.title();
  extracted.authors = {text_of(core, "dc:creator")};
  extracted.language = text_of(core, "dc:language");
  if (extracted.language.empty()) extracted.language = styles.language;
  extracted.sections = text.finish();
  return extracted;
}

}  // namespace veille::convert
