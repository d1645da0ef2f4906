// The life of a keeper: the process that starts one server, watches it and ends its whole tree.
#pragma once

#include "upstreams/launch_request.h"

namespace callgate {

// Called in a process forked for it by the launcher, with every signal blocked and SIGCHLD caught. Reports
// over request.control (see control.h). Uses no heap.
[[noreturn]] void run_keeper(LaunchRequest& request);

}  // namespace callgate
