#include "upstreams/keeper.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <span>
#include <utility>

#include "upstreams/command_image.h"
#include "upstreams/control.h"
#include "upstreams/process_tree.h"

namespace callgate {
namespace {

using Kind = ControlMessage::Kind;

// When a wrapper ends before the server it started (`sh -c` dies of the very SIGTERM that the server is still
// handling), the rest has this long to end by itself.
constexpr long kGraceMillis = 500;
// Between two passes over a tree that does not die; the end of any child starts the next pass at once.
constexpr long kFirstPauseMillis = 1, kLongestPauseMillis = 256;

// What a child that could not execute its program writes to its keeper.
struct StartFailure {
  Stage stage;
  int number;
};

long now_millis() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

// In the forked child: becomes the server or says why not. Its own session keeps it, and all that it starts,
// out of the keepers' session; it is a process group too.
[[noreturn]] void become_server(const LaunchRequest& request, pid_t keeper, int status) {
  const auto fail = [status](Stage stage) {
    const StartFailure failure{stage, errno};
    [[maybe_unused]] const ssize_t written = ::write(status, &failure, sizeof failure);
    ::_exit(127);
  };
  if (!die_with(keeper)) ::_exit(127);
  ::setsid();
  const MappedCommand command = map_command(request.image.get());
  if (!command.argv) fail(Stage::handover);
  // The descriptors handed over are above 2, where the launcher put /dev/null; all of them close on exec.
  if (::dup2(request.input.get(), 0) < 0 || ::dup2(request.output.get(), 1) < 0 ||
      ::dup2(request.errors.get(), 2) < 0) {
    fail(Stage::handover);
  }
  if (*command.cwd && ::chdir(command.cwd) != 0) fail(Stage::directory);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);  // the dispositions are the launcher's: all default after exec
  ::execve(command.argv[0], command.argv, command.env);
  fail(Stage::exec);
  ::_exit(127);
}

class Keeper {
 public:
  explicit Keeper(LaunchRequest& request) : control_(std::move(request.control)) { start(request); }
  [[noreturn]] void run();

 private:
  enum class Phase : char {
    running,  // the server lives
    leaving,  // it ended; the rest of its tree was asked to
    sweeping  // everything is being killed
  };

  void start(LaunchRequest& request);
  void wait();
  void read_status();
  void read_order();
  bool reap();
  void leave(int wait_status);
  void terminate_group();
  void sweep();
  bool group_lives();
  void tell(const ControlMessage& message) { ::send(control_.get(), &message, sizeof message, kSendQuietly); }

  OwnedFd control_;  // open to the end: its close is what tells the gateway that this process is gone
  OwnedFd status_;   // the child's end closes on exec, or brings a StartFailure
  pid_t server_ = 0;
  Phase phase_ = Phase::running;
  bool listening_ = true;
  bool started_ = false;
  bool terminated_ = false;
  bool group_gone_ = false;
  long deadline_ = 0;
  long pause_ = kFirstPauseMillis;
};

void Keeper::start(LaunchRequest& request) {
  std::optional<Pipe> pipe = make_pipe(0);
  const pid_t self = ::getpid();
  server_ = pipe ? ::fork() : -1;
  if (server_ == 0) become_server(request, self, pipe->write.get());
  if (server_ < 0) {
    tell({Kind::failed, Stage::fork, 0, errno});
    ::_exit(0);
  }
  status_ = std::move(pipe->read);
  // From here on only the server's tree holds its ends, so that their closing means what it says.
  request = LaunchRequest{};
}

void Keeper::wait() {
  fd_set readable;
  FD_ZERO(&readable);
  if (listening_) FD_SET(control_.get(), &readable);
  if (status_) FD_SET(status_.get(), &readable);
  long millis = -1;
  if (phase_ == Phase::leaving) millis = std::max(deadline_ - now_millis(), 0L);
  if (phase_ == Phase::sweeping) {
    millis = pause_;
    pause_ = std::min(pause_ * 2, kLongestPauseMillis);
  }
  const timespec timeout{millis / 1000, millis % 1000 * 1'000'000};
  sigset_t waiting;
  ::sigfillset(&waiting);
  ::sigdelset(&waiting, SIGCHLD);
  const int end = std::max(control_.get(), status_.get()) + 1;
  const int ready = ::pselect(end, &readable, nullptr, nullptr, millis < 0 ? nullptr : &timeout, &waiting);
  if (ready <= 0) return;
  if (status_ && FD_ISSET(status_.get(), &readable)) read_status();
  if (listening_ && FD_ISSET(control_.get(), &readable)) read_order();
}

void Keeper::read_status() {
  StartFailure failure{};
  if (::read(status_.get(), &failure, sizeof failure) == sizeof failure) {
    tell({Kind::failed, failure.stage, 0, failure.number});
  } else {
    started_ = true;
    tell({Kind::started, {}, server_, 0});
  }
  status_.reset();
}

void Keeper::read_order() {
  char order = static_cast<char>(Stop::kill);
  const ssize_t got = ::recv(control_.get(), &order, 1, 0);
  if (got < 0 && errno == EINTR) return;
  if (got <= 0) listening_ = false;
  if (got == 1 && order == static_cast<char>(Stop::terminate)) {
    if (phase_ != Phase::running) return;
    // Before exec there may be no group yet.
    started_ ? terminate_group() : signal_process(server_, SIGTERM);
  } else {
    sweep();
  }
}

// Takes the ends of children; false when none is left.
bool Keeper::reap() {
  while (true) {
    int wait_status = 0;
    const pid_t pid = ::waitpid(-1, &wait_status, WNOHANG);
    if (pid == 0) return true;
    if (pid < 0) return false;
    if (pid == server_) leave(wait_status);
  }
}

void Keeper::leave(int wait_status) {
  if (status_) read_status();
  if (started_ && WIFEXITED(wait_status)) tell({Kind::exited, {}, server_, WEXITSTATUS(wait_status)});
  if (started_ && WIFSIGNALED(wait_status)) tell({Kind::killed, {}, server_, WTERMSIG(wait_status)});
  if (phase_ != Phase::running) return;
  phase_ = Phase::leaving;
  deadline_ = now_millis() + kGraceMillis;
  if (!terminated_) terminate_group();
  signal_descendants(SIGTERM, std::span(&server_, 1));
}

// Whoever got SIGTERM once does not get it again: to many programs a second one means "at once, no clean-up".
void Keeper::terminate_group() {
  terminated_ = true;
  signal_group(server_, SIGTERM);
}

// Kills all that is there now. The tree first: where orphans are not adopted, the end of the server hides
// them.
void Keeper::sweep() {
  phase_ = Phase::sweeping;
  signal_descendants(SIGKILL, {});
  if (group_lives()) signal_group(server_, SIGKILL);
}

// Once false it stays so, as the number may become another group's.
bool Keeper::group_lives() {
  group_gone_ = group_gone_ || !group_exists(server_);
  return !group_gone_;
}

void Keeper::run() {
  while (true) {
    wait();
    if (!reap() && !group_lives()) {
      tell({Kind::swept});
      ::_exit(0);
    }
    if (phase_ == Phase::sweeping || (phase_ == Phase::leaving && now_millis() >= deadline_)) sweep();
  }
}

}  // namespace

void run_keeper(LaunchRequest& request) {
  name_process("callgate-keeper");
  adopt_orphans();
  Keeper(request).run();
}

}  // namespace callgate
