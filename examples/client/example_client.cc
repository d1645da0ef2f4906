// The smallest useful MCP client over stdio: starts a server, or Callgate in front of several, and plays what
// it reads from standard input. With it a gateway is tried by hand, without an agent.
//
//   example_client COMMAND ARGS…
//     tools                 lists the tools
//     call NAME [{…}]       calls one
//
// Each answer ends with an empty line. Colours on a terminal, or with CLICOLOR_FORCE; never with NO_COLOR.
// Exit code: 0 at the end of input, 1 when the server is gone, 2 when there is no command.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kVerdict = "dev.callgate/verdict";
constexpr std::size_t kNameWidth = 32;

bool colours() {
  const auto set = [](const char* name) {
    const char* value = std::getenv(name);
    return value && *value;
  };
  if (set("NO_COLOR")) return false;
  return set("CLICOLOR_FORCE") || ::isatty(1);
}

std::string paint(const char* code, const std::string& text) {
  static const bool on = colours();
  return on ? std::string("\x1b[") + code + "m" + text + "\x1b[0m" : text;
}

// A server process and one JSON-RPC conversation with it.
class Server {
 public:
  explicit Server(char** command) {
    int down[2], up[2];
    if (::pipe(down) || ::pipe(up)) return;
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(down[0], 0);
      ::dup2(up[1], 1);
      for (const int fd : {down[0], down[1], up[0], up[1]}) ::close(fd);
      ::execvp(command[0], command);
      std::perror(command[0]);
      ::_exit(127);
    }
    ::close(down[0]);
    ::close(up[1]);
    to_ = ::fdopen(down[1], "w");
    from_ = ::fdopen(up[0], "r");
  }
  // Closing its input is how a stdio server is told to end.
  ~Server() {
    if (to_) std::fclose(to_);
    if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
    if (from_) std::fclose(from_);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void notify(const std::string& method) { send({{"jsonrpc", "2.0"}, {"method", method}}); }

  // The whole answer; null when the server is gone. What it says in between is passed over, requests are
  // refused.
  Json request(const std::string& method, Json params) {
    const int id = ++last_id_;
    send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
    std::string line;
    while (read_line(line)) {
      const Json message = Json::parse(line, nullptr, false);
      if (!message.is_object() || !message.contains("id")) continue;
      if (message.contains("method")) {
        send({{"jsonrpc", "2.0"},
              {"id", message["id"]},
              {"error", {{"code", -32601}, {"message", "not here"}}}});
      } else if (message["id"] == id) {
        return message;
      }
    }
    return nullptr;
  }

 private:
  void send(const Json& message) {
    std::fputs((message.dump() + "\n").c_str(), to_);
    std::fflush(to_);
  }

  bool read_line(std::string& line) {
    line.clear();
    for (int c; (c = std::fgetc(from_)) != EOF; line += static_cast<char>(c)) {
      if (c == '\n') return true;
    }
    return false;
  }

  pid_t pid_ = -1;
  std::FILE *to_ = nullptr, *from_ = nullptr;
  int last_id_ = 0;
};

// The first line of a text, of at most `limit` bytes.
std::string first_line(std::string text, std::size_t limit) {
  text = text.substr(0, text.find('\n'));
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit) + "…";
}

void print_tools(const Json& result) {
  const Json tools = result.value("tools", Json::array());
  for (const Json& tool : tools) {
    const std::string name = tool["name"].get<std::string>();
    const std::string gap(name.size() < kNameWidth ? kNameWidth - name.size() : 1, ' ');
    std::printf("  %s%s%s\n", paint("1", name).c_str(), gap.c_str(),
                paint("2", first_line(tool.value("description", ""), 60)).c_str());
  }
  std::printf("  %zu tools\n", tools.size());
}

// Indented, without its empty lines: those end an answer.
void print_text(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) std::printf("  %s\n", line.c_str());
  }
}

// The verdict of a gateway, if one is there, and the text that an agent would read.
void print_result(const Json& result) {
  const Json meta = result.value("_meta", Json::object());
  const Json verdict = meta.value(kVerdict, Json::object());
  const std::string decision = verdict.value("decision", result.value("isError", false) ? "error" : "ok");
  const char* colour = decision == "ok" || decision == "cache" ? "32" : decision == "hold" ? "33" : "31";
  std::printf("  %s", paint(colour, decision).c_str());
  if (verdict.contains("rule")) std::printf(" by %s", verdict["rule"].get<std::string>().c_str());
  if (verdict.contains("ageMs")) std::printf(", %lld ms old", verdict["ageMs"].get<long long>());
  std::printf("\n");
  for (const Json& part : result.value("content", Json::array())) {
    if (part.value("type", "") == "text") print_text(part["text"].get<std::string>());
  }
  if (verdict.contains("approval")) {
    std::printf("  approval: %s\n", verdict["approval"].value("id", "").c_str());
  }
}

// Plays one line of input; false when the server is gone.
bool play(Server& server, const std::string& line) {
  const std::size_t name_at = line.find(' ');
  const std::string verb = line.substr(0, name_at);
  Json answer;
  if (verb == "tools") {
    answer = server.request("tools/list", Json::object());
  } else if (verb == "call" && name_at != std::string::npos) {
    const std::size_t arguments_at = line.find(' ', name_at + 1);
    const std::string name = line.substr(name_at + 1, arguments_at - name_at - 1);
    const std::string text = arguments_at == std::string::npos ? "{}" : line.substr(arguments_at);
    Json arguments = Json::parse(text, nullptr, false);
    if (arguments.is_discarded()) {
      std::printf("  the arguments are not JSON: %s\n\n", text.c_str());
      return true;
    }
    answer = server.request("tools/call", {{"name", name}, {"arguments", std::move(arguments)}});
  } else {
    std::printf("  say \"tools\" or \"call NAME {…}\"\n\n");
    return true;
  }
  if (answer.is_null()) return false;
  if (answer.contains("error")) {
    std::printf("  %s %s\n", paint("31", "error").c_str(), answer["error"].value("message", "").c_str());
  } else if (verb == "tools") {
    print_tools(answer["result"]);
  } else {
    print_result(answer["result"]);
  }
  std::printf("\n");
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr
        << "usage: example_client COMMAND ARGS…, then \"tools\" or \"call NAME {…}\" on standard input\n";
    return 2;
  }
  std::signal(SIGPIPE, SIG_IGN);
  Server server(argv + 1);
  const Json hello =
      server.request("initialize", {{"protocolVersion", "2025-11-25"},
                                    {"capabilities", Json::object()},
                                    {"clientInfo", {{"name", "example-client"}, {"version", "1.0.0"}}}});
  bool there = hello.is_object() && hello.contains("result");
  if (there) server.notify("notifications/initialized");
  for (std::string line; there && std::getline(std::cin, line);) {
    if (line.empty()) continue;
    there = play(server, line);
    std::fflush(stdout);
  }
  if (!there) std::cerr << "example_client: the server is gone\n";
  return there ? 0 : 1;
}
