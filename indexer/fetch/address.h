// Which addresses of a network a fetch may connect to.
#pragma once

#include <sys/socket.h>

#include <string>

namespace veille::fetch {

/// Whether the address belongs to the public internet: none of this machine, of private or shared
/// networks, of link-local, multicast, reserved or documentation ranges, however it is written
/// inside IPv6. What is no IP address is not public.
/// Source: IANA special-purpose address registries; RFC 6890, 4291, 6052.
bool is_public_address(const sockaddr& address);

/// "192.0.2.1:80", "[2001:db8::1]:80"; "" for what is no IP address.
std::string address_text(const sockaddr& address);

}  // namespace veille::fetch
