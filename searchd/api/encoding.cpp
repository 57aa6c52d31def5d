#include "searchd/api/encoding.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <array>
#include <charconv>
#include <stdexcept>

namespace veille::api {
namespace {

/// Both near the knee of their curves for answers of some 10 KB.
constexpr int kGzipLevel = 5;
constexpr int kBrotliQuality = 4;
constexpr int kGzipWindow = 15 + 16;  // 16: gzip's own head and checksum
constexpr std::size_t kPieceBytes = std::size_t{16} * 1024;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

/// The weight of one entry ("gzip;q=0.5"), in thousandths; 0 where it cannot be read.
int weight_of(std::string_view parameters) {
  const auto at = parameters.find("q=");
  if (at == std::string_view::npos) return 1000;
  const auto text = trimmed(parameters.substr(at + 2));
  double weight = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), weight);
  return failure == std::errc() && weight > 0 && weight <= 1 ? static_cast<int>(weight * 1000) : 0;
}

}  // namespace

const char* to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::gzip:
      return "gzip";
    case Encoding::br:
      return "br";
    default:
      return "identity";
  }
}

Encoding negotiate_encoding(std::string_view accept) {
  int gzip = -1;
  int br = -1;
  int any = 0;
  while (!accept.empty()) {
    const auto comma = std::min(accept.find(','), accept.size());
    const std::string_view entry = accept.substr(0, comma);
    accept.remove_prefix(std::min(comma + 1, accept.size()));
    const auto semicolon = std::min(entry.find(';'), entry.size());
    const std::string_view name = trimmed(entry.substr(0, semicolon));
    const int weight = weight_of(entry.substr(semicolon));
    if (name == "gzip" || name == "x-gzip") gzip = weight;
    if (name == "br") br = weight;
    if (name == "*") any = weight;
  }
  if (gzip < 0) gzip = any;
  if (br < 0) br = any;
  if (br > 0 && br >= gzip) return Encoding::br;
  return gzip > 0 ? Encoding::gzip : Encoding::identity;
}

struct Compressor::Impl {
  virtual ~Impl() = default;
  virtual std::string add(std::string_view piece, bool last) = 0;
};

namespace {

class Gzip {
 public:
  Gzip() {
    if (deflateInit2(&stream_, kGzipLevel, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::runtime_error("zlib: no memory");
  }
  ~Gzip() { deflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  std::string add(std::string_view piece, bool last) {
    std::string out;
    // zlib reads its input only, whatever its type says.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    stream_.avail_in = static_cast<uInt>(piece.size());
    std::array<char, kPieceBytes> buffer{};
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
      stream_.avail_out = buffer.size();
      if (deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_ERROR)
        throw std::runtime_error("zlib: the stream is broken");
      out.append(buffer.data(), buffer.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
    return out;
  }

 private:
  z_stream stream_{};
};

class Brotli {
 public:
  Brotli() : state_(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)) {
    if (state_ == nullptr) throw std::runtime_error("brotli: no memory");
    BrotliEncoderSetParameter(state_, BROTLI_PARAM_QUALITY, kBrotliQuality);
    BrotliEncoderSetParameter(state_, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT);
  }
  ~Brotli() { BrotliEncoderDestroyInstance(state_); }
  Brotli(const Brotli&) = delete;
  Brotli& operator=(const Brotli&) = delete;

  std::string add(std::string_view piece, bool last) {
    std::string out;
    const auto operation = last ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS;
    std::size_t in = piece.size();
    const auto* next_in = reinterpret_cast<const std::uint8_t*>(piece.data());
    do {
      std::size_t space = 0;
      if (BrotliEncoderCompressStream(state_, operation, &in, &next_in, &space, nullptr, nullptr) ==
          BROTLI_FALSE)
        throw std::runtime_error("brotli: the stream is broken");
      std::size_t bytes = 0;
      const auto* ready = BrotliEncoderTakeOutput(state_, &bytes);
      out.append(reinterpret_cast<const char*>(ready), bytes);
    } while (in > 0 || BrotliEncoderHasMoreOutput(state_) == BROTLI_TRUE);
    return out;
  }

 private:
  BrotliEncoderState* state_;
};

template <class Codec>
struct With : Compressor::Impl {
  std::string add(std::string_view piece, bool last) override { return codec.add(piece, last); }
  Codec codec;
};

struct Plain : Compressor::Impl {
  std::string add(std::string_view piece, bool) override { return std::string(piece); }
};

class CompressedStream : public BodyStream {
 public:
  CompressedStream(std::unique_ptr<BodyStream> inner, Encoding encoding)
      : inner_(std::move(inner)), compressor_(encoding) {}

  std::string next() override {
    std::string out;
    while (out.empty() && !ended_) {
      const std::string piece = inner_->next();
      ended_ = piece.empty();
      out = compressor_.add(piece, ended_);
    }
    return out;
  }

 private:
  std::unique_ptr<BodyStream> inner_;
  Compressor compressor_;
  bool ended_ = false;
};

}  // namespace

Compressor::Compressor(Encoding encoding) {
  if (encoding == Encoding::gzip)
    impl_ = std::make_unique<With<Gzip>>();
  else if (encoding == Encoding::br)
    impl_ = std::make_unique<With<Brotli>>();
  else
    impl_ = std::make_unique<Plain>();
}

Compressor::~Compressor() = default;

std::string Compressor::add(std::string_view piece, bool last) { return impl_->add(piece, last); }

std::unique_ptr<BodyStream> compressed(std::unique_ptr<BodyStream> inner, Encoding encoding) {
  if (encoding == Encoding::identity) return inner;
  return std::make_unique<CompressedStream>(std::move(inner), encoding);
}

}  // namespace veille::api
