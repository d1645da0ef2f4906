#include "gateway/commands/run_command.h"

#include <istream>
#include <iterator>
#include <ostream>

#include "gateway/commands/approvals_commands.h"
#include "gateway/commands/check_command.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/explain_command.h"
#include "gateway/commands/ledger_commands.h"
#include "gateway/commands/pin_commands.h"
#include "gateway/commands/policy_commands.h"
#include "gateway/commands/policy_diff_command.h"
#include "gateway/commands/policy_fmt_command.h"
#include "gateway/commands/policy_lint_command.h"
#include "gateway/commands/policy_replay_command.h"
#include "gateway/commands/policy_test_command.h"
#include "gateway/commands/report_command.h"
#include "gateway/commands/server_commands.h"
#include "gateway/commands/tool_commands.h"
#include "gateway/guard_world.h"
#include "gateway/state/directory.h"
#include "gateway/text_file.h"

namespace callgate::commands {
namespace {

// "@file", "-" or the text itself.
Result<std::string> read_argument(const std::string& word, Console& console) {
  if (word == "-") return std::string(std::istreambuf_iterator<char>(console.in), {});
  if (!word.starts_with("@")) return word;
  auto text = read_text_file(word.substr(1));
  if (!text)
    return error(Errc::invalid, "cannot read " + word.substr(1) + ": " + text.error().what, "--args");
  return text;
}

// What commands need that judge calls as the gateway would.
struct Courtroom {
  Config config;
  std::filesystem::path state_root;
  std::string principal;
  std::shared_ptr<const GuardWorld> world;
};

// Nothing and an exit code where it cannot be had; what is wrong has been said.
std::optional<Courtroom> open_courtroom(Words& words, const Environ& environment, Console& console,
                                        int& code) {
  words.run.launch.needs_servers = false;
  ConfigResult config = read_config(words.run.launch, environment);
  if (!config) {
    for (const std::string& error : config.error().errors) console.err << error << "\n";
    if (words.json) console.out << "{\"error\":\"the configuration is not valid\"}\n";
    code = kNegative;
    return std::nullopt;
  }
  const auto root = state::Directory::locate(words.run.state_dir, environment);
  if (!root) {
    code = fail(console, root.error());
    return std::nullopt;
  }
  Courtroom room{std::move(*config), *root, principal_of(words.run.launch), nullptr};
  auto world =
      std::make_shared<GuardWorld>(room.config, environment, room.principal, words.run.launch.profile);
  world->own(room.state_root);
  room.world = std::move(world);
  return room;
}

int run_check(Words& words, const Environ& environment, Console& console) {
  const auto arguments = read_argument(words.arguments, console);
  if (!arguments) return fail(console, arguments.error());
  int code = kOk;
  const auto room = open_courtroom(words, environment, console, code);
  if (!room) return code;
  return check(room->config, room->world, room->principal, room->state_root, words.tool, *arguments,
               words.json, console);
}

int run_explain(Words& words, const Environ& environment, const Clock& clock, Console& console) {
  ExplainRequest request{.what = words.tool, .json = words.json};
  if (words.given_arguments) {
    auto arguments = read_argument(*words.given_arguments, console);
    if (!arguments) return fail(console, arguments.error());
    request.arguments = std::move(*arguments);
  }
  words.run.launch.remarks = true;
  int code = kOk;
  const auto room = open_courtroom(words, environment, console, code);
  if (!room) return code;
  request.state_root = room->state_root;
  request.principal = room->principal;
  return explain(room->config, room->world, clock, request, console);
}

// Which policy it is, for people: "a.jsonc, b.jsonc", "callgate.jsonc with preset strict"; empty: none is
// named.
std::string named_policy(const Words& words) {
  std::string name;
  for (const std::string& file : words.policies) name += (name.empty() ? "" : ", ") + file;
  if (name.empty()) name = words.config;
  if (words.preset.empty()) return name;
  return name + (name.empty() ? "preset " : " with preset ") + words.preset;
}

int run_replay(Words& words, const Environ& environment, const Clock& clock, Console& console) {
  const std::string played = named_policy(words);
  if (played.empty()) {
    console.err << "callgate: policy replay wants the policy to judge by: --policy, --config or --preset\n";
    return kUsage;
  }
  int code = kOk;
  const auto room = open_courtroom(words, environment, console, code);
  if (!room) return code;
  const ReplayRequest request{.state_root = room->state_root,
                              .ledger = words.ledger,
                              .since = words.since,
                              .principal = room->principal,
                              .played = played,
                              .verbose = words.verbose,
                              .exit_code = words.exit_code,
                              .json = words.json};
  return policy_replay(room->config, room->world, clock, request, console);
}

int run_lint(Words& words, const Environ& environment, const Clock& clock, Console& console) {
  const auto root = state::Directory::locate(words.run.state_dir, environment);
  if (!root) return fail(console, root.error());
  words.policy_lint.files.assign(words.files.begin(), words.files.end());
  if (words.json) words.policy_lint.format = "json";
  return policy_lint(words.policy_lint, *root, environment, clock, console);
}

// The options of `run` again, for a gateway that a command starts.
std::vector<std::string> run_options(const Words& words) {
  std::vector<std::string> options{"--log-level", "error"};
  const auto add_option = [&](const char* name, const std::string& value) {
    if (!value.empty()) options.insert(options.end(), {name, value});
  };
  add_option("--config", words.config);
  add_option("--preset", words.preset);
  add_option("--profile", words.run.launch.profile);
  add_option("--state-dir", words.run.state_dir);
  for (const std::string& server : words.run.launch.servers) add_option("--server", server);
  for (const std::string& file : words.policies) add_option("--policy", file);
  if (words.run.launch.observe) options.push_back("--observe");
  if (!words.run.launch.command.empty()) {
    options.push_back("--");
    options.insert(options.end(), words.run.launch.command.begin(), words.run.launch.command.end());
  }
  return options;
}

int run_tools_command(const Words& words, const Environ& environment, const Clock& clock, Console& console) {
  const std::string& command = words.command;
  const auto root = state::Directory::locate(words.run.state_dir, environment);
  if (!root) return fail(console, root.error());
  const Launch& launch = words.run.launch;
  const PinWork work{run_options(words), launch.config || !launch.servers.empty() || !launch.command.empty(),
                     *root, tool_lock_of(launch), words.json};
  if (command == "tools ls") return tools_ls(work.run_options, *root, words.json, console);
  if (command == "tools show") return tools_show(work, words.tool, clock, console);
  if (command == "tools lock") return tools_lock(work, words.out, console);
  if (command == "tools diff") return tools_diff(work, words.files, console);
  if (words.files.empty() != words.all) {
    console.err << "callgate: tools approve wants names, or --all\n";
    return kUsage;
  }
  return tools_approve(work, words.files, words.yes, clock, console);
}

// The commands that read or change the state directory.
int run_state_command(const Words& words, const Environ& environment, const Clock& clock, Console& console) {
  const std::string& command = words.command;
  const auto root = state::Directory::locate(words.run.state_dir, environment);
  if (!root) return fail(console, root.error());
  const auto directory = state::Directory::existing(*root);
  if (!directory) {
    (void)fail(console, directory.error());
    return kUnreachable;
  }
  if (command == "servers ls") return servers_ls(*directory, words.json, console);
  if (command == "servers restart") return servers_restart(*directory, words.server, console);
  if (command == "approvals ls") return approvals_ls(*directory, clock, words.all, words.json, console);
  if (command == "approvals watch") return approvals_watch(*directory, clock, words.json, console);
  if (command == "approvals show") return approvals_show(*directory, clock, words.id, words.json, console);
  if (command == "approvals approve" || command == "approve") {
    return approvals_approve(*directory, clock, words.id, words.note, words.yes, words.json, console);
  }
  if (command == "approvals deny" || command == "deny") {
    return approvals_deny(*directory, clock, words.id, words.note, words.json, console);
  }
  if (command == "ledger tail")
    return ledger_tail(*directory, words.count, words.follow, words.json, console);
  if (command == "ledger show") return ledger_show(*directory, words.id, words.json, console);
  return report(*directory, clock, {words.since, words.id}, words.json, console);
}

}  // namespace

int run_command(Words& words, const Environ& environment, const Clock& clock, Console& console) {
  const std::string& command = words.command;
  if (command == "version") {
    if (words.json) {
      console.out << "{\"name\":\"callgate\",\"version\":\"" CALLGATE_VERSION
                     "\",\"protocols\":[\"2024-11-05\",\"2025-03-26\","
                     "\"2025-06-18\",\"2025-11-25\",\"2026-07-28\"]}\n";
    } else {
      console.out << "callgate " CALLGATE_VERSION "\n";
    }
    return kOk;
  }
  if (command == "check") return run_check(words, environment, console);
  if (command == "explain") return run_explain(words, environment, clock, console);
  if (command == "policy replay") return run_replay(words, environment, clock, console);
  if (command == "schema" || command == "policy schema") return print_schema(words.kind, console.out);
  if (command == "policy validate") {
    return policy_validate({words.files.begin(), words.files.end()}, words.json, environment, console.out);
  }
  if (command == "policy test") {
    words.policy_test.files.assign(words.files.begin(), words.files.end());
    if (words.json) words.policy_test.format = "json";
    return policy_test(words.policy_test, console);
  }
  if (command == "policy fmt") {
    words.policy_fmt.files.assign(words.files.begin(), words.files.end());
    return policy_fmt(words.policy_fmt, console);
  }
  if (command == "policy lint") return run_lint(words, environment, clock, console);
  if (command == "policy diff") {
    words.policy_diff.json = words.json;
    return policy_diff(words.policy_diff, console);
  }
  if (command.starts_with("tools ")) return run_tools_command(words, environment, clock, console);
  return run_state_command(words, environment, clock, console);
}

}  // namespace callgate::commands
