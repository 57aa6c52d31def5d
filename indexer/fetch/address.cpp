#include "indexer/fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

namespace veille::fetch {
namespace {

struct Range4 {
  std::uint32_t first;
  int bits;
};

constexpr std::uint32_t ip(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24U | b << 16U | c << 8U | d;
}

constexpr std::array kDenied4 = {
    Range4{ip(0, 0, 0, 0), 8},        // this network
    Range4{ip(10, 0, 0, 0), 8},       // private
    Range4{ip(100, 64, 0, 0), 10},    // shared by carriers
    Range4{ip(127, 0, 0, 0), 8},      // this machine
    Range4{ip(169, 254, 0, 0), 16},   // link-local, and clouds' metadata
    Range4{ip(172, 16, 0, 0), 12},    // private
    Range4{ip(192, 0, 0, 0), 24},     // protocol assignments
    Range4{ip(192, 0, 2, 0), 24},     // documentation
    Range4{ip(192, 88, 99, 0), 24},   // 6to4 relays
    Range4{ip(192, 168, 0, 0), 16},   // private
    Range4{ip(198, 18, 0, 0), 15},    // benchmarks
    Range4{ip(198, 51, 100, 0), 24},  // documentation
    Range4{ip(203, 0, 113, 0), 24},   // documentation
    Range4{ip(224, 0, 0, 0), 4},      // multicast
    Range4{ip(240, 0, 0, 0), 4},      // reserved, broadcast
};

bool is_public4(std::uint32_t address) {
  return std::none_of(kDenied4.begin(), kDenied4.end(), [&](const Range4& range) {
    return (address ^ range.first) >> (32 - range.bits) == 0;
  });
}

using Bytes = std::array<std::uint8_t, 16>;

struct Range6 {
  Bytes first;
  int bits;
};

// All that is given out to be reached lies here (RFC 4291, 2.4; IANA's registry): what is special
// beside it, and what nobody has yet, is none of the web's.
constexpr Range6 kGlobal6{{0x20}, 3};

constexpr std::array kDenied6 = {
    Range6{{0x20, 0x01, 0}, 23},           // protocol assignments, Teredo
    Range6{{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    Range6{{0x20, 0x02}, 16},              // 6to4
    Range6{{0x3f, 0xff}, 20},              // documentation
};

bool lies_in(const Bytes& address, const Range6& range) {
  for (int bit = 0; bit < range.bits; ++bit) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    const int shift = 7 - bit % 8;
    if (((address[byte] ^ range.first[byte]) >> shift & 1) != 0) return false;
  }
  return true;
}

std::uint32_t last_four(const Bytes& address) {
  return ip(address[12], address[13], address[14], address[15]);
}

/// The IPv4 address inside: ::ffff:0:0/96 and 64:ff9b::/96 reach just that.
std::optional<std::uint32_t> inner4(const Bytes& address) {
  if (lies_in(address, {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96})) return last_four(address);
  if (lies_in(address, {{0, 0x64, 0xff, 0x9b}, 96})) return last_four(address);
  return std::nullopt;
}

bool is_public6(const Bytes& address) {
  if (const auto inner = inner4(address)) return is_public4(*inner);
  return lies_in(address, kGlobal6) &&
         std::none_of(kDenied6.begin(), kDenied6.end(),
                      [&](const Range6& range) { return lies_in(address, range); });
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return is_public4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 in{};
  std::memcpy(&in, &address, sizeof in);
  Bytes bytes;
  std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
  return is_public6(bytes);
}

std::string address_text(const sockaddr& address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    inet_ntop(AF_INET, &in.sin_addr, text, sizeof text);
    return std::string(text) + ":" + std::to_string(ntohs(in.sin_port));
  }
  if (address.sa_family != AF_INET6) return {};
  sockaddr_in6 in{};
  std::memcpy(&in, &address, sizeof in);
  inet_ntop(AF_INET6, &in.sin6_addr, text, sizeof text);
  return "[" + std::string(text) + "]:" + std::to_string(ntohs(in.sin6_port));
}

}  // namespace veille::fetch
