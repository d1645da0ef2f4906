#include "session.h"

#include <poll.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include "json_members.h"

namespace callgate::bench {
namespace {

constexpr std::chrono::seconds kAnswerLimit{30};
constexpr Millis kEndLimit{5000};
constexpr std::string_view kInitialized = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n";

std::string last_line(const std::string& path) {
  std::ifstream file(path);
  std::string last;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) last = line;
  }
  return last;
}

bool is_answer(std::string_view line) {
  return member(line, "method").empty();
}

}  // namespace

Session::Session(const std::vector<std::string>& command, std::string stderr_file)
    : child_(spawn(command, stderr_file)), stderr_file_(std::move(stderr_file)) {
  if (child_.pid < 0) fail(child_.error);
}

Session::~Session() {
  close_input();
  if (child_.pid > 0 && !wait_end(kEndLimit)) {
    ::kill(child_.pid, SIGKILL);
    wait_end(kEndLimit);
  }
  if (child_.from_child >= 0) ::close(child_.from_child);
}

bool Session::fail(std::string what) {
  if (!fault_.empty()) return false;
  fault_ = std::move(what);
  const std::string said = last_line(stderr_file_);
  if (!said.empty()) fault_ += " (its stderr ends: " + said + ")";
  return false;
}

bool Session::in_time() {
  return now() < deadline_ || fail("no answer within " + std::to_string(kAnswerLimit.count()) + " s");
}

bool Session::flush() {
  while (ok() && sent_ < unsent_.size()) {
    const ssize_t n = ::write(child_.to_child, unsent_.data() + sent_, unsent_.size() - sent_);
    if (n >= 0) {
      sent_ += static_cast<std::size_t>(n);
    } else if (errno == EAGAIN) {
      return true;
    } else if (errno != EINTR) {
      return fail(std::string("it no longer reads: ") + std::strerror(errno));
    }
  }
  unsent_.clear();
  sent_ = 0;
  return ok();
}

bool Session::wait() {
  deadline_ = now() + kAnswerLimit;
  pollfd waits[] = {{child_.from_child, POLLIN, 0}, {child_.to_child, POLLOUT, 0}};
  while (ok() && in_time()) {
    const int ready = ::poll(waits, unsent_.empty() ? 1 : 2, 1000);
    if (ready > 0) {
      if (waits[1].revents && !flush()) return false;
      return !waits[0].revents || receive();
    }
  }
  return false;
}

bool Session::receive() {
  while (ok()) {
    const std::span<char> room = lines_.room();
    const ssize_t n = ::read(child_.from_child, room.data(), room.size());
    if (n > 0) {
      lines_.filled(static_cast<std::size_t>(n));
      return true;
    }
    if (n == 0) return fail("it closed its stdout");
    if (errno != EINTR) return fail(std::string("cannot read its stdout: ") + std::strerror(errno));
    if (!in_time()) return false;
  }
  return false;
}

bool Session::ask(std::string_view request, std::string_view& answer) {
  queue(request);
  if (!flush()) return false;
  while (!unsent_.empty()) {
    if (!wait()) return false;
  }
  deadline_ = now() + kAnswerLimit;
  while (ok()) {
    while (const auto line = lines_.next_line()) {
      arrived_ = now();
      if (!is_answer(*line)) continue;
      answer = *line;
      return true;
    }
    if (!receive()) return false;
  }
  return false;
}

bool Session::initialize(Instant& answered) {
  const std::string id = std::to_string(next_id());
  std::string_view answer;
  if (!ask(
          "{\"jsonrpc\":\"2.0\",\"id\":" + id +
              ",\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
              "\"clientInfo\":{\"name\":\"callgate-bench\",\"version\":\"1.0.0\"}}}\n",
          answer)) {
    return false;
  }
  answered = arrived();
  if (member(answer, "id") != id || member(member(answer, "result"), "protocolVersion") != "\"2025-11-25\"") {
    return fail("wrong answer to initialize: " + std::string(answer.substr(0, 200)));
  }
  queue(kInitialized);
  return flush();
}

void Session::close_input() {
  if (child_.to_child >= 0) ::close(std::exchange(child_.to_child, -1));
}

bool Session::wait_end(Millis limit) {
  if (child_.pid > 0 && bench::wait_end(child_.pid, limit)) child_.pid = -1;
  return child_.pid < 0;
}

void interrupt_blocked_reads() {
  struct sigaction quiet {};
  quiet.sa_handler = [](int) {};
  ::sigaction(SIGALRM, &quiet, nullptr);
  const itimerval second{{1, 0}, {1, 0}};
  ::setitimer(ITIMER_REAL, &second, nullptr);
}

}  // namespace callgate::bench
