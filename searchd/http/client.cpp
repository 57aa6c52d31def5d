#include "searchd/http/client.h"

#include <algorithm>
#include <charconv>

#include "searchd/http/field_value.h"

namespace veille::http {
namespace {

using boost::asio::ip::address;

constexpr std::size_t kMaxHops = 32;
constexpr std::size_t kBytesOfClient = 8;  // of an IPv6 address

address plain(const address& given) {
  if (!given.is_v6() || !given.to_v6().is_v4_mapped()) return given;
  return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, given.to_v6());
}

std::vector<unsigned char> bytes_of(const address& given) {
  if (given.is_v4()) {
    const auto bytes = given.to_v4().to_bytes();
    return {bytes.begin(), bytes.end()};
  }
  const auto bytes = given.to_v6().to_bytes();
  return {bytes.begin(), bytes.end()};
}

}  // namespace

Result<Network> parse_network(const std::string& text) {
  const auto slash = text.find('/');
  boost::system::error_code failure;
  Network out;
  out.address = plain(boost::asio::ip::make_address(text.substr(0, slash), failure));
  const unsigned whole = out.address.is_v4() ? 32 : 128;
  out.bits = whole;
  bool right = !failure;
  if (slash != std::string::npos) {
    const char* end = text.data() + text.size();
    const auto [stopped, wrong] = std::from_chars(text.data() + slash + 1, end, out.bits);
    right = right && wrong == std::errc() && stopped == end && out.bits <= whole;
  }
  if (right) return out;
  return Error{"bad_network", "\"" + text + "\" is no address or network", "", 0,
               "write it as 192.0.2.7, 10.0.0.0/8 or fd00::/8"};
}

bool contains(const Network& network, const address& given) {
  const auto a = bytes_of(network.address);
  const auto b = bytes_of(plain(given));
  if (a.size() != b.size()) return false;
  for (unsigned bit = 0; bit < network.bits; bit += 8) {
    const unsigned left = std::min(8U, network.bits - bit);
    const auto mask = static_cast<unsigned char>(0xFF << (8 - left));
    if (((a[bit / 8] ^ b[bit / 8]) & mask) != 0) return false;
  }
  return true;
}

bool contains(const std::vector<Network>& networks, const address& given) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const Network& network) { return contains(network, given); });
}

address client_address(const address& peer, std::string_view forwarded_for,
                       const std::vector<Network>& trusted) {
  address client = plain(peer);
  for (std::size_t hop = 0; hop < kMaxHops && contains(trusted, client); ++hop) {
    const auto comma = forwarded_for.rfind(',');
    const auto last =
        comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1);
    boost::system::error_code failure;
    const auto named = plain(boost::asio::ip::make_address(std::string(trimmed(last)), failure));
    if (failure) return client;
    client = named;
    forwarded_for = comma == std::string_view::npos ? "" : forwarded_for.substr(0, comma);
  }
  return client;
}

std::string client_key(const address& given) {
  auto bytes = bytes_of(plain(given));
  if (bytes.size() > kBytesOfClient) bytes.resize(kBytesOfClient);
  return {bytes.begin(), bytes.end()};
}

Client client_of(const address& given) {
  const address one = plain(given);
  return {one, one.to_string(), client_key(one)};
}

}  // namespace veille::http
