// What operating systems do differently about processes and their descriptors. One implementation for each:
// process_tree_linux.cc, process_tree_macos.cc.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "upstreams/owned_fd.h"

namespace callgate {

// kill(), but never with a number that stands for many: 0 and -1, which forgotten bookkeeping holds, would
// reach the caller's own group or every process of the user. Does nothing for them.
void signal_process(pid_t pid, int signal);
void signal_group(pid_t leader, int signal);
// Whether the process group that `leader` opened still has members, zombies included.
bool group_exists(pid_t leader);

// The functions of this block are called between fork and exec, possibly of a process with threads: they use
// no heap.

// From now on, descendants of this process whose own parent ends become its children. No-op on macOS.
void adopt_orphans();

// The calling process, forked by `parent`, is killed when `parent` ends. False: it has ended already.
// On macOS only the latter.
bool die_with(pid_t parent);

// Sends `signal` to the descendants of this process that the system lets it find, except processes in the
// sessions `spared` (and what is below those). On Linux these are its children, as orphans become children
// sooner or later; on macOS the whole tree. Returns how many were found alive or not yet reaped. Repeat until
// nothing is left: a tree that forks meanwhile may be seen in part.
std::size_t signal_descendants(int signal, std::span<const pid_t> spared);

#ifdef __linux__
// The same by looking at every process, for a kernel that keeps no lists of children; here for the tests.
std::size_t signal_children_by_scan(int signal, std::span<const pid_t> spared);
#endif

// Closes every descriptor from `first` on.
void close_descriptors_from(int first);

// The name that `ps` and `top` show, at most 15 characters.
void name_process(const char* name);

// Pairs and files that are closed on exec; nothing, with errno set, when the system has none left.
struct Pipe {
  OwnedFd read, write;
};
// `size` in bytes is a wish for the room inside.
std::optional<Pipe> make_pipe(std::size_t size);
std::optional<std::pair<OwnedFd, OwnedFd>> make_stream_pair();
// An empty file in memory or without a name.
OwnedFd make_anonymous_file();

// The flag of send() and sendmsg() against SIGPIPE, where the system has it.
extern const int kSendQuietly;

}  // namespace callgate
