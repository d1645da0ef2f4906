// An MCP server on stdio that does what a JSON script says, good or bad. README.md describes scripts and
// options.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <map>

#include "process_body.h"
#include "server.h"

namespace {

using namespace callgate::test;

// How often this server has been started: each start adds a byte to the file.
int count_run(const std::string& path) {
  if (path.empty()) return 1;
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  struct stat state {};
  if (fd < 0 || ::write(fd, ".", 1) != 1 || ::fstat(fd, &state) != 0) return 1;
  ::close(fd);
  return static_cast<int>(state.st_size);
}

// The lines on stdin, as they come.
class Input {
 public:
  // Reads once and hands every complete line to the server; false at the end of input.
  bool feed(ScriptedServer& server) {
    char chunk[65536];
    const ssize_t n = ::read(0, chunk, sizeof chunk);
    if (n <= 0) return false;
    const std::size_t old = rest_.size();
    rest_.append(chunk, static_cast<std::size_t>(n));
    std::size_t begin = 0;
    for (std::size_t end = rest_.find('\n', old); end != rest_.npos; end = rest_.find('\n', begin)) {
      server.receive(rest_.substr(begin, end - begin));
      begin = end + 1;
    }
    rest_.erase(0, begin);
    return true;
  }

 private:
  std::string rest_;
};

bool readable(int fd) {
  pollfd wait{fd, POLLIN, 0};
  return ::poll(&wait, 1, 0) > 0;
}

void serve_commands(Control& control, ScriptedServer& server, Input& input, bool& open) {
  for (const std::string& command : control.commands()) {
    if (!command.starts_with("sync ")) {
      server.obey(command);
      continue;
    }
    while (open && readable(0)) open = input.feed(server);
    control.note('X', command.substr(5));
  }
}

int run(ScriptedServer& server, Control& control) {
  Input input;
  bool open = true, stays = false;
  server.start();
  while (true) {
    pollfd wait[2] = {{open ? 0 : -1, POLLIN, 0}, {control.fd(), POLLIN, 0}};
    ::poll(wait, 2, -1);
    if (wait[0].revents != 0) open = input.feed(server);
    if (wait[1].revents != 0) serve_commands(control, server, input, open);
    if (open || stays) continue;
    control.note('E', "");
    stays = server.stays_at_eof();
    if (!stays) return 0;
    ::alarm(300);  // should the test fail to stop us
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> options;
  for (int i = 2; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
  if (argc < 2) {
    std::cerr << "usage: scripted_server SCRIPT|JSON [--record FILE] [--control SOCKET] [--runs FILE]\n";
    return 2;
  }
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGCHLD, SIG_IGN);
  const int run_number = count_run(options["--runs"]);
  std::string problem;
  Script script = Script::load(argv[1], run_number, problem);
  Control control;
  if (problem.empty()) problem = control.open(options["--record"], options["--control"]);
  if (!problem.empty()) {
    std::cerr << "scripted_server: " << problem << "\n";
    return 2;
  }
  if (argc > 2 && std::string(argv[argc - 1]) == "--check") return 0;
  control.note('S', std::to_string(run_number) + " " + std::to_string(::getpid()));
  ProcessBody body(control);
  ScriptedServer server(std::move(script), body);
  return run(server, control);
}
