// What systemd is told of the program, where it runs under it; elsewhere nothing happens.
#pragma once

#include <string>

namespace veille::observe {

/// It listens and answers.
void tell_ready();
/// What it does, for people who ask the service manager; "" takes that back.
void tell_status(const std::string& status);
/// It is about to end.
void tell_stopping();
/// It is alive; to be told at least twice in the time of WatchdogSec=.
void tell_alive();

}  // namespace veille::observe
