#include "gateway/commands/tool_commands.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <ostream>

#include "core/base/result.h"
#include "core/json/view.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/visible.h"
#include "gateway/executable.h"
#include "gateway/state/control_socket.h"
#include "gateway/state/directory.h"
#include "upstreams/owned_fd.h"

namespace callgate::commands {
namespace {

using json::member;

constexpr std::string_view kConversation =
    R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"roots":{},"sampling":{},"elicitation":{}},"clientInfo":{"name":"callgate-tools","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"tools/list"}
)";

struct Gateway {
  pid_t pid = -1;
  OwnedFd input, output;
};

Result<Gateway> start(const std::vector<std::string>& options) {
  const auto program = own_executable();
  if (!program) return program.error();
  int down[2], up[2];
  if (::pipe(down) || ::pipe(up)) return Error{Errc::io, "no pipe to be had", {}};
  std::vector<char*> argv{const_cast<char*>("callgate"), const_cast<char*>("run")};
  for (const std::string& option : options) argv.push_back(const_cast<char*>(option.c_str()));
  argv.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(down[0], 0);
    ::dup2(up[1], 1);
    for (const int fd : {down[0], down[1], up[0], up[1]}) ::close(fd);
    ::execv(program->c_str(), argv.data());
    ::_exit(127);
  }
  ::close(down[0]);
  ::close(up[1]);
  Gateway gateway{pid, OwnedFd(down[1]), OwnedFd(up[0])};
  if (pid < 0) return Error{Errc::io, "no process to be had", {}};
  return gateway;
}

struct Catalog {
  std::string answer;                          // the line that answers request 2
  std::map<std::string, std::string> servers;  // by the tool's name
};

// Whose tools they are, from the gateway's control socket; a gateway without one leaves it open.
std::map<std::string, std::string> owners(const std::filesystem::path& state, pid_t pid) {
  constexpr Millis kTimeout{2000};
  std::map<std::string, std::string> owners;
  const auto directory = state::Directory::existing(state);
  if (!directory) return owners;
  const state::GatewayAddress gateway{pid, state::control_socket_path(directory->run(), pid)};
  const auto answer = state::ask_gateway(gateway, "{\"ask\":\"tools\"}", kTimeout);
  if (!answer || !json::valid(*answer)) return owners;
  json::Elements walk(member(*answer, "tools"));
  std::string_view tool;
  while (walk.next(tool)) owners[json::decode(member(tool, "name"))] = json::decode(member(tool, "server"));
  return owners;
}

// Holds the conversation with a gateway of its own, skipping everything before the answer to request 2.
Result<Catalog> ask(const std::vector<std::string>& options, const std::filesystem::path& state) {
  auto gateway = start(options);
  if (!gateway) return gateway.error();
  (void)!::write(gateway->input.get(), kConversation.data(), kConversation.size());
  std::string text, answer;
  char chunk[65536];
  for (ssize_t count; answer.empty() && (count = ::read(gateway->output.get(), chunk, sizeof chunk)) > 0;) {
    text.append(chunk, static_cast<std::size_t>(count));
    for (std::size_t end; (end = text.find('\n')) != std::string::npos; text.erase(0, end + 1)) {
      const std::string line = text.substr(0, end);
      if (json::valid(line) && member(line, "id") == "2") answer = line;
    }
  }
  Catalog catalog;
  if (!answer.empty()) catalog.servers = owners(state, gateway->pid);
  gateway->input.reset();
  int status = 0;
  ::waitpid(gateway->pid, &status, 0);
  // It has said itself what is wrong with its configuration.
  if (answer.empty() && WIFEXITED(status) && WEXITSTATUS(status) == kNegative) {
    return Error{Errc::refused, "without a valid configuration there is no list of tools", {}};
  }
  if (answer.empty()) return Error{Errc::unavailable, "the gateway gave no list of tools", {}};
  catalog.answer = std::move(answer);
  return catalog;
}

std::string hints(std::string_view tool) {
  const std::string_view annotations = member(tool, "annotations");
  std::string words;
  const auto add = [&](std::string_view key, std::string_view word) {
    if (json::is_true(member(annotations, key))) words.append(words.empty() ? "" : " ").append(word);
  };
  add("readOnlyHint", "read-only");
  add("destructiveHint", "destructive");
  add("idempotentHint", "idempotent");
  add("openWorldHint", "open-world");
  return words;
}

}  // namespace

int tools_ls(const std::vector<std::string>& run_options, const std::filesystem::path& state, bool json,
             Console& console) {
  auto catalog = ask(run_options, state);
  if (!catalog) return fail(console, catalog.error());
  Table table({"TOOL", "SERVER", "HINTS", "DESCRIPTION"});
  std::string array;
  json::Elements walk(member(catalog->answer, {"result", "tools"}));
  std::string_view tool;
  while (walk.next(tool)) {
    const std::string name = json::decode(member(tool, "name"));
    const std::string& server = catalog->servers[name];
    array.append(array.empty() ? "{\"server\":" : ",{\"server\":").append(json::quote(server)).append(",");
    array.append(tool.substr(1));
    std::string description = json::decode(member(tool, "description"));
    description = description.substr(0, description.find('\n'));
    table.add({name, server, Table::Cell(hints(tool), Colour::dim), std::move(description)});
  }
  if (json) {
    console.out << "[" << visible_json(array) << "]\n";
  } else {
    table.print(console);
  }
  return kOk;
}

int tools_show(const std::vector<std::string>& run_options, const std::filesystem::path& state,
               const std::string& name, Console& console) {
  const auto catalog = ask(run_options, state);
  if (!catalog) return fail(console, catalog.error());
  json::Elements walk(member(catalog->answer, {"result", "tools"}));
  std::string_view tool;
  while (walk.next(tool)) {
    if (json::decode(member(tool, "name")) != name) continue;
    console.out << visible_json(tool) << "\n";
    return kOk;
  }
  console.err << "callgate: no tool \"" << visible(name) << "\"; `callgate tools ls` lists them\n";
  return kNegative;
}

}  // namespace callgate::commands
