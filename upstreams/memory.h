// Gives the memory of large messages back to the system once they have passed.
#pragma once

namespace callgate {

// Returns free heap pages to the system where the C library can (glibc malloc_trim); elsewhere it does
// nothing.
void return_free_memory();

}  // namespace callgate
