#include "gateway/words.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>

#include "gateway/commands/exit_code.h"
#include "gateway/commands/visible.h"

namespace callgate {
namespace {

// The flags of `run`, which `check` and `tools` share. Those that may be repeated take one value each time:
// what follows it is not theirs.
void add_run_flags(CLI::App& app, Words& words) {
  app.add_option("--config,-c", words.config, "configuration file (callgate.jsonc)");
  app.add_option("--server,-s", words.run.launch.servers,
                 "NAME='COMMAND …', instead of or beside a file; may be repeated")
      ->allow_extra_args(false);
  app.add_option("--preset", words.preset, "overrides the policy's preset")
      ->check(CLI::IsMember({"off", "observe", "balanced", "strict"}));
  app.add_option("--policy", words.policies,
                 "policy file, instead of the configuration's; repeated, later ones tighten")
      ->allow_extra_args(false);
  app.add_option("--profile", words.run.launch.profile, "profile of the policy");
  app.add_flag("--observe", words.run.launch.observe, "judge and record, but let everything through");
}

void add_state_flag(CLI::App& app, Words& words) {
  app.add_option("--state-dir", words.run.state_dir, "where approvals, ledger and caches lie");
}

std::string empty_fault(const std::string& word) {
  return word.empty() ? "it is empty" : "";
}

CLI::App* add(CLI::App& app, const char* name, const char* about) {
  CLI::App* command = app.add_subcommand(name, about);
  command->fallthrough();
  return command;
}

// " approvals ls": the command that was given, of which `app` is the first word or the program.
std::string path_of(const CLI::App* app) {
  std::string words;
  for (; !app->get_subcommands().empty(); words += " " + app->get_name())
    app = app->get_subcommands().front();
  return words;
}

constexpr const char* kJsonHelp = "machine-readable output";
constexpr const char* kSinceHelp = "30m, 24h, 7d, or a date";
constexpr int kMostLines = 1'000'000;
constexpr const char* kNoteHelp = "kept with the decision";

// What tells why, and what another policy would do.
void define_hindsight(CLI::App& app, Words& words) {
  CLI::App* explain = add(app, "explain", "every rule and guard tried, and why; nothing is executed");
  explain->add_option("what", words.tool, "a tool's name, or the id of a call or an approval")
      ->required()
      ->check(empty_fault);
  explain->add_option("--args", words.given_arguments, "JSON, @file, or - for stdin");
  explain->add_flag("--json", words.json, kJsonHelp);
  add_run_flags(*explain, words);

  CLI::App* replay = add(*app.get_subcommand("policy"), "replay",
                         "which recorded calls another policy would decide otherwise");
  replay->add_option("--ledger", words.ledger,
                     "a folder or file of records, instead of the state directory's");
  replay->add_option("--since", words.since, kSinceHelp);
  replay->add_flag("-v,--verbose", words.verbose, "the calls, too");
  replay->add_flag("--exit-code", words.exit_code, "exit with 1 if a decision changes");
  replay->add_flag("--json", words.json, kJsonHelp);
  add_run_flags(*replay, words);
}

void define_policy(CLI::App& app, Words& words) {
  CLI::App* policy = add(app, "policy", "policy files");
  policy->require_subcommand(1);
  CLI::App* validate = add(*policy, "validate", "every error at once, with its place");
  validate->add_option("files", words.files, "policy files or a configuration")->required();
  validate->add_flag("--json", words.json, kJsonHelp);
  CLI::App* policy_test =
      add(*policy, "test", "the cases of test files; nothing is executed, no server is needed");
  policy_test->add_option("files", words.files, "test files (*.test.jsonc)")->required();
  policy_test->add_flag("-v,--verbose", words.policy_test.verbose, "cases that passed too");
  policy_test->add_flag("--coverage", words.policy_test.coverage,
                        "what was never used; fail below what a file demands");
  policy_test->add_flag("--chain", words.policy_test.whole_chain,
                        "all guards, not only the policy and what its rules demand");
  policy_test->add_flag("--update", words.policy_test.update,
                        "what failing cases expect becomes what they get, in their files");
  policy_test->add_option("--format", words.policy_test.format, "pretty, tap, junit, json or github")
      ->check(CLI::IsMember({"pretty", "tap", "junit", "json", "github"}))
      ->capture_default_str();
  policy_test->add_flag("--json", words.json, kJsonHelp);
  CLI::App* fmt = add(*policy, "fmt", "files in one form; comments and the order of keys stay");
  fmt->add_option("files", words.files, "JSONC files")->required();
  fmt->add_flag("--check", words.policy_fmt.check, "write nothing, fail if a file would change");
  fmt->add_flag("--diff", words.policy_fmt.diff, "the same, and show what would change");
  fmt->add_flag("--stdout", words.policy_fmt.to_stdout, "write nothing, print the result");
  CLI::App* lint = add(*policy, "lint", "what is probably wrong with a policy that can be read");
  lint->add_option("files", words.files, "policy files or a configuration")->required();
  lint->add_option("--config,-c", words.policy_lint.config,
                   "the configuration whose servers' tools are meant");
  lint->add_option("--tools", words.policy_lint.tools, "a snapshot of the tools (tools.lock.json)");
  lint->add_option("--format", words.policy_lint.format, "pretty, json or github")
      ->check(CLI::IsMember({"pretty", "json", "github"}))
      ->capture_default_str();
  lint->add_flag("--json", words.json, kJsonHelp);
  lint->add_option("--fail-on", words.policy_lint.fail_on, "exit 1 from note, warning or error on, or never")
      ->check(CLI::IsMember({"note", "warning", "error", "never"}))
      ->capture_default_str();
  CLI::App* diff = add(*policy, "diff", "what one policy says otherwise than another");
  diff->add_option("before", words.policy_diff.before, "a policy file or configuration")->required();
  diff->add_option("after", words.policy_diff.after, "the other one")->required();
  diff->add_option("--corpus", words.policy_diff.corpus, "calls to decide by both: a test file or *.jsonl");
  diff->add_flag("--json", words.json, kJsonHelp);
  diff->add_flag("-v,--verbose", words.policy_diff.verbose, "which calls are decided otherwise");
  diff->add_flag("--exit-code", words.policy_diff.exit_code, "exit 1 if anything differs");
  CLI::App* policy_schema = add(*policy, "schema", "the JSON Schema of policy files");
  policy_schema->callback([&words] { words.kind = "policy"; });
}

void define(CLI::App& app, Words& words) {
  app.require_subcommand(1);
  app.set_help_flag("--help,-h", "what can be said");
  app.set_help_all_flag("--help-all", "the same for every command");
  app.set_version_flag("--version,-V", "callgate " CALLGATE_VERSION, "the version");
  app.failure_message([](const CLI::App* at, const CLI::Error& error) {
    return "callgate: " + std::string(error.what()) + "\nSee: callgate" + path_of(at) + " --help\n";
  });
  add_state_flag(app, words);
  CLI::App* run = add(app, "run", "the stdio gateway: what hosts start");
  add_run_flags(*run, words);
  run->add_option("--log-level", words.run.log_level, "debug, info, warn, error or off")
      ->capture_default_str();
  run->add_option("--log-file", words.run.log_file, "log there too");
  run->footer("Everything after -- is the command of one server, whose names stay as they are.");

  CLI::App* check = add(app, "check", "one verdict, offline; nothing is executed");
  check->add_option("tool", words.tool, "the tool's name as hosts see it")->required()->check(empty_fault);
  check->add_option("--args", words.arguments, "JSON, @file, or - for stdin");
  check->add_flag("--json", words.json, kJsonHelp);
  add_run_flags(*check, words);

  define_policy(app, words);

  CLI::App* schema = add(app, "schema", "the JSON Schema the files are checked with");
  schema->add_option("kind", words.kind, "which files")
      ->required()
      ->check(CLI::IsMember({"config", "policy", "test"}));

  define_hindsight(app, words);

  CLI::App* tools = add(app, "tools", "the merged catalog");
  tools->require_subcommand(1);
  CLI::App* tools_ls = add(*tools, "ls", "all tools as a host sees them");
  tools_ls->add_flag("--json", words.json, kJsonHelp);
  add_run_flags(*tools_ls, words);
  CLI::App* tools_show = add(*tools, "show", "one tool's definition, and whether it was accepted");
  tools_show->add_option("tool", words.tool, "its name as hosts see it")->required()->check(empty_fault);
  CLI::App* tools_lock = add(*tools, "lock", "write down the tools as they are: tools.lock.json");
  tools_lock->add_option("--out", words.out, "instead of beside the configuration");
  CLI::App* tools_diff = add(*tools, "diff", "what is not as it was accepted");
  tools_diff->add_option("names", words.files, "these tools alone; * stands for anything");
  CLI::App* tools_approve = add(*tools, "approve", "accept tools as they are now");
  tools_approve->add_option("names", words.files, "names as hosts see them; * stands for anything");
  tools_approve->add_flag("--all", words.all, "all that wait");
  tools_approve->add_flag("--yes,-y", words.yes, "do not ask");
  for (CLI::App* command : {tools_show, tools_lock, tools_diff, tools_approve}) {
    command->add_flag("--json", words.json, kJsonHelp);
    add_run_flags(*command, words);
  }

  CLI::App* servers = add(app, "servers", "the servers of running gateways");
  servers->require_subcommand(1);
  add(*servers, "ls", "state, protocol, restarts, and what is wrong")
      ->add_flag("--json", words.json, kJsonHelp);
  add(*servers, "restart", "start one anew")->add_option("name", words.server, "the server")->required();

  CLI::App* approvals = add(app, "approvals", "calls that wait for a person");
  approvals->require_subcommand(1);
  CLI::App* ls = add(*approvals, "ls", "what waits");
  ls->add_flag("--all", words.all, "also what is decided");
  ls->add_flag("--json", words.json, kJsonHelp);
  add(*approvals, "watch", "print what begins to wait")->add_flag("--json", words.json, kJsonHelp);
  const auto with_id = [&words](CLI::App* command) {
    command->add_option("id", words.id, "the approval's id, as `callgate approvals ls` shows it")->required();
    command->add_flag("--json", words.json, kJsonHelp);
    return command;
  };
  with_id(add(*approvals, "show", "one record whole"));
  for (CLI::App* parent : {approvals, &app}) {
    CLI::App* approve = with_id(add(*parent, "approve", "let this call run, once"));
    approve->add_flag("--yes,-y", words.yes, "do not ask");
    approve->add_option("--note", words.note, kNoteHelp);
    CLI::App* deny = with_id(add(*parent, "deny", "never let this call run"));
    deny->add_flag("--yes,-y", words.yes, "as for approve; denying asks nothing");
    deny->add_option("--note", words.note, kNoteHelp);
  }

  CLI::App* ledger = add(app, "ledger", "what calls came through");
  ledger->require_subcommand(1);
  CLI::App* tail = add(*ledger, "tail", "the newest records");
  tail->add_option("-n", words.count, "how many")->check(CLI::Range(0, kMostLines))->capture_default_str();
  tail->add_flag("-f", words.follow, "go on as they come");
  tail->add_flag("--json", words.json, kJsonHelp);
  CLI::App* show = add(*ledger, "show", "the records of one call");
  show->add_option("call", words.id, "the call's id, or the beginning of it")->required();
  show->add_flag("--json", words.json, kJsonHelp);

  CLI::App* report = add(app, "report", "what the ledger adds up to");
  report->add_option("--since", words.since, kSinceHelp);
  report->add_option("--run", words.id, "one run of a gateway: the first half of its calls' ids");
  report->add_flag("--json", words.json, kJsonHelp);
  add(app, "version", "the version")->add_flag("--json", words.json, kJsonHelp);
}

std::optional<policy::Preset> preset_of(const std::string& name) {
  if (name == "off") return policy::Preset::off;
  if (name == "observe") return policy::Preset::observe;
  if (name == "balanced") return policy::Preset::balanced;
  if (name == "strict") return policy::Preset::strict;
  return std::nullopt;
}

void take_launch(Words& words) {
  Launch& launch = words.run.launch;
  if (!words.config.empty()) launch.config = words.config;
  launch.policies.assign(words.policies.begin(), words.policies.end());
  launch.preset = preset_of(words.preset);
}

bool is_command(const CLI::App& app, const std::string& word) {
  return !app.get_subcommands([&](const CLI::App* command) { return command->get_name() == word; }).empty();
}

// Without a command it is `run`; what stands after "--" is the server's and never ours to read.
std::vector<std::string> arguments_of(std::vector<std::string> ours, const CLI::App& app, Words& words) {
  const auto cut = std::find(ours.begin(), ours.end(), "--");
  if (cut != ours.end()) {
    words.run.launch.command.assign(cut + 1, ours.end());
    ours.erase(cut, ours.end());
  }
  std::size_t first = 0;
  if (!ours.empty() && ours[0] == "--state-dir") first = std::min<std::size_t>(2, ours.size());
  if (!ours.empty() && ours[0].starts_with("--state-dir=")) first = 1;
  const auto of_the_program = [&](const std::string& word) {
    return is_command(app, word) || word == "-h" || word == "--help" || word == "--help-all" ||
           word == "-V" || word == "--version";
  };
  if (first == ours.size() || !of_the_program(ours[first])) ours.insert(ours.begin() + first, "run");
  // CLI11 consumes a vector from its end.
  std::reverse(ours.begin(), ours.end());
  return ours;
}

// "policy nonsense": the parser would only say that a command is missing. `ours` stands as it consumes them.
std::optional<int> refuse_unknown_command(CLI::App& app, const std::vector<std::string>& ours,
                                          commands::Console& console) {
  std::vector<std::string> words(ours.rbegin(), ours.rend());
  // As in arguments_of(), only the state directory may come first.
  if (words.size() > 2 && words[0] == "--state-dir") words.erase(words.begin(), words.begin() + 2);
  if (!words.empty() && words[0].starts_with("--state-dir=")) words.erase(words.begin());
  if (words.size() < 2 || !is_command(app, words[0]) || words[1].starts_with('-')) return std::nullopt;
  const CLI::App* group = app.get_subcommand(words[0]);
  if (group->get_require_subcommand_min() == 0 || is_command(*group, words[1])) return std::nullopt;
  console.err << "callgate: there is no command \"" << group->get_name() << " " << commands::visible(words[1])
              << "\"\nSee: callgate " << group->get_name() << " --help\n";
  return commands::kUsage;
}

}  // namespace

std::optional<int> read_words(const std::vector<std::string>& arguments, Words& words,
                              commands::Console& console) {
  CLI::App app("Callgate: a guarded gateway between an agent's host and its MCP servers", "callgate");
  define(app, words);
  if (arguments.empty()) {
    console.err << app.help();
    return commands::kUsage;
  }
  if (const std::string& first = arguments.front(); !first.starts_with('-') && !is_command(app, first)) {
    console.err << "callgate: there is no command \"" << commands::visible(first) << "\"\n"
                << "See: callgate --help; a server's command comes after --: callgate -- COMMAND ARGS…\n";
    return commands::kUsage;
  }
  std::vector<std::string> ours = arguments_of(arguments, app, words);
  if (const auto code = refuse_unknown_command(app, ours, console)) return code;
  try {
    app.parse(ours);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, console.out, console.err) == 0 ? commands::kOk : commands::kUsage;
  }
  take_launch(words);
  words.command = path_of(&app).substr(1);
  return std::nullopt;
}

}  // namespace callgate
