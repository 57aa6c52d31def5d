#include "indexer/read/convert_program/xml.h"

#include <libxml/xmlreader.h>

#include <array>

namespace veille::convert {
namespace {

struct Vocabulary {
  std::string_view prefix;
  std::string_view address;
};

constexpr std::array<Vocabulary, 11> kVocabularies{{
    {"w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"},
    {"w", "http://purl.oclc.org/ooxml/wordprocessingml/main"},
    {"mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"},
    {"dc", "http://purl.org/dc/elements/1.1/"},
    {"office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"},
    {"text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"},
    {"table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"},
    {"style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"},
    {"meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"},
    {"svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"},
    {"manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"},
}};

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

std::string_view prefix_of(std::string_view address) {
  for (const auto& vocabulary : kVocabularies) {
    if (vocabulary.address == address) return vocabulary.prefix;
  }
  return {};
}

}  // namespace

struct XmlReader::Stream {
  explicit Stream(std::string_view xml)
      : reader(xmlReaderForMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                                  XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)) {}
  ~Stream() { xmlFreeTextReader(reader); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  xmlTextReaderPtr reader;
};

XmlReader::XmlReader(std::string_view xml) : stream_(std::make_unique<Stream>(xml)) {
  bad_ = stream_->reader == nullptr;
}

XmlReader::~XmlReader() = default;

bool XmlReader::take_element(bool begins) {
  const auto reader = stream_->reader;
  event_ = begins ? Event::begin : Event::end;
  name_ = std::string(prefix_of(view(xmlTextReaderConstNamespaceUri(reader)))) + ":" +
          std::string(view(xmlTextReaderConstLocalName(reader)));
  ends_at_once_ = begins && xmlTextReaderIsEmptyElement(reader) == 1;
  return true;
}

bool XmlReader::next() {
  if (bad_) return false;
  if (ends_at_once_) {
    ends_at_once_ = false;
    event_ = Event::end;
    return true;
  }
  for (;;) {
    const int status = xmlTextReaderRead(stream_->reader);
    bad_ = status < 0;
    if (status != 1) return false;
    switch (xmlTextReaderNodeType(stream_->reader)) {
      case XML_READER_TYPE_ELEMENT:
        return take_element(true);
      case XML_READER_TYPE_END_ELEMENT:
        return take_element(false);
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_WHITESPACE:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        event_ = Event::text;
        return true;
      case XML_READER_TYPE_DOCUMENT_TYPE:
        bad_ = true;
        return false;
      default:
        break;
    }
  }
}

void XmlReader::skip() {
  for (int depth = 1; depth > 0 && next();) {
    if (event_ == Event::begin) ++depth;
    if (event_ == Event::end) --depth;
  }
}

std::string XmlReader::attribute(std::string_view local_name) const {
  const auto reader = stream_->reader;
  std::string value;
  for (int more = xmlTextReaderMoveToFirstAttribute(reader); more == 1;
       more = xmlTextReaderMoveToNextAttribute(reader)) {
    if (view(xmlTextReaderConstLocalName(reader)) != local_name) continue;
    value = view(xmlTextReaderConstValue(reader));
    break;
  }
  xmlTextReaderMoveToElement(reader);
  return value;
}

std::string_view XmlReader::text() const { return view(xmlTextReaderConstValue(stream_->reader)); }

std::string text_of(std::string_view xml, std::string_view name) {
  XmlReader reader(xml);
  std::string text;
  bool inside = false;
  while (reader.next()) {
    if (reader.event() == XmlReader::Event::text) {
      if (inside) text += reader.text();
    } else if (reader.name() == name) {
      if (inside) return text;
      inside = reader.event() == XmlReader::Event::begin;
    }
  }
  return text;
}

}  // namespace veille::convert
