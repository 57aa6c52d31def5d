// XML as a stream of elements and texts, with short names for the vocabularies of office documents.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace veille::convert {

/// Reads XML from front to back. No entity is expanded, nothing is loaded, nothing beyond 256
/// levels is read; a document type, which office documents never have, ends the reading as bad.
class XmlReader {
 public:
  enum class Event { begin, end, text };

  /// `xml` must outlive the reader.
  explicit XmlReader(std::string_view xml);
  ~XmlReader();

  /// Moves to the next event; false at the end and where the XML is bad. An empty element has an
  /// end, too.
  bool next();

  /// Moves to the end of the element that has just begun.
  void skip();

  /// Whether reading stopped at something that is no XML, or that is refused.
  bool is_bad() const { return bad_; }

  Event event() const { return event_; }

  /// Of the element: "w:p", "text:h", whatever prefix the file itself uses; ":name" in a vocabulary
  /// that no reader here knows.
  const std::string& name() const { return name_; }

  /// The value of the attribute with this local name; empty when there is none.
  std::string attribute(std::string_view local_name) const;

  std::string_view text() const;

 private:
  struct Stream;
  bool take_element(bool begins);

  std::unique_ptr<Stream> stream_;
  Event event_ = Event::text;
  std::string name_;
  bool ends_at_once_ = false;  ///< the element that has just begun is empty: its end comes next
  bool bad_ = false;
};

/// The text inside the first element `name` of `xml`; empty when there is none.
std::string text_of(std::string_view xml, std::string_view name);

}  // namespace veille::convert
