#include "driver.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>

#include "match.h"
#include "player.h"

namespace callgate::test {
namespace {

struct Arguments {
  Options options;
  std::vector<std::string> files;
  std::string only = "*";
  std::size_t jobs = 4;
  bool check_only = false;
  bool list = false;
};

bool read_arguments(int argc, char** argv, const Driver& driver, Arguments& out) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const bool has_value = i + 1 < argc;
    if (word == "--callgate" && has_value)
      out.options.callgate = std::filesystem::absolute(argv[++i]);
    else if (word == "--server" && has_value)
      out.options.server = std::filesystem::absolute(argv[++i]);
    else if (word == "--only" && has_value)
      out.only = argv[++i];
    else if (word == "--jobs" && has_value)
      out.jobs = std::strtoul(argv[++i], nullptr, 10);
    else if (word == "--deadline-ms" && has_value)
      out.options.deadline_ms = std::atoi(argv[++i]);
    else if (word == "--direct")
      out.options.direct = true;
    else if (word == "--keep")
      out.options.keep = true;
    else if (word == "--check")
      out.check_only = true;
    else if (word == "--list")
      out.list = true;
    else if (word.starts_with("--"))
      return false;
    else
      out.files.push_back(word);
  }
  return !out.files.empty() && out.jobs > 0 && (out.check_only || out.list || driver.complete(out.options));
}

// "direct": true also without a gateway; "direct": "only" never with one.
bool suits(const Json& header, bool direct) {
  return direct ? header.contains("direct") : header.value("direct", Json()) != "only";
}

std::vector<Case> chosen_cases(const Arguments& arguments, std::vector<std::string>& problems) {
  std::vector<Case> cases;
  for (const std::string& file : arguments.files) {
    for (Case& a_case : read_cases(file, problems)) {
      const bool plays = suits(a_case.header, arguments.options.direct);
      if (plays && glob_matches(arguments.only, a_case.name)) cases.push_back(std::move(a_case));
    }
  }
  return cases;
}

// Takes away what this driver cannot play, and says how many cases that are and why.
void leave_out(std::vector<Case>& cases, const Driver& driver, bool by_name) {
  std::map<std::string, std::size_t> reasons;
  std::erase_if(cases, [&](const Case& a_case) {
    const std::string reason = driver.unplayable(a_case);
    if (reason.empty()) return false;
    ++reasons[reason];
    if (by_name)
      std::cout << a_case.file << ":" << a_case.line << ": " << a_case.name << " — not played: " << reason
                << "\n";
    return true;
  });
  for (const auto& [reason, count] : reasons)
    std::cout << "SKIPPED " << count << " cases: " << reason << "\n";
}

struct Worker {
  pid_t pid = -1;
  int fd = -1;
  std::string report;
};

// With the address sanitizer, what a case leaves unreachable fails it.
bool leaks() {
#if defined(__SANITIZE_ADDRESS__)
  return __lsan_do_recoverable_leak_check() != 0;
#else
  return false;
#endif
}

std::string play_one(const Case& a_case, const Options& options, const Driver& driver) {
  std::unique_ptr<Stage> stage = driver.stage(a_case, options);
  std::string report = Player(a_case, options, *stage).play();
  stage.reset();
  if (!leaks()) return report;
  return report + "FAIL " + a_case.file + ":" + std::to_string(a_case.line) + ": " + a_case.name + " leaks\n";
}

// One process per case: what a case leaves behind, signals and descriptors, cannot reach another.
Worker start_case(const Case& a_case, const Options& options, const Driver& driver) {
  int ends[2];
  if (::pipe(ends) != 0) return {};
  for (const int fd : ends) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  Worker worker{::fork(), ends[0], ""};
  if (worker.pid != 0) {
    ::close(ends[1]);
    return worker;
  }
  ::signal(SIGPIPE, SIG_IGN);
  std::string report;
  try {
    report = play_one(a_case, options, driver);
  } catch (const std::exception& e) {  // nlohmann and the standard library, on a malformed step
    report = "FAIL " + a_case.file + ":" + std::to_string(a_case.line) + ": " + a_case.name + "\n     " +
             e.what() + "\n";
  }
  if (::write(ends[1], report.data(), report.size()) < 0) ::_exit(2);
  ::_exit(report.empty() ? 0 : 1);
}

// Reads what the workers report; true once this one has ended.
bool has_ended(Worker& worker, bool& passed) {
  char chunk[4096];
  const ssize_t n = ::read(worker.fd, chunk, sizeof chunk);
  if (n > 0) {
    worker.report.append(chunk, static_cast<std::size_t>(n));
    return false;
  }
  int status = 0;
  ::close(worker.fd);
  ::waitpid(worker.pid, &status, 0);
  passed = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (!passed && worker.report.empty())
    worker.report = "FAIL a case ended with status " + std::to_string(status) + "\n";
  return true;
}

int play_all(const std::vector<Case>& cases, const Arguments& arguments, const Driver& driver) {
  std::vector<Worker> running;
  std::size_t next = 0, passed = 0, failed = 0;
  while (next < cases.size() || !running.empty()) {
    while (next < cases.size() && running.size() < arguments.jobs) {
      running.push_back(start_case(cases[next++], arguments.options, driver));
    }
    std::vector<pollfd> wait;
    for (const Worker& worker : running) wait.push_back({worker.fd, POLLIN, 0});
    ::poll(wait.data(), wait.size(), -1);
    for (std::size_t i = running.size(); i-- > 0;) {
      bool good = false;
      if (wait[i].revents == 0 || !has_ended(running[i], good)) continue;
      std::cout << running[i].report << std::flush;
      ++(good ? passed : failed);
      running.erase(running.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 && passed > 0 ? 0 : 1;
}

}  // namespace

bool has_step(const Case& a_case, const std::string& member) {
  return std::any_of(a_case.steps.begin(), a_case.steps.end(),
                     [&](const Step& step) { return step.json.contains(member); });
}

int drive(int argc, char** argv, const Driver& driver) {
  Arguments arguments;
  if (!read_arguments(argc, argv, driver, arguments)) {
    std::cerr << driver.usage;
    return 2;
  }
  std::vector<std::string> problems;
  std::vector<Case> cases = chosen_cases(arguments, problems);
  for (const std::string& problem : problems) std::cout << problem << "\n";
  if (!problems.empty()) return 1;
  leave_out(cases, driver, arguments.list);
  if (arguments.list) {
    for (const Case& a_case : cases)
      std::cout << a_case.file << ":" << a_case.line << ": " << a_case.name << "\n";
  }
  if (arguments.check_only || arguments.list) {
    std::cout << cases.size() << " cases\n";
    return 0;
  }
  return play_all(cases, arguments, driver);
}

}  // namespace callgate::test
