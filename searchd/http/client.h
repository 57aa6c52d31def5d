// Who asks: what limits are counted by.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "veille/result.h"

namespace veille::http {

/// Addresses with a common beginning: "10.0.0.0/8", "::1", "192.0.2.7".
struct Network {
  boost::asio::ip::address address;
  unsigned bits = 0;  ///< of the beginning
};

/// Errors: bad_network.
Result<Network> parse_network(const std::string& text);

bool contains(const Network& network, const boost::asio::ip::address& address);
/// Whether one of them contains it.
bool contains(const std::vector<Network>& networks, const boost::asio::ip::address& address);

/// The address that a request comes from: the peer's, or, where the peer is a trusted proxy, the
/// last one of X-Forwarded-For that is none; the peer's again where that cannot be read. An IPv4
/// address in IPv6's clothes is an IPv4 address.
boost::asio::ip::address client_address(const boost::asio::ip::address& peer,
                                        std::string_view forwarded_for,
                                        const std::vector<Network>& trusted);

/// What one client is told apart by: its IPv4 address, or the first 64 bits of its IPv6 address, of
/// which one has all that begin so.
std::string client_key(const boost::asio::ip::address& address);

/// One client, as it is asked for with each of its requests.
struct Client {
  boost::asio::ip::address address;  ///< never an IPv4 address in IPv6's clothes
  std::string text;                  ///< the same, written
  std::string key;
};

Client client_of(const boost::asio::ip::address& address);

}  // namespace veille::http
