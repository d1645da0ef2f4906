#include "gateway/commands/tool_catalog.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/json/view.h"
#include "gateway/commands/exit_code.h"
#include "gateway/executable.h"
#include "gateway/state/control_socket.h"
#include "gateway/state/directory.h"
#include "upstreams/owned_fd.h"

namespace callgate::commands {
namespace {

using json::member;

constexpr std::string_view kOpening =
    R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"roots":{},"sampling":{},"elicitation":{}},"clientInfo":{"name":"callgate-tools","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"tools/list"}
)";
constexpr std::string_view kAgain = "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\"}\n";
constexpr Millis kSocketTime{2000};
constexpr int kLookMillis = 50, kMostLooks = 2400;  // two minutes

// A gateway that was started for one question.
class AskedGateway {
 public:
  explicit AskedGateway(const std::filesystem::path& state) : state_(state) {}
  ~AskedGateway() { end(); }
  AskedGateway(const AskedGateway&) = delete;

  Result<void> start(const std::vector<std::string>& options) {
    const auto program = own_executable();
    if (!program) return program.error();
    int down[2], up[2];
    if (::pipe(down) || ::pipe(up)) return Error{Errc::io, "no pipe to be had", {}};
    std::vector<char*> argv{const_cast<char*>("callgate"), const_cast<char*>("run")};
    for (const std::string& option : options) argv.push_back(const_cast<char*>(option.c_str()));
    argv.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(down[0], 0);
      ::dup2(up[1], 1);
      for (const int fd : {down[0], down[1], up[0], up[1]}) ::close(fd);
      ::execv(program->c_str(), argv.data());
      ::_exit(127);
    }
    ::close(down[0]);
    ::close(up[1]);
    input_ = OwnedFd(down[1]), output_ = OwnedFd(up[0]);
    if (pid_ < 0) return Error{Errc::io, "no process to be had", {}};
    return {};
  }

  void say(std::string_view lines) { (void)!::write(input_.get(), lines.data(), lines.size()); }

  // The line with this id, skipping everything before it; empty if the gateway ended.
  std::string answer_to(std::string_view id) {
    char chunk[65536];
    for (;;) {
      for (std::size_t end; (end = heard_.find('\n')) != std::string::npos;) {
        std::string line = heard_.substr(0, end);
        heard_.erase(0, end + 1);
        if (json::valid(line) && member(line, "id") == id) return line;
      }
      const ssize_t count = ::read(output_.get(), chunk, sizeof chunk);
      if (count <= 0) return {};
      heard_.append(chunk, static_cast<std::size_t>(count));
    }
  }

  // What its control socket says; empty without one.
  std::string ask(std::string_view what) const {
    const auto directory = state::Directory::existing(state_);
    if (!directory) return {};
    const state::GatewayAddress address{pid_, state::control_socket_path(directory->run(), pid_)};
    auto answer = state::ask_gateway(address, "{\"ask\":\"" + std::string(what) + "\"}", kSocketTime);
    return answer && json::valid(*answer) ? std::move(*answer) : std::string();
  }

  // Waits until every server has said what it has. False: there is no telling.
  bool settled() {
    for (int look = 0; look < kMostLooks; ++look) {
      const std::string answer = ask("tools");
      if (answer.empty()) return false;
      if (json::is_true(member(answer, "settled"))) return true;
      pollfd words{output_.get(), POLLIN, 0};
      ::poll(&words, 1, kLookMillis);
      if (words.revents & POLLIN) take_words();
    }
    return false;
  }

  // Its exit status.
  int end() {
    if (pid_ <= 0) return status_;
    input_.reset();
    ::waitpid(std::exchange(pid_, -1), &status_, 0);
    return status_;
  }

 private:
  void take_words() {
    char chunk[65536];
    const ssize_t count = ::read(output_.get(), chunk, sizeof chunk);
    if (count > 0) heard_.append(chunk, static_cast<std::size_t>(count));
  }

  const std::filesystem::path& state_;
  pid_t pid_ = -1;
  int status_ = 0;
  OwnedFd input_, output_;
  std::string heard_;
};

void read_tools(std::string_view answer, ToolCatalog& catalog, bool whole) {
  json::Elements walk(member(answer, "tools"));
  std::string_view tool;
  while (walk.next(tool)) {
    OfferedTool one{json::decode(member(tool, "server")),
                    json::decode(member(tool, "tool")),
                    json::decode(member(tool, "name")),
                    {}};
    catalog.servers[one.name] = one.server;
    if (!whole) continue;
    one.definition = member(tool, "definition");
    catalog.tools.push_back(std::move(one));
  }
}

void read_servers(std::string_view answer, ToolCatalog& catalog) {
  json::Elements walk(member(answer, "servers"));
  std::string_view server;
  while (walk.next(server)) {
    const std::string state = json::decode(member(server, "state"));
    if (state == "ready") continue;
    const std::string reason = json::decode(member(server, "reason"));
    catalog.missing.push_back(json::decode(member(server, "name")) + " is " + state +
                              (reason.empty() ? "" : " (" + reason + ")"));
  }
}

}  // namespace

Result<ToolCatalog> ask_for_tools(const std::vector<std::string>& run_options,
                                  const std::filesystem::path& state, bool live) {
  AskedGateway gateway(state);
  if (auto started = gateway.start(run_options); !started) return started.error();
  gateway.say(kOpening);
  ToolCatalog catalog;
  catalog.answer = gateway.answer_to("2");
  if (live && !catalog.answer.empty()) {
    if (!gateway.settled())
      return Error{Errc::unavailable, "the gateway does not say how its servers are", {}};
    gateway.say(kAgain);
    catalog.answer = gateway.answer_to("3");
    read_servers(gateway.ask("servers"), catalog);
  }
  if (!catalog.answer.empty()) read_tools(gateway.ask("tools"), catalog, live);
  const int status = gateway.end();
  if (!catalog.answer.empty()) return catalog;
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNegative)
    return Error{Errc::refused, "without a valid configuration there is no list of tools", {}};
  return Error{Errc::unavailable, "the gateway gave no list of tools", {}};
}

}  // namespace callgate::commands
