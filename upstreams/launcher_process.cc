#include "upstreams/launcher_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <span>

#include "upstreams/control.h"
#include "upstreams/keeper.h"
#include "upstreams/launch_request.h"
#include "upstreams/process_tree.h"

namespace callgate {
namespace {

constexpr int kSocket = 3;

// Leaves the gateway's terminal, session and descriptors. Holding its stdout or stderr would keep a host
// waiting for their end.
void detach(int socket) {
  ::setsid();
  // Dup first: `socket` may lie where /dev/null goes, if the gateway was started with 0 to 2 closed.
  const int high = ::fcntl(socket, F_DUPFD, kSocket + 1);
  const int null = ::open("/dev/null", O_RDWR);
  for (int fd = 0; fd < kSocket; ++fd) ::dup2(null >= 0 ? null : high, fd);
  ::dup2(high, kSocket);
  ::fcntl(kSocket, F_SETFD, FD_CLOEXEC);
  close_descriptors_from(kSocket + 1);
}

// SIGCHLD stays blocked but while pselect waits, so none is missed. What the gateway ignores must not reach
// the servers, who inherit it.
void on_child(int) {}
void prepare_signals() {
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; ++signal) ::sigaction(signal, &action, nullptr);
  action.sa_handler = on_child;
  ::sigaction(SIGCHLD, &action, nullptr);
}

// False when the gateway has closed its end.
bool serve_request() {
  std::optional<LaunchRequest> request = receive_request(kSocket);
  if (!request) return false;
  const bool complete =
      request->control && request->image && request->input && request->output && request->errors;
  const pid_t pid = complete ? ::fork() : -1;
  if (pid == 0) {
    ::close(kSocket);
    run_keeper(*request);
  }
  if (pid < 0 && request->control) {
    const ControlMessage failed{ControlMessage::Kind::failed, complete ? Stage::fork : Stage::handover, 0,
                                complete ? errno : EMFILE};
    ::send(request->control.get(), &failed, sizeof failed, kSendQuietly);
  }
  return true;
}

// Reaps keepers, and ends what a killed keeper left behind: it is re-parented to this process before the
// keeper's end is signalled. Keepers live in this session, which no server's process can join. False: no
// child is left.
bool reap() {
  pid_t pid = 0;
  while ((pid = ::waitpid(-1, nullptr, WNOHANG)) > 0) {
  }
  if (pid < 0) return false;
  const pid_t own = ::getsid(0);
  signal_descendants(SIGKILL, std::span(&own, 1));
  return true;
}

}  // namespace

void run_launcher(int socket) {
  detach(socket);
  name_process("callgate-launch");
  adopt_orphans();
  prepare_signals();
  sigset_t waiting;
  ::sigfillset(&waiting);
  ::sigdelset(&waiting, SIGCHLD);
  bool open = true;
  while (true) {
    fd_set readable;
    FD_ZERO(&readable);
    if (open) FD_SET(kSocket, &readable);
    const int ready = ::pselect(kSocket + 1, &readable, nullptr, nullptr, nullptr, &waiting);
    if (ready > 0) open = serve_request();
    if (!reap() && !open) ::_exit(0);
  }
}

}  // namespace callgate
