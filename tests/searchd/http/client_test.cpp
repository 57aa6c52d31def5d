#include "searchd/http/client.h"

#include <gtest/gtest.h>

namespace veille::http {
namespace {

using boost::asio::ip::make_address;

std::string client(const std::string& peer, const std::string& forwarded_for,
                   const std::vector<std::string>& trusted) {
  std::vector<Network> networks;
  for (const auto& text : trusted) networks.push_back(*parse_network(text));
  return client_address(make_address(peer), forwarded_for, networks).to_string();
}

TEST(ParseNetwork, TakesAddressesAndBeginnings) {
  EXPECT_TRUE(contains(*parse_network("10.0.0.0/8"), make_address("10.255.0.1")));
  EXPECT_FALSE(contains(*parse_network("10.0.0.0/8"), make_address("11.0.0.1")));
  EXPECT_TRUE(contains(*parse_network("192.0.2.128/25"), make_address("192.0.2.200")));
  EXPECT_FALSE(contains(*parse_network("192.0.2.128/25"), make_address("192.0.2.100")));
  EXPECT_TRUE(contains(*parse_network("0.0.0.0/0"), make_address("8.8.8.8")));
  EXPECT_FALSE(contains(*parse_network("0.0.0.0/0"), make_address("::1")));
  EXPECT_TRUE(contains(*parse_network("fd00::/8"), make_address("fd12::1")));
  EXPECT_TRUE(contains(*parse_network("127.0.0.1"), make_address("::ffff:127.0.0.1")));
  for (const char* bad : {"", "a", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0/8", "::/129",
                          "10.0.0.0/8 ", "127.1"})
    EXPECT_FALSE(parse_network(bad)) << bad;
}

TEST(ClientAddress, IsThePeersUnlessThatIsAProxy) {
  EXPECT_EQ(client("192.0.2.1", "198.51.100.7", {}), "192.0.2.1");
  EXPECT_EQ(client("192.0.2.1", "198.51.100.7", {"10.0.0.0/8"}), "192.0.2.1");
  EXPECT_EQ(client("10.0.0.1", "198.51.100.7", {"10.0.0.0/8"}), "198.51.100.7");
  EXPECT_EQ(client("::ffff:10.0.0.1", "198.51.100.7", {"10.0.0.0/8"}), "198.51.100.7");
}

TEST(ClientAddress, IsTheLastThatNoTrustedProxyHas) {
  // Whatever the client itself wrote stands first.
  EXPECT_EQ(client("10.0.0.1", "1.2.3.4, 198.51.100.7 ,10.0.0.2", {"10.0.0.0/8"}), "198.51.100.7");
  EXPECT_EQ(client("10.0.0.1", "10.0.0.3, 10.0.0.2", {"10.0.0.0/8"}), "10.0.0.3");
  for (const char* nonsense : {"", "unknown", "1.2.3.4,", "127.1", "1.2.3.4:80"})
    EXPECT_EQ(client("10.0.0.1", nonsense, {"10.0.0.0/8"}), "10.0.0.1") << nonsense;
}

TEST(ClientKey, IsOneForAllAddressesOfOneClient) {
  EXPECT_EQ(client_key(make_address("2001:db8::1")), client_key(make_address("2001:db8::2:0:0:1")));
  EXPECT_NE(client_key(make_address("2001:db8::1")), client_key(make_address("2001:db8:0:1::1")));
  EXPECT_NE(client_key(make_address("192.0.2.1")), client_key(make_address("192.0.2.2")));
  EXPECT_EQ(client_key(make_address("::ffff:192.0.2.1")), client_key(make_address("192.0.2.1")));
}

}  // namespace
}  // namespace veille::http
