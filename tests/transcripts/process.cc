#include "process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace callgate::test {
namespace {

bool make_pipe(int (&ends)[2]) {
  if (::pipe(ends) != 0) return false;
  for (int fd : ends) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  return true;
}

void close_and_forget(int& fd) {
  if (fd >= 0) ::close(fd);
  fd = -1;
}

[[noreturn]] void become(const Launch& launch, int in, int out, int err) {
  ::dup2(in, 0);
  ::dup2(out, 1);
  ::dup2(err, 2);
  ::signal(SIGPIPE, SIG_DFL);
  std::vector<char*> arguments, environment;
  std::vector<std::string> settings;
  for (const auto& [name, value] : launch.environment) settings.push_back(name + "=" + value);
  for (std::string& setting : settings) environment.push_back(setting.data());
  for (const std::string& word : launch.command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  environment.push_back(nullptr);
  if (launch.directory.empty() || ::chdir(launch.directory.c_str()) == 0) {
    ::execve(arguments[0], arguments.data(), environment.data());
  }
  ::_exit(127);
}

}  // namespace

Process::~Process() {
  if (pid_ > 0 && !exit_code()) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  for (int* fd : {&in_, &out_, &err_}) close_and_forget(*fd);
}

bool Process::start(const Launch& launch) {
  int in[2], out[2], err[2];
  if (!make_pipe(in) || !make_pipe(out) || !make_pipe(err)) return false;
  pid_ = ::fork();
  if (pid_ == 0) become(launch, in[0], out[1], err[1]);
  for (int fd : {in[0], out[1], err[1]}) ::close(fd);
  in_ = in[1], out_ = out[0], err_ = err[0];
  ::fcntl(in_, F_SETFL, O_NONBLOCK);
  return pid_ > 0;
}

void Process::flush() {
  std::size_t sent = 0;
  while (in_ >= 0 && sent < unsent_.size()) {
    const ssize_t n = ::write(in_, unsent_.data() + sent, unsent_.size() - sent);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno != EAGAIN) close_and_forget(in_);
    if (n < 0) break;
    sent += static_cast<std::size_t>(n);
  }
  unsent_.erase(0, sent);
  if (closing_ && unsent_.empty()) close_and_forget(in_);
}

void Process::signal(int number) const {
  if (pid_ > 0 && !status_) ::kill(pid_, number);
}

std::optional<int> Process::exit_code() {
  int status = 0;
  if (!status_ && pid_ > 0 && ::waitpid(pid_, &status, WNOHANG) == pid_) {
    status_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }
  return status_;
}

void Process::read_out(std::vector<std::string>& lines) {
  if (!out_lines_.read_from(out_, lines)) close_and_forget(out_);
}

void Process::read_err(std::vector<std::string>& lines) {
  if (!err_lines_.read_from(err_, lines)) close_and_forget(err_);
}

}  // namespace callgate::test
