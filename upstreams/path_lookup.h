// Asks the login shell for its PATH, once, when ours is the bare one of a graphical session.
#pragma once

#include "upstreams/upstream.h"

namespace callgate {

// Merges the login shell's PATH into `ground.environment`. Takes no time at all when ours is more than the
// bare one; gives up after three seconds, because a start-up file may wait for input.
Task<void> take_login_path(Ground& ground);

}  // namespace callgate
