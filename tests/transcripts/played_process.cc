#include "played_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace callgate::test {
namespace {

// One end for each side; neither ever blocks.
void connect(OwnedFd& ours, OwnedFd& theirs) {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return;
  for (const int fd : ends) ::fcntl(fd, F_SETFL, O_NONBLOCK);
  ours = OwnedFd(ends[0]);
  theirs = OwnedFd(ends[1]);
}

}  // namespace

PlayedProcess::PlayedProcess(Script script, int run, Listener listener)
    : listener_(std::move(listener)), run_(run), server_(std::move(script), *this) {
  connect(input_, child_.input);
  connect(output_.pipe, child_.output);
  connect(errors_.pipe, child_.errors);
  connect(keeper_, child_.control);
}

bool PlayedProcess::turn() {
  if (over_) return false;
  bool moved = begin();
  moved = hear_gateway() || moved;
  moved = output_.flush() || moved;
  moved = errors_.flush() || moved;
  if (!output_.empty() || !errors_.empty()) return moved;
  if (ending_) return end();
  const bool got = read();
  return obey(got) || got || moved;
}

bool PlayedProcess::begin() {
  if (begun_) return false;
  begun_ = true;
  report(ControlMessage::Kind::started, 0);
  listener_('S', std::to_string(run_) + " 0");
  server_.start();
  return true;
}

// The keeper's part: the gateway asks for the end, or has let go of the control socket.
bool PlayedProcess::hear_gateway() {
  char order = 0;
  const ssize_t got = ::recv(keeper_.get(), &order, 1, MSG_DONTWAIT);
  if (got < 0) return false;
  const bool kill = got != 1 || order == static_cast<char>(Stop::kill);
  if (deaf_ && !kill) return true;
  // What it was about to write is lost.
  for (Output* output : {&output_, &errors_}) output->sent = output->bytes.size();
  raise(kill ? SIGKILL : SIGTERM);
  return true;
}

bool PlayedProcess::read() {
  if (!input_) return false;
  char byte;
  const ssize_t waiting = ::recv(input_.get(), &byte, 1, MSG_DONTWAIT | MSG_PEEK);
  if (waiting < 0) return false;
  std::vector<std::string> lines;
  const bool open = lines_.read_from(input_.get(), lines);
  if (!open) lines.clear();  // half a line is none
  for (const std::string& line : lines) {
    if (!ending_) server_.receive(line);
  }
  if (open || ending_) return true;
  input_.reset();
  listener_('E', "");
  if (!server_.stays_at_eof() && !ending_) exit(0);
  return true;
}

// A sync is answered when there is nothing left to read.
bool PlayedProcess::obey(bool read_something) {
  if (commands_.empty() || ending_) return false;
  const std::string command = commands_.front();
  const bool sync = command.starts_with("sync ");
  if (sync && read_something) return false;
  commands_.pop_front();
  if (sync) {
    listener_('X', command.substr(5));
  } else {
    server_.obey(command);
  }
  return true;
}

bool PlayedProcess::end() {
  if (over_) return false;
  over_ = true;
  for (OwnedFd* fd : {&input_, &output_.pipe, &errors_.pipe}) fd->reset();
  report(how_, status_);
  report(ControlMessage::Kind::swept, 0);
  keeper_.reset();
  listener_('!', std::to_string(run_));
  return true;
}

void PlayedProcess::report(ControlMessage::Kind kind, int value) {
  ControlMessage message;
  std::memset(static_cast<void*>(&message), 0, sizeof message);  // the gaps too: they are sent along
  message.kind = kind;
  message.value = value;
  (void)!::send(keeper_.get(), &message, sizeof message, MSG_NOSIGNAL);
}

bool PlayedProcess::Output::flush() {
  bool moved = false;
  while (!empty()) {
    const ssize_t n =
        ::send(pipe.get(), bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return moved;
    moved = true;
    // Nobody reads any more: what is written goes nowhere.
    sent = n < 0 ? bytes.size() : sent + static_cast<std::size_t>(n);
  }
  bytes.clear();
  sent = 0;
  if (!closing || !pipe) return moved;
  pipe.reset();
  return true;
}

void PlayedProcess::write(int stream, std::string_view bytes) {
  if (!ending_) (stream == 1 ? output_ : errors_).bytes += bytes;
}

void PlayedProcess::close(int stream) {
  if (stream == 0) return input_.reset();
  (stream == 1 ? output_ : errors_).closing = true;
}

void PlayedProcess::exit(int status) {
  if (ending_) return;
  ending_ = true;
  how_ = ControlMessage::Kind::exited;
  status_ = status;
}

void PlayedProcess::raise(int signal) {
  if (ending_ || (deaf_ && signal != SIGKILL)) return;
  ending_ = true;
  how_ = ControlMessage::Kind::killed;
  status_ = signal;
}

}  // namespace callgate::test
