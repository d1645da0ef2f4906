#include "pipe_stage.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

namespace callgate::test {
namespace {

int child_ended[2] = {-1, -1};

// A child's end must wake poll; the handler may only write to a pipe.
void watch_children() {
  if (child_ended[0] >= 0 || ::pipe(child_ended) != 0) return;
  for (const int fd : child_ended) {
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::fcntl(fd, F_SETFL, O_NONBLOCK);
  }
  ::signal(SIGCHLD, [](int) { [[maybe_unused]] const ssize_t n = ::write(child_ended[1], ".", 1); });
}

int remaining_ms(PipeStage::Instant deadline) {
  return static_cast<int>(
      std::chrono::duration_cast<std::chrono::milliseconds>(deadline - PipeStage::Instant::clock::now())
          .count());
}

}  // namespace

PipeStage::PipeStage(const Case& a_case, const Options& options) : Stage(a_case, options) {
  watch_children();
}

PipeStage::~PipeStage() {
  program_.reset();
  for (const auto& link : links_) {
    if (link->gone()) continue;
    for (const int pid : link->pids()) {
      if (pid > 1) ::kill(pid, SIGKILL);
    }
  }
}

std::unique_ptr<ServerLink> PipeStage::make_link(const std::string& name) {
  auto link = std::make_unique<SocketLink>(name);
  if (!link->listen(directory() + "/" + name + ".sock")) return nullptr;
  sockets_.push_back(link.get());
  return link;
}

std::string PipeStage::start() {
  program_ = std::make_unique<Process>();
  return program_->start({command_line(), environment(), directory() + "/work"}) ? ""
                                                                                 : "cannot start the program";
}

std::string PipeStage::run_command(const std::vector<std::string>& arguments, const std::string& input,
                                   std::string& out, std::string& err, int& exit_code) {
  Process command;
  std::vector<std::string> line = {options_.callgate};
  line.insert(line.end(), arguments.begin(), arguments.end());
  if (!command.start({line, environment(), directory() + "/work"})) return "cannot start the command";
  command.send(input);
  command.close_input();
  std::vector<std::string> out_lines, err_lines;
  const auto deadline = Instant::clock::now() + std::chrono::milliseconds(options_.deadline_ms);
  while (command.out() >= 0 || command.err() >= 0 || !command.exit_code()) {
    command.flush();
    pollfd wait[4] = {{command.out(), POLLIN, 0},
                      {command.err(), POLLIN, 0},
                      {child_ended[0], POLLIN, 0},
                      {command.wants_to_write() ? command.in() : -1, POLLOUT, 0}};
    const int left = remaining_ms(deadline);
    if (left <= 0 || ::poll(wait, 4, left) == 0) return "the command does not end";
    if (wait[0].revents != 0) command.read_out(out_lines);
    if (wait[1].revents != 0) command.read_err(err_lines);
    char drained[64];
    if (wait[2].revents != 0) [[maybe_unused]]
      const ssize_t n = ::read(child_ended[0], drained, sizeof drained);
  }
  for (const std::string& text : out_lines) out += text + "\n";
  for (const std::string& text : err_lines) err += text + "\n";
  exit_code = *command.exit_code();
  return {};
}

bool PipeStage::turn_before(Instant deadline) {
  program_->flush();
  std::vector<pollfd> wait = {{program_->out(), POLLIN, 0},
                              {program_->err(), POLLIN, 0},
                              {program_->wants_to_write() ? program_->in() : -1, POLLOUT, 0},
                              {child_ended[0], POLLIN, 0}};
  for (const SocketLink* link : sockets_) {
    wait.push_back({link->listener(), POLLIN, 0});
    for (const int fd : link->open_connections()) wait.push_back({fd, POLLIN, 0});
  }
  const int left = remaining_ms(deadline);
  if (left <= 0) return false;
  if (::poll(wait.data(), wait.size(), left) <= 0) return true;
  std::vector<std::string> lines;
  if (wait[0].revents != 0) program_->read_out(lines);
  host_lines_.insert(host_lines_.end(), lines.begin(), lines.end());
  if (wait[1].revents != 0) program_->read_err(log_);
  char drained[64];
  if (wait[3].revents != 0) [[maybe_unused]]
    const ssize_t n = ::read(child_ended[0], drained, sizeof drained);
  for (std::size_t i = 4; i < wait.size(); ++i) {
    if (wait[i].revents == 0) continue;
    for (SocketLink* link : sockets_)
      wait[i].fd == link->listener() ? link->accept_one() : link->read(wait[i].fd);
  }
  return true;
}

}  // namespace callgate::test
