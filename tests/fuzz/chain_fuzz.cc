// Lines of tools/call through the whole chains of the presets: there is a verdict, and whatever goes on, to
// the server or back to the host, is JSON that every reader reads alike.
#include <array>
#include <string>

#include "core/guard/render.h"
#include "core/json/edit.h"
#include "core/json/view.h"
#include "core/policy/reader.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/result_stage.h"

using namespace callgate;
using namespace callgate::guard;
using callgate::fuzz::must;

namespace {

mcp::ToolPtr tool(const char* server, const char* name, const char* schema) {
  auto made = std::make_shared<mcp::Tool>(*some_tool(server, name));
  made->definition = Bytes::copy(R"({"name":")" + made->native +
                                 R"(","inputSchema":{"type":"object","properties":)" + schema + "}}");
  return made;
}

// The tools whose names lines may say; every other name stands for the last one.
const mcp::ToolPtr& tool_of(std::string_view name) {
  static const auto& kTools = *new std::array<mcp::ToolPtr, 6>{
      tool("fs", "read_file", R"({"path":{"type":"string"}})"),
      tool("fs", "write_file", R"({"path":{"type":"string","minLength":1},"content":{"type":"string"},
                                   "mode":{"enum":["a","w"]},"lines":{"type":"integer"}})"),
      tool("shell", "run_command", R"({"command":{"type":"string"},"args":{"type":"array"}})"),
      tool("web", "fetch", R"({"url":{"type":"string","format":"uri"},"headers":{"type":"object"}})"),
      tool("db", "query", R"({"sql":{"type":"string"},"limit":{"type":["integer","null"]}})"),
      some_tool("any", "thing")};
  for (const mcp::ToolPtr& one : kTools) {
    if (one->exposed == name) return one;
  }
  return kTools.back();
}

struct Stage {
  explicit Stage(policy::Preset preset)
      : chain(make_chain(policy::preset_policy(preset),
                         {.clock = clock,
                          .home = "/home/ada",
                          .cwd = "/work",
                          .world = std::make_shared<policy::World>("/home/ada", "/work"),
                          .spill_folder = "/home/ada/spill"},
                         "ada")) {}
  ManualClock clock;
  std::shared_ptr<const GuardChain> chain;
};

void check_result(std::string_view result) {
  must(fuzz::is_result(result), "what the host gets is a result that every reader reads alike");
}

void check_answer(Passage& passage, std::string_view arguments) {
  const std::string echo = R"({"content":[{"type":"text","text":)" + json::quote(arguments) +
                           R"(}],"structuredContent":)" + std::string(arguments) + "}";
  const Amend amend = passage.leave(Bytes::copy(echo));
  if (const auto* replaced = std::get_if<Replace>(&amend)) check_result(replaced->result.view());
  if (const auto* withheld = std::get_if<Withhold>(&amend))
    check_result(
        withheld_result(notice_of("c1", Decision::deny, withheld->why, passage.taken()), true).view());
  passage.end(Ending::answered);
}

void play(Stage& stage, const std::string& line, const json::Scanned& scanned) {
  stage.clock.advance(Millis(3'600'000));
  const json::Span span = scanned.parts.arguments;
  const std::string name = json::decode(json::text_of(line, scanned.parts.name));
  Call call("c1", tool_of(name), span ? Bytes::copy(json::text_of(line, span)) : Bytes());
  Passage passage(stage.chain, call);
  const Verdict verdict = passage.enter();
  if (const Deny* deny = std::get_if<Deny>(&verdict)) {
    must(!deny->why.guard.empty() && !deny->why.code.empty(), "a denial says who and why");
    must(deny->why.code != "guard_error", "no guard breaks");
    check_result(denied_result(notice_of("c1", Decision::deny, deny->why, passage.taken()), true).view());
  }
  if (const Ask* ask = std::get_if<Ask>(&verdict)) {
    Notice notice = notice_of("c1", Decision::hold, ask->why, passage.taken());
    notice.held = HeldFor{"K7Q2-9F", "ab", "pending", {}, "callgate approve K7Q2-9F", ""};
    check_result(held_result(notice, false).view());
  }
  if (const Answer* answer = std::get_if<Answer>(&verdict)) check_result(answer->result.view());
  if (!std::holds_alternative<Allow>(verdict)) return;
  json::Edits edits;
  if (span) edits.push_back({span, std::string(call.arguments())});
  const std::string sent = json::apply(line, edits);
  must(json::scan(sent).refused == json::Refused::no,
       "what the server gets is a line that every reader reads alike");
  check_answer(passage, call.arguments());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Stage& balanced = *new Stage(policy::Preset::balanced);
  static Stage& strict = *new Stage(policy::Preset::strict);
  std::string line(fuzz::text_of(data, size));
  json::Scanned scanned = json::scan(line);
  if (scanned.refused != json::Refused::no || !scanned.parts.params) {
    line =
        R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"shell__run_command","arguments":)" +
        line + "}}";
    scanned = json::scan(line);
  }
  const json::Span arguments = scanned.parts.arguments;
  if (scanned.refused != json::Refused::no || !scanned.parts.name || scanned.batch) return 0;
  if (arguments && json::type_of(json::text_of(line, arguments)) != json::Type::object) return 0;
  play(balanced, line, scanned);
  play(strict, line, scanned);
  return 0;
}
