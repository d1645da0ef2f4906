#include "mischief.h"

#include <signal.h>
#include <unistd.h>

namespace callgate::test {
namespace {

constexpr unsigned kLastResortSeconds = 300;  // a stray that a failing test leaves behind ends by itself

[[noreturn]] void wait_for_ever(const std::string& kind, bool hold_pipes, Control& control) {
  ::alarm(kLastResortSeconds);
  if (!hold_pipes) {
    for (int fd : {0, 1, 2}) ::close(fd);
  }
  control.note('P', kind + " " + std::to_string(::getpid()));
  while (true) ::pause();
}

}  // namespace

bool leave_process(const std::string& kind, bool hold_pipes, Control& control) {
  if (kind != "plain" && kind != "setsid" && kind != "double_fork" && kind != "ignore_term") return false;
  if (::fork() != 0) return true;
  if (kind == "ignore_term") ignore_signals();
  if (kind == "setsid" || kind == "double_fork") ::setsid();
  if (kind == "double_fork" && ::fork() != 0) ::_exit(0);
  wait_for_ever(kind, hold_pipes, control);
}

std::string flood(std::size_t bytes) {
  const std::string line = std::string(99, 'e') + "\n";
  std::string text;
  text.reserve(bytes + line.size());
  while (text.size() < bytes) text += line;
  text.resize(bytes);
  return text;
}

void ignore_signals() {
  for (int number : {SIGTERM, SIGINT, SIGHUP}) ::signal(number, SIG_IGN);
  ::alarm(kLastResortSeconds);
}

std::string from_hex(const std::string& digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

}  // namespace callgate::test
