// The guard `resources`: which files a call would touch, by its arguments and by the shell commands among
// them. Paths that hold secrets or decide what runs are refused, and so is what lies outside of the folders
// that the policy allows.
#include <algorithm>
#include <string>

#include "core/analysis/path/judge.h"
#include "core/base/glob.h"
#include "core/config/jsonc.h"
#include "core/guards/registry.h"
#include "core/guards/resources/path_arguments.h"
#include "core/guards/resources/places.h"

namespace callgate::guard {
namespace {

using analysis::PathContext;
using Knobs = policy::ResourcesKnobs;

// Files that are no files.
bool always_allowed(std::string_view path) {
  constexpr std::string_view kDevices[] = {"/dev/null", "/dev/stdin", "/dev/stdout",  "/dev/stderr",
                                           "/dev/tty",  "/dev/zero",  "/dev/urandom", "/dev/random"};
  return std::ranges::find(kDevices, path) != std::end(kDevices);
}

std::string shown(std::string_view path) {
  return config::quoted(path.size() > 200 ? std::string(path.substr(0, 200)) + "…" : std::string(path));
}

class Resources final : public Guard {
 public:
  Resources(const policy::Policy& policy, const GuardDeps& deps)
      : knobs_(policy.guards.resources),
        ask_denies_(policy.ask_denies),
        arguments_(knobs_.path_args),
        places_(knobs_,
                deps.world ? deps.world : std::make_shared<const policy::World>(deps.home, deps.cwd)) {}

  std::string_view kind() const override { return "resources"; }
  void enrol(ChainBuilder& chain) override { chain.before<&Resources::judge>(Before::resources, *this); }

  Verdict judge(Call& call);

 private:
  struct Touched {
    std::string_view path;
    bool write = false;
    bool certain = true;
    bool shell = false;
  };

  std::optional<Deny> judge_secrets(const Touched& touched, PathContext context) const;
  std::optional<Finding> judge_place(const Touched& touched, const PathContext& context) const;
  std::optional<Deny> judge_programs(const ShellCommand& command) const;
  std::optional<Finding> judge_allowed(const ShellCommand& command) const;
  Verdict objected(Call& call, Finding why) const;

