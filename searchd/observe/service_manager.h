// What systemd is told of the program, where it runs under it; elsewhere nothing happens.
#pragma once

namespace veille::observe {

/// It listens and answers.
void tell_ready();
/// It is about to end.
void tell_stopping();
/// It is alive; to be told at least twice in the time of WatchdogSec=.
void tell_alive();

}  // namespace veille::observe
