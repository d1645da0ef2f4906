#include "upstreams/process_tree.h"

#include <signal.h>

#include <cerrno>

namespace callgate {

void signal_process(pid_t pid, int signal) {
  if (pid > 1) ::kill(pid, signal);
}

void signal_group(pid_t leader, int signal) {
  if (leader > 1) ::kill(-leader, signal);
}

bool group_exists(pid_t leader) {
  return leader > 1 && (::kill(-leader, 0) == 0 || errno != ESRCH);
}

}  // namespace callgate
