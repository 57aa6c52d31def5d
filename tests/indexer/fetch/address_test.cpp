#include "indexer/fetch/address.h"

#include <gtest/gtest.h>
#include <netdb.h>
#include <netinet/in.h>

#include <memory>
#include <string>

namespace veille::fetch {
namespace {

/// The address that text stands for, as glibc reads it: numbers only, no name is looked up.
bool is_public(const std::string& text) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  EXPECT_EQ(getaddrinfo(text.c_str(), "80", &hints, &found), 0) << text;
  if (found == nullptr) return false;
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
  return is_public_address(*found->ai_addr);
}

TEST(IsPublicAddress, RefusesEveryRangeThatIsNot) {
  for (const char* text : {"0.0.0.0",
                           "0.255.255.255",
                           "10.0.0.0",
                           "10.255.255.255",
                           "100.64.0.0",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.255.255.255",
                           "169.254.0.0",
                           "169.254.169.254",
                           "172.16.0.0",
                           "172.31.255.255",
                           "192.0.0.0",
                           "192.0.0.255",
                           "192.0.2.1",
                           "192.88.99.1",
                           "192.168.0.0",
                           "192.168.255.255",
                           "198.18.0.0",
                           "198.19.255.255",
                           "198.51.100.7",
                           "203.0.113.9",
                           "224.0.0.1",
                           "239.255.255.255",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::7f00:1",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "::ffff:169.254.169.254",
                           "64:ff9b::7f00:1",
                           "64:ff9b::10.0.0.1",
                           "64:ff9b:1::1",
                           "100::1",
                           "2001::1",
                           "2001:1ff:ffff::1",
                           "2001:db8::1",
                           "2002:7f00:1::",
                           "2002::1",
                           "3fff::1",
                           "5f00::1",
                           "fc00::1",
                           "fdff:ffff::1",
                           "fe80::1",
                           "febf::1",
                           "fec0::1",
                           "ff02::1",
                           "ff0e::1",
                           "fc0::1",
                           "1fff::1",
                           "4000::1",
                           "e000::1"}) {
    EXPECT_FALSE(is_public(text)) << text;
  }
}

TEST(IsPublicAddress, RefusesThemHoweverTheyAreSpelt) {
  for (const char* text : {"127.1", "0x7f.1", "2130706433", "017700000001", "0", "0xA9FEA9FE",
                           "10.1", "0300.0250.1"}) {
    EXPECT_FALSE(is_public(text)) << text;
  }
}

TEST(IsPublicAddress, AcceptsWhatLiesJustOutside) {
  for (const char* text : {"1.0.0.0",     "9.255.255.255",   "11.0.0.0",       "100.63.255.255",
                           "100.128.0.0", "126.255.255.255", "128.0.0.0",      "169.253.255.255",
                           "169.255.0.0", "172.15.255.255",  "172.32.0.0",     "192.0.1.0",
                           "192.0.3.0",   "192.167.255.255", "192.169.0.0",    "198.17.255.255",
                           "198.20.0.0",  "223.255.255.255", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1",
                           "2001:200::1", "2001:db9::1",     "2003::1",        "2606:4700::1",
                           "2000::1",     "2a00::1",         "3ffe::1"}) {
    EXPECT_TRUE(is_public(text)) << text;
  }
}

TEST(IsPublicAddress, RefusesWhatIsNoAddressOfTheInternet) {
  sockaddr address{};
  address.sa_family = AF_UNIX;
  EXPECT_FALSE(is_public_address(address));
  EXPECT_EQ(address_text(address), "");
}

}  // namespace
}  // namespace veille::fetch
