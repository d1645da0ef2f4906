#include "mischief.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>

namespace callgate {
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

void flood_stderr(std::size_t bytes) {
  const std::string line = std::string(99, 'e') + "\n";
  std::string block;
  for (int i = 0; i < 100; ++i) block += line;
  for (std::size_t left = bytes; left > 0;) {
    const std::size_t n = std::min(left, block.size());
    if (!write_all(2, std::string_view(block).substr(0, n))) return;
    left -= n;
  }
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

}  // namespace callgate
