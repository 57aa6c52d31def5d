#include "searchd/observe/service_manager.h"

#include <systemd/sd-daemon.h>

namespace veille::observe {

void tell_ready() { sd_notify(0, "READY=1"); }
void tell_status(const std::string& status) { sd_notify(0, ("STATUS=" + status).c_str()); }
void tell_stopping() { sd_notify(0, "STOPPING=1"); }
void tell_alive() { sd_notify(0, "WATCHDOG=1"); }

}  // namespace veille::observe
