// The life of the launcher process: it forks keepers on request and reaps them.
#pragma once

namespace callgate {

// Called in the process forked for it, with every signal blocked; `socket` is its end towards the gateway.
// Ends when the gateway has closed the other end and the last keeper is gone. Uses no heap.
[[noreturn]] void run_launcher(int socket);

}  // namespace callgate
