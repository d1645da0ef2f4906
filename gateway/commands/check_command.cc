#include "gateway/commands/check_command.h"

#include <unistd.h>

#include <filesystem>
#include <ostream>

#include "core/guard/call.h"
#include "core/guards/registry.h"
#include "core/json/view.h"
#include "core/mcp/catalog.h"
#include "core/mcp/names.h"
#include "core/mcp/tool_definition.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/visible.h"
#include "gateway/state/catalog_cache.h"

namespace callgate::commands {
namespace {

// The newest remembered definition of what `exposed` names, or a bare tool of that name.
mcp::ToolPtr tool_named(const Config& config, const std::string& state_root, const std::string& exposed) {
  auto tool = std::make_shared<mcp::Tool>();
  tool->exposed = tool->native = exposed;
  tool->definition = Bytes::copy("{}");
  for (const ServerConfig& server : config.servers) {
    if (server.prefix.empty() || !exposed.starts_with(mcp::sanitised(server.prefix) + "__")) continue;
    tool->server = server.name;
    tool->native = exposed.substr(mcp::sanitised(server.prefix).size() + 2);
    tool->trusted = server.trust_annotations;
  }
  if (tool->server.empty() && config.servers.size() == 1) tool->server = config.servers.front().name;
  const state::CatalogCache cache(std::filesystem::path(state_root) / "catalog");
  std::filesystem::file_time_type newest{};
  std::error_code ignored;
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(state_root) / "catalog", ignored)) {
    const auto entry = cache.load(file.path().stem().string());
    if (!entry || entry->server != tool->server || file.last_write_time(ignored) < newest) continue;
    for (const Bytes& raw : entry->tools) {
      const mcp::Definition definition = mcp::read_tool(raw.view());
      if (definition.name != tool->native) continue;
      newest = file.last_write_time(ignored);
      tool->definition = raw;
      tool->hints = definition.hints;
    }
  }
  const auto& trusted = config.policy.trust_annotations;
  if (!trusted.empty())
    tool->trusted = std::find(trusted.begin(), trusted.end(), tool->server) != trusted.end();
  return tool;
}

struct Outcome {
  std::string decision = "allow";
  guard::Finding why;
  int exit = kOk;
};

Outcome outcome_of(const guard::Verdict& verdict, const guard::Passage& passage) {
  if (const auto* deny = std::get_if<guard::Deny>(&verdict)) return {"deny", deny->why, kNegative};
  if (const auto* ask = std::get_if<guard::Ask>(&verdict)) return {"hold", ask->why, kHeld};
  if (!passage.would_be().empty()) {
    return {"allow (observed: " + std::string(guard::to_string(passage.would_be().front().decision)) + ")",
            passage.would_be().front().why, kOk};
  }
  return {};
}

}  // namespace

int check(const Config& config, std::shared_ptr<const policy::World> world, const std::string& principal,
          const std::string& state_root, const std::string& tool, const std::string& arguments, bool json,
          Console& console) {
  if (!json::valid(arguments) || json::type_of(arguments) != json::Type::object) {
    console.err << "callgate: --args must be a JSON object\n";
    return kUsage;
  }
  // What the gateway would refuse, such as a repeated key, is refused here.
  const json::Scanned scanned = json::scan(
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x\",\"arguments\":" +
      arguments + "}}");
  if (scanned.refused != json::Refused::no) {
    console.err << "callgate: --args: " << visible(scanned.reason.substr(0, scanned.reason.rfind(" (byte")))
                << "\n";
    return kUsage;
  }
  const SystemClock clock;
  const guard::GuardDeps deps{
      .clock = clock, .home = world->home(), .cwd = world->folder(), .world = std::move(world)};
  const auto chain = guard::make_chain(config.policy, deps, principal);
  guard::Call call("check", tool_named(config, state_root, tool), Bytes::copy(arguments));
  guard::Passage passage(chain, call);
  guard::Verdict verdict = passage.enter();
  // Nothing is executed here, so programs that would be asked are taken to agree, and nobody waits.
  while (const auto* wait = std::get_if<guard::Wait>(&verdict)) {
    if (wait->hook) call.add_answer({.hook = wait->hook, .passed = true});
    if (!wait->hook) call.set_waited();
    verdict = passage.enter();
  }
  passage.end(guard::Ending::cancelled);
  const Outcome outcome = outcome_of(verdict, passage);
  if (json) {
    console.out << "{\"tool\":" << json::quote(tool) << ",\"decision\":" << json::quote(outcome.decision);
    const auto member = [&](const char* key, const std::string& value) {
      if (!value.empty()) console.out << ",\"" << key << "\":" << json::quote(value);
    };
    member("guard", outcome.why.guard);
    member("rule", outcome.why.rule);
    member("code", outcome.why.code);
    member("reason", outcome.why.reason);
    console.out << "}\n";
    return outcome.exit;
  }
  const Colour colour = outcome.exit == kOk     ? Colour::green
                        : outcome.exit == kHeld ? Colour::yellow
                                                : Colour::red;
  console.out << paint(console, colour, outcome.decision) << "  " << visible(tool);
  if (!outcome.why.guard.empty()) {
    console.out << "\n  guard  " << outcome.why.guard;
    if (!outcome.why.rule.empty()) console.out << "\n  rule   " << visible(outcome.why.rule);
    console.out << "\n  why    " << visible(outcome.why.reason);
    if (!outcome.why.instead.empty()) console.out << "\n  do     " << visible(outcome.why.instead);
  }
  console.out << "\n";
  return outcome.exit;
}

}  // namespace callgate::commands
