// From the end of the gateway, asked for in three ways, to the end of the last process below it. Every
// upstream has a grandchild in a session of its own that does not react to SIGTERM. This process adopts every
// orphan, so what the gateway left behind is found below it.
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "fleet.h"
#include "process_table.h"

namespace callgate::bench {
namespace {

constexpr Millis kLimit{10000};

// The processes of the upstreams, each with a descriptor that becomes readable when it ends: no polling of
// /proc while the gateway works.
class Watch {
 public:
  Watch(pid_t gateway, const std::string& server) {
    for (const pid_t pid : descendants(gateway)) {
      if (executable(pid) != server) continue;
      fds_.push_back({static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)), POLLIN, 0});
    }
  }
  ~Watch() {
    for (const pollfd& each : fds_) ::close(each.fd);
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  std::size_t size() const { return fds_.size(); }

  // Waits for the end of all; how long that took since `from`, in ms, at most the limit.
  double wait_all(Instant from) const {
    for (pollfd each : fds_) {
      int ended = 0;
      while (ended <= 0 && now() < from + kLimit) {
        const auto left = std::chrono::ceil<Millis>(from + kLimit - now()).count();
        ended = ::poll(&each, 1, static_cast<int>(left));
      }
    }
    return micros_between(from, now()) / 1000;
  }

 private:
  std::vector<pollfd> fds_;
};

struct Ending {
  const char* figure;
  int signal;  // 0: EOF
};
constexpr Ending kEndings[] = {{"stop.eof", 0}, {"stop.sigterm", SIGTERM}, {"stop.sigkill", SIGKILL}};

bool end_once(Bench& bench, const Setup& setup, const std::string& config, const Ending& ending,
              double& survivors) {
  Fleet fleet = start_fleet(bench, setup, fresh_path(bench, "state"), config);
  Session& session = *fleet.session;
  if (!bring_up(fleet)) {
    bench.report.fail("stop", setup.key, session.fault());
    return false;
  }
  const Watch upstreams(session.pid(), std::filesystem::canonical(bench.options.server));
  if (upstreams.size() != 2 * kFleetServers) {
    bench.report.fail(
        "stop", setup.key,
        "expected 40 upstream processes below the gateway, found " + std::to_string(upstreams.size()));
    return false;
  }
  const Instant from = now();
  if (ending.signal) {
    ::kill(session.pid(), ending.signal);
  } else {
    session.close_input();
  }
  bench.report.add(ending.figure, setup.key, upstreams.wait_all(from));
  session.wait_end(kLimit);
  // Helpers end just after what they watch over.
  for (const Instant until = now() + Millis(500); now() < until && !descendants(::getpid()).empty();)
    reap_orphans();
  const auto left = descendants(::getpid());
  survivors = std::max(survivors, static_cast<double>(left.size()));
  for (const pid_t pid : left) ::kill(pid, SIGKILL);
  return true;
}

bool stop_round(Bench& bench, const Setup& setup, const std::string& config) {
  double survivors = 0;
  for (const Ending& ending : kEndings) {
    if (!end_once(bench, setup, config, ending, survivors)) return false;
  }
  bench.report.add("stop.survivors", setup.key, survivors);
  return true;
}

}  // namespace

void measure_stop(Bench& bench) {
  const std::string config = write_fleet(bench.scratch, bench.options.server, true);
  play_rounds(bench, [&](const Setup& setup) { return !setup.gateway || stop_round(bench, setup, config); });
}

}  // namespace callgate::bench
