// The upstream of the benchmark: an MCP server on stdio that costs next to nothing, so that what is measured
// is what stands before it. Tools: `echo` (returns its `text` argument), `blob` (`size` bytes of text from
// `seed`, see payload.h), and as many more as asked for, which behave like echo. Answers to one read leave in
// one write.
//   bench_server [--tools N] [--prefix X] [--grandchild]
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>
#include <string_view>

#include "json_members.h"
#include "payload.h"

namespace callgate::bench {
namespace {

struct Flags {
  int tools = 25;
  std::string_view prefix = "bench";
  bool grandchild = false;
};

struct Request {
  std::string_view id, method, params;
};

std::string out;

// The host is gone when a write fails: nothing is left to do.
void write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(1, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) ::_exit(0);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

void flush() {
  write_all(out);
  out.clear();
}

void begin_answer(std::string_view id, std::string_view member) {
  out += R"({"jsonrpc":"2.0","id":)";
  out += id;
  out += ",\"";
  out += member;
  out += "\":";
}

void answer_error(std::string_view id, std::string_view code, std::string_view message) {
  begin_answer(id, "error");
  out.append(R"({"code":)").append(code).append(R"(,"message":")").append(message).append("\"}}\n");
}

// The bare text of a string value; empty for anything else.
std::string_view unquoted(std::string_view value) {
  return value.size() >= 2 && value.front() == '"' ? value.substr(1, value.size() - 2) : std::string_view{};
}

std::uint64_t number(std::string_view value) {
  std::uint64_t n = 0;
  std::from_chars(value.data(), value.data() + value.size(), n);
  return n;
}

std::string filler_name(const Flags& flags, int index) {
  return std::string(flags.prefix) + "_tool_" + std::to_string(index);
}

void append_tool(std::string_view name, std::string_view about, std::string_view properties,
                 std::string_view required) {
  out.append(R"({"name":")").append(name).append(R"(","description":")").append(about);
  out.append(R"(","inputSchema":{"type":"object","properties":{)").append(properties);
  out.append(R"(},"required":[)").append(required).append("]}}");
}

void answer_tools(const Flags& flags, std::string_view id) {
  constexpr std::string_view kText =
      R"("text":{"type":"string","description":"The text to return as it is."})";
  begin_answer(id, "result");
  out += R"({"tools":[)";
  append_tool("echo", "Returns its text unchanged.", kText, R"("text")");
  out += ',';
  append_tool(
      "blob", "Returns a text of the given size, the same one for the same seed.",
      R"("seed":{"type":"integer","minimum":0},"size":{"type":"integer","minimum":64,"multipleOf":64})",
      R"("seed","size")");
  for (int i = 2; i < flags.tools; ++i) {
    out += ',';
    append_tool(filler_name(flags, i), "One more tool that returns its text, to give the list its length.",
                kText, R"("text")");
  }
  out += "]}}\n";
}

void answer_blob(std::string_view id, std::string_view arguments) {
  const std::uint64_t seed = number(member(arguments, "seed"));
  const std::size_t size = number(member(arguments, "size"));
  if (size == 0 || size % kBlobLineBytes != 0)
    return answer_error(id, "-32602", "size: must be a multiple of 64");
  begin_answer(id, "result");
  out += R"({"content":[{"type":"text","text":")";
  flush();
  for (std::size_t at = 0; at < size;) {
    const std::string_view piece = blob_piece(seed, at, size - at);
    write_all(piece);
    at += piece.size();
  }
  out += "\"}]}}\n";
}

void answer_call(const Flags& flags, const Request& request) {
  const std::string_view name = unquoted(member(request.params, "name"));
  const std::string_view arguments = member(request.params, "arguments");
  if (name == "blob") return answer_blob(request.id, arguments);
  if (name != "echo" && !name.starts_with(std::string(flags.prefix) + "_tool_")) {
    return answer_error(request.id, "-32602", "unknown tool");
  }
  const std::string_view text = member(arguments, "text");
  if (text.empty() || text.front() != '"')
    return answer_error(request.id, "-32602", "text: must be a string");
  begin_answer(request.id, "result");
  out.append(R"({"content":[{"type":"text","text":)").append(text).append("}]}}\n");
}

void serve(const Flags& flags, std::string_view line) {
  Request request;
  each_member(line, [&](std::string_view key, std::string_view value) {
    if (key == "id") request.id = value;
    if (key == "method") request.method = unquoted(value);
    if (key == "params") request.params = value;
  });
  if (request.id.empty() || request.method.empty()) return;
  if (request.method == "tools/call") return answer_call(flags, request);
  if (request.method == "tools/list") return answer_tools(flags, request.id);
  if (request.method == "initialize") {
    begin_answer(request.id, "result");
    out.append(R"({"protocolVersion":)").append(member(request.params, "protocolVersion"));
    out += R"(,"capabilities":{"tools":{}},"serverInfo":{"name":"bench-server","version":"1.0.0"}}})";
    out += '\n';
  } else if (request.method == "ping") {
    begin_answer(request.id, "result");
    out += "{}}\n";
  } else {
    answer_error(request.id, "-32601", "method not found");
  }
}

// What a shell wrapper or a helper daemon leaves behind: a session of its own, deaf to SIGTERM, no pipe to
// notice.
void leave_grandchild() {
  if (::fork() != 0) return;
  ::setsid();
  ::signal(SIGTERM, SIG_IGN);
  for (const int fd : {0, 1, 2}) ::close(fd);
  for (;;) ::pause();
}

int run(const Flags& flags) {
  if (flags.grandchild) leave_grandchild();
  ::signal(SIGPIPE, SIG_IGN);
  std::string in;
  std::string chunk(65536, '\0');
  for (;;) {
    const ssize_t n = ::read(0, chunk.data(), chunk.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return 0;
    in.append(chunk, 0, static_cast<std::size_t>(n));
    std::size_t begin = 0;
    for (std::size_t end; (end = in.find('\n', begin)) != std::string::npos; begin = end + 1) {
      serve(flags, std::string_view(in).substr(begin, end - begin));
    }
    in.erase(0, begin);
    flush();
  }
}

}  // namespace
}  // namespace callgate::bench

int main(int argc, char** argv) {
  callgate::bench::Flags flags;
  for (int i = 1; i < argc; ++i) {
    const std::string_view flag = argv[i];
    if (flag == "--grandchild") {
      flags.grandchild = true;
    } else if (flag == "--tools" && i + 1 < argc) {
      flags.tools = static_cast<int>(callgate::bench::number(argv[++i]));
    } else if (flag == "--prefix" && i + 1 < argc) {
      flags.prefix = argv[++i];
    } else {
      constexpr std::string_view kUsage = "usage: bench_server [--tools N] [--prefix X] [--grandchild]\n";
      return ::write(2, kUsage.data(), kUsage.size()) < 0 ? 1 : 2;
    }
  }
  return callgate::bench::run(flags);
}
