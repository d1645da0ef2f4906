#include "gateway/commands/tool_commands.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ostream>

#include "core/base/result.h"
#include "core/json/view.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/visible.h"
#include "gateway/executable.h"
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

// The answer to request 2, with everything before it skipped.
Result<std::string> ask(const std::vector<std::string>& options) {
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
  gateway->input.reset();
  ::waitpid(gateway->pid, nullptr, 0);
  if (answer.empty()) return Error{Errc::unavailable, "the gateway gave no list of tools", {}};
  return answer;
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

int tools_ls(const std::vector<std::string>& run_options, bool json, Console& console) {
  const auto answer = ask(run_options);
  if (!answer) return fail(console, answer.error());
  const std::string_view tools = member(*answer, {"result", "tools"});
  if (json) {
    console.out << visible_json(tools) << "\n";
    return kOk;
  }
  Table table({"TOOL", "HINTS", "DESCRIPTION"});
  json::Elements walk(tools);
  std::string_view tool;
  while (walk.next(tool)) {
    std::string description = json::decode(member(tool, "description"));
    description = description.substr(0, description.find('\n'));
    table.add({json::decode(member(tool, "name")), Table::Cell(hints(tool), Colour::dim), std::move(description)});
  }
  table.print(console);
  return kOk;
}

int tools_show(const std::vector<std::string>& run_options, const std::string& name, Console& console) {
  const auto answer = ask(run_options);
  if (!answer) return fail(console, answer.error());
  json::Elements walk(member(*answer, {"result", "tools"}));
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