  const Knobs knobs_;
  const bool ask_denies_;
  const PathArguments arguments_;
  const Places places_;
};

Verdict Resources::judge(Call& call) {
  if (call.arguments() == "{}") return Allow{};
  if (!call.outline().whole()) {
    return Deny{{"", "", "arguments_too_large", "The arguments have too many values to be judged.",
                 "Send less at once."}};
  }
  const std::string folder = places_.folder_of(call.tool().server);
  const PathContext context = places_.context(folder);
  const Effect effect = call.facts().effect;
  const bool writes = effect == Effect::write || effect == Effect::destructive;
  std::optional<Finding> outside;
  const auto look = [&](const Touched& touched) -> std::optional<Deny> {
    if (auto deny = judge_secrets(touched, context)) return deny;
    if (!outside) outside = judge_place(touched, context);
    return std::nullopt;
  };
  for (const PathArgument& path : arguments_.in(call)) {
    if (auto deny = look({path.text, writes && !path.source, path.certain, false})) return std::move(*deny);
  }
  if (knobs_.shell.classify) {
    for (const ShellCommand& command : call.shell()) {
      if (auto deny = judge_programs(command)) return std::move(*deny);
      for (const analysis::ShellPath& path : command.report.paths) {
        if (auto deny = look({path.text, path.write, true, true})) return std::move(*deny);
      }
      if (!outside) outside = judge_allowed(command);
    }
  }
  return outside ? objected(call, std::move(*outside)) : Allow{};
}

Verdict Resources::objected(Call& call, Finding why) const {
  if (knobs_.outside == Knobs::Outside::warn) {
    why.guard = kind();
    call.warn(std::move(why));
    return Allow{};
  }
  if (knobs_.outside == Knobs::Outside::deny || ask_denies_) return Deny{std::move(why)};
  return Ask{std::move(why), "Run " + call.tool().exposed + "?"};
}

std::optional<Deny> Resources::judge_secrets(const Touched& touched, PathContext context) const {
  if (places_.own(touched.path, context)) {
    return Deny{{"", "own_files", "resource_sensitive",
                 "The path " + shown(touched.path) + " belongs to the gateway itself.",
                 "Leave it alone; tell the user what should change."}};
  }
  if (!knobs_.sensitive_paths) return std::nullopt;
  analysis::PathFinding found = analysis::judge_path(touched.path, {context.home, {}, touched.write});
  // A path that climbs may still arrive at something that is known.
  if (!found.sensitive && touched.path.find("..") != touched.path.npos) {
    const std::string plain = analysis::canonical_path(touched.path, context);
    if (plain.starts_with('/')) found = analysis::judge_path(plain, {context.home, {}, touched.write});
  }
  if (!found.sensitive || places_.excepted(touched.path, context)) return std::nullopt;
  return Deny{{"", "sensitive_paths", "resource_sensitive",
               "The path " + shown(touched.path) +
                   (touched.write ? " holds secrets or decides what runs (" : " may hold secrets (") +
                   std::string(found.kind) + ").",
               "Work without it, or ask the user, who can list it in guards.resources.sensitive_except."}};
}

std::optional<Finding> Resources::judge_place(const Touched& touched, const PathContext& context) const {
  if (!places_.confined() || !touched.certain || always_allowed(touched.path)) return std::nullopt;
  // A plain word of a command may be anything; where it is a file, it lies where the command runs.
  if (touched.shell && touched.path.find('/') == touched.path.npos && !touched.path.starts_with('~') &&
      !touched.path.starts_with('$') && !touched.path.starts_with(".."))
    return std::nullopt;
  const std::string objection = places_.objection(touched.path, context);
  if (objection.empty()) return std::nullopt;
  const bool lies_in = objection.starts_with("lies in /") || objection.starts_with("lies in ~");
  return Finding{"", lies_in ? "not_within" : "within", "resource_outside",
                 "The path " + shown(touched.path) + " " + objection + ", where this call may not go.",
                 "Use a path within the allowed folders, or ask the user to allow this one."};
}

std::optional<Deny> Resources::judge_programs(const ShellCommand& command) const {
  if (!command.report.beyond.empty() && (knobs_.sensitive_paths || places_.confined())) {
    return Deny{{"", "shell.classify", "resource_command",
                 "The command cannot be judged as a whole: " + command.report.beyond + ".",
                 "Send shorter and plainer commands, one by one."}};
  }
  if (knobs_.sensitive_paths && command.report.reveals_secrets) {
    return Deny{{"", "sensitive_paths", "resource_sensitive",
                 "The command prints the environment or stored secrets.",
                 "Ask for the one value that is needed, or let the user run it."}};
  }
  for (const std::string& program : command.report.programs) {
    for (const std::string& pattern : knobs_.shell.deny) {
      if (!glob_matches(pattern, program)) continue;
      return Deny{{"", "shell.deny", "resource_command",
                   "The command runs " + shown(program) + ", which the policy refuses (" + pattern + ").",
                   "Do it without that program, or tell the user."}};
    }
  }
  return std::nullopt;
}

std::optional<Finding> Resources::judge_allowed(const ShellCommand& command) const {
  if (!knobs_.commands_allow) return std::nullopt;
  for (const std::string& program : command.report.programs) {
    const bool allowed =
        !program.empty() && std::ranges::any_of(*knobs_.commands_allow, [&](const std::string& pattern) {
          return glob_matches(pattern, program);
        });
    if (allowed) continue;
    const std::string what = program.empty() ? "something that cannot be read" : shown(program);
    return Finding{"", "commands_allow", "resource_command",
                   "The command runs " + what + ", which is not in commands_allow.",
                   "Use the programs that are allowed, or ask the user."};
  }
  return std::nullopt;
}

}  // namespace

std::unique_ptr<Guard> make_resources(const policy::Policy& policy, const GuardDeps& deps) {
  return std::make_unique<Resources>(policy, deps);
}

}  // namespace callgate::guard
