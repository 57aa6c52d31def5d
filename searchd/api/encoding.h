// Compression of what is sent: RFC 9110, sections 8.4 and 12.5.3.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "searchd/api/request.h"

namespace veille::api {

enum class Encoding { identity, gzip, br };

/// Its name in Content-Encoding.
const char* to_string(Encoding encoding);

/// The best that an Accept-Encoding header allows: br before gzip, where their weights are the
/// same; identity where it allows neither or is empty.
Encoding negotiate_encoding(std::string_view accept_encoding);

/// Compresses pieces, one after the other. Throws: std::runtime_error, when there is no memory.
class Compressor {
 public:
  explicit Compressor(Encoding encoding);
  ~Compressor();
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  /// What can be sent after this piece; may be empty but for the last one.
  std::string add(std::string_view piece, bool last);

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

/// The pieces of `inner`, compressed.
std::unique_ptr<BodyStream> compressed(std::unique_ptr<BodyStream> inner, Encoding encoding);

}  // namespace veille::api
