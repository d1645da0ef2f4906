// What /proc says about processes, and the adoption of orphans. Linux only, as pidfds and the subreaper flag
// are: they are what makes the figures exact.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace callgate::bench {

// Makes orphans of every depth children of this process, so that none can leave descendants(own pid) unseen.
void adopt_orphans();

// Reaps orphans that have ended. Only while no Child is running: it would take their exit status too.
void reap_orphans();

// All living processes below `pid`, zombies left out.
std::vector<pid_t> descendants(pid_t pid);

// The file that the process executes, as a path; empty if it is gone.
std::string executable(pid_t pid);

// VmRSS or VmHWM in MiB; 0 if the process is gone.
double resident_mib(pid_t pid, const char* field = "VmRSS");

// User and system time of all its threads, in seconds, in steps of the clock tick (10 ms).
double cpu_seconds(pid_t pid);

}  // namespace callgate::bench
