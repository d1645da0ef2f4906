#include "upstreams/launcher.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "upstreams/command_image.h"
#include "upstreams/launch_request.h"
#include "upstreams/launcher_process.h"
#include "upstreams/process_tree.h"

namespace callgate {
namespace {

// Room for a server to write ahead while the gateway is busy, and the reverse.
constexpr std::size_t kPipeBytes = std::size_t{256} * 1024;
constexpr std::size_t kErrorPipeBytes = std::size_t{64} * 1024;

Error system_error(const char* what) {
  const int number = errno;
  std::string text = std::string("cannot start servers: ") + what + ": " + std::strerror(number);
  if (number == EMFILE || number == ENFILE) text += "; raise the limit of open files (ulimit -n)";
  if (number == EAGAIN) text += "; too many processes run already (ulimit -u)";
  return error(Errc::io, std::move(text));
}

Result<void> check(const Command& command) {
  if (command.argv.empty() || !command.argv.front().starts_with('/')) {
    return error(Errc::invalid, "a command needs the absolute path of its program");
  }
  const auto broken = [](const std::string& text) { return text.find('\0') != std::string::npos; };
  if (std::any_of(command.argv.begin(), command.argv.end(), broken) ||
      std::any_of(command.env.begin(), command.env.end(), broken) || broken(command.cwd)) {
    return error(Errc::invalid, "a NUL byte in the command, the environment or the folder of a server");
  }
  return {};
}

OwnedFd write_image(const Command& command) {
  const std::string image = command_image(command);
  OwnedFd file = make_anonymous_file();
  std::size_t done = 0;
  while (file && done < image.size()) {
    const ssize_t written = ::write(file.get(), image.data() + done, image.size() - done);
    if (written < 0 && errno != EINTR) return OwnedFd();
    if (written > 0) done += static_cast<std::size_t>(written);
  }
  return file;
}

// Both ends of everything between the gateway and one server.
struct Ends {
  Child ours;
  LaunchRequest theirs;
};

Result<Ends> make_ends(const Command& command) {
  std::optional<Pipe> input = make_pipe(kPipeBytes);
  std::optional<Pipe> output = make_pipe(kPipeBytes);
  std::optional<Pipe> errors = make_pipe(kErrorPipeBytes);
  auto control = make_stream_pair();
  if (!input || !output || !errors || !control) return system_error("pipe");
  OwnedFd image = write_image(command);
  if (!image) return system_error("command");
  Ends ends;
  ends.ours = {std::move(input->write), std::move(output->read), std::move(errors->read),
               std::move(control->first)};
  ends.theirs = {std::move(control->second), std::move(image), std::move(input->read),
                 std::move(output->write), std::move(errors->write)};
  for (const OwnedFd* fd : {&ends.ours.input, &ends.ours.output, &ends.ours.errors, &ends.ours.control}) {
    ::fcntl(fd->get(), F_SETFL, ::fcntl(fd->get(), F_GETFL) | O_NONBLOCK);
  }
  return ends;
}

}  // namespace

Result<Launcher> Launcher::start() {
  Launcher launcher;
  adopt_orphans();
  if (auto forked = launcher.fork_launcher(); !forked) return std::move(forked).error();
  return launcher;
}

Launcher::Launcher(Launcher&& other) noexcept
    : socket_(std::move(other.socket_)),
      pid_(std::exchange(other.pid_, -1)),
      sessions_(std::move(other.sessions_)) {}

Launcher::~Launcher() {
  socket_.reset();
  if (pid_ > 0) ::waitpid(pid_, nullptr, WNOHANG);
}

Result<void> Launcher::fork_launcher() {
  auto pair = make_stream_pair();
  if (!pair) return system_error("socket");
  // A signal that arrived in the child before it is ready would run the gateway's handlers there.
  sigset_t all, before;
  ::sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, &before);
  const pid_t pid = ::fork();
  if (pid == 0) run_launcher(pair->second.get());
  const int number = errno;
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  errno = number;
  if (pid < 0) return system_error("fork");
  socket_ = std::move(pair->first);
  pid_ = pid;
  sessions_.push_back(pid);
  return {};
}

Result<Child> Launcher::spawn(const Command& command) {
  if (auto checked = check(command); !checked) return std::move(checked).error();
  auto ends = make_ends(command);
  if (!ends) return std::move(ends).error();
  if (send_request(socket_.get(), ends->theirs)) return std::move(ends->ours);
  if (errno == EAGAIN || errno == ETOOMANYREFS) {
    return error(Errc::busy, "too many servers are being started at once; try again");
  }
  // Whatever else is wrong with the launcher, a new one cures it. Its keepers do their duty without it.
  if (pid_ > 0) {
    signal_process(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  if (auto forked = fork_launcher(); !forked) return std::move(forked).error();
  if (!send_request(socket_.get(), ends->theirs)) return system_error("launcher");
  return std::move(ends->ours);
}

std::size_t Launcher::sweep_orphans() {
  const std::size_t killed = signal_descendants(SIGKILL, sessions_);
  pid_t pid = 0;
  while ((pid = ::waitpid(-1, nullptr, WNOHANG)) > 0) {
    if (pid == pid_) pid_ = -1;
  }
  return killed;
}

}  // namespace callgate
