#include "gateway/policy_test/player.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "core/guards/registry.h"
#include "core/json/view.h"
#include "core/policy/condition.h"
#include "core/policy/reader.h"
#include "gateway/text_file.h"
#include "gateway/time_zones.h"

namespace callgate::policy_test {
namespace {

using guard::Decision;

// What no rule can demand is left out, so that a test is about the policy alone.
constexpr std::string_view kOfRules[] = {"policy",  "idempotency", "budget",  "output",
                                         "secrets", "cache",       "approval"};
// What is used up by a call, whatever came of it.
constexpr std::string_view kOfUse[] = {"policy", "budget"};

// Only what the suite says exists.
class SuiteWorld final : public policy::World {
 public:
  explicit SuiteWorld(const Suite& suite) : World(suite.home, suite.workspace), suite_(suite) {}
  std::optional<std::string_view> variable(std::string_view name) const override {
    return in(suite_.environment, name);
  }
  std::optional<std::string_view> principal(std::string_view name) const override {
    return in(suite_.principal, name);
  }
  std::optional<Millis> zone_offset(const std::string& zone, WallTime at) const override {
    const TimeZone* const known = zones_.find(zone);
    return known ? std::optional(known->offset_at(at)) : std::nullopt;
  }

 private:
  static std::optional<std::string_view> in(const std::map<std::string, std::string>& texts,
                                            std::string_view name) {
    const auto found = texts.find(std::string(name));
    return found == texts.end() ? std::nullopt : std::optional<std::string_view>(found->second);
  }
  const Suite& suite_;
  mutable TimeZones zones_;
};

// Tools by their exposed names: from a snapshot, else made of the name.
class Tools {
 public:
  explicit Tools(const std::filesystem::path& snapshot) {
    const auto text =
        snapshot.empty() ? Result<std::string>(error(Errc::not_found, "")) : read_text_file(snapshot);
    if (!text) return;
    const auto tree = nlohmann::json::parse(*text, nullptr, false);
    if (!tree.is_object() || !tree.contains("tools") || !tree["tools"].is_array()) return;
    for (const auto& entry : tree["tools"]) add(entry);
  }

  mcp::ToolPtr of(const std::string& exposed) {
    mcp::ToolPtr& known = tools_[exposed];
    if (known) return known;
    auto tool = std::make_shared<mcp::Tool>();
    const std::size_t cut = exposed.find("__");
    tool->exposed = exposed;
    tool->server = cut == exposed.npos ? "" : exposed.substr(0, cut);
    tool->native = cut == exposed.npos ? exposed : exposed.substr(cut + 2);
    tool->definition = Bytes::copy("{}");
    return known = std::move(tool);
  }

 private:
  void add(const nlohmann::json& entry) {
    if (!entry.is_object() || !entry.contains("definition")) return;
    auto tool = std::make_shared<mcp::Tool>();
    tool->server = entry.value("server", "");
    tool->native = entry["definition"].value("name", "");
    tool->exposed = entry.value("name", tool->server + "__" + tool->native);
    tool->definition = Bytes::adopt(entry["definition"].dump());
    const auto& hints = entry["definition"].value("annotations", nlohmann::json::object());
    const auto hint = [&](const char* name, std::optional<bool>& slot) {
      if (hints.is_object() && hints.contains(name) && hints[name].is_boolean())
        slot = hints[name].get<bool>();
    };
    hint("readOnlyHint", tool->hints.read_only);
    hint("destructiveHint", tool->hints.destructive);
    hint("idempotentHint", tool->hints.idempotent);
    hint("openWorldHint", tool->hints.open_world);
    tools_[tool->exposed] = std::move(tool);
  }
  std::map<std::string, mcp::ToolPtr> tools_;
};

std::optional<policy::Policy> policy_of(const Suite& suite, const std::string& profile,
                                        config::Findings& found) {
  std::vector<policy::Layer> layers;
  for (const std::filesystem::path& file : suite.policies) {
    auto text = read_text_file(file);
    if (!text) {
      if (text.error().code == Errc::not_found && file.string().ends_with(".local.jsonc")) continue;
      found.errors.push_back(
          {config::quoted(file.string()) + " cannot be read", nullptr, {}, text.error().what, {}});
      continue;
    }
    auto source = std::make_shared<const config::Source>(config::Source{file.string(), std::move(*text)});
    if (auto tree = config::parse_jsonc(source, found.errors))
      layers.push_back({std::move(source), std::move(*tree)});
  }
  if (!found.errors.empty()) return std::nullopt;
  auto reading = policy::read_policy(layers, {.profile = profile}, found);
  if (!reading) return std::nullopt;
  return std::move(reading->policy);
}

std::shared_ptr<const guard::GuardChain> chain_of(const policy::Policy& policy, const guard::GuardDeps& deps,
                                                  std::span<const std::string_view> kinds) {
  std::vector<guard::GuardChain::Member> members;
  for (const guard::GuardKind& kind : guard::guard_kinds()) {
    if (std::ranges::find(kinds, kind.kind) == kinds.end()) continue;
    const guard::Mode mode = std::min(policy.mode, kind.mode(policy));
    if (mode != guard::Mode::off) members.push_back({kind.make(policy, deps), mode});
  }
  return std::make_shared<const guard::GuardChain>(std::move(members), "test", policy.revision,
                                                   guard::Classifier(policy));
}

// Judges, and answers whatever the guards wait for at once.
guard::Verdict enter(guard::Call& call, guard::Passage& passage) {
  guard::Verdict verdict = passage.enter();
  while (const auto* wait = std::get_if<guard::Wait>(&verdict)) {
    if (wait->hook) call.add_answer({.hook = wait->hook, .passed = true});
    if (!wait->hook) call.set_waited();
    verdict = passage.enter();
  }
  return verdict;
}

// One case: a gateway's memory and clock of its own.
class Stage {
 public:
  Stage(const Suite& suite, const policy::Policy& policy, Tools& tools, bool whole_chain,
        std::set<std::string>& applied)
      : tools_(tools), applied_(applied) {
    clock_.start = suite.clock - clock_.passed;
    world_ = std::make_shared<const SuiteWorld>(suite);
    const guard::GuardDeps deps{.clock = clock_, .home = suite.home, .cwd = suite.workspace, .world = world_};
    chain_ = whole_chain ? guard::make_chain(policy, deps, "test") : chain_of(policy, deps, kOfRules);
    use_ = chain_of(policy, deps, kOfUse);
  }

  // What went wrong; empty if nothing did.
  std::string play(const Step& step) {
    if (step.at) clock_.start = *step.at - clock_.passed;
    clock_.advance(step.advance);
    guard::Call call("test-" + std::to_string(++calls_), tools_.of(step.tool), Bytes::copy(step.arguments));
    if (!step.metadata.empty()) call.set_metadata(Bytes::copy(step.metadata));
    guard::Passage passage(chain_, call);
    guard::Verdict verdict = enter(call, passage);
    const guard::Finding* const why = guard::finding_of(verdict);
    note(call, passage, why);
    std::string failure = compare(step.expect, guard::decision_of(verdict), why);
    std::string result = finish(step, verdict, passage);
    if (failure.empty() && step.expect.result) failure = compare_result(*step.expect.result, call, result);
    return failure;
  }

 private:
  void note(const guard::Call& call, const guard::Passage& passage, const guard::Finding* why) {
    for (const policy::Rule* rule : call.rules()) applied_.insert(rule->id);
    if (why) applied_.insert(why->rule);
    for (const auto& [decision, finding] : passage.taken()) applied_.insert(finding.rule);
    for (const guard::WouldBe& would : passage.would_be()) applied_.insert(would.why.rule);
  }

  static std::string compare(const Expectation& expect, Decision decision, const guard::Finding* why) {
    const std::string got(guard::to_string(decision));
    const std::string named = why ? why->rule : "", code = why ? why->code : "";
    std::string failure;
    if (!expect.decision.empty() && expect.decision != got) {
      failure = "expected " + expect.decision + ", got " + got;
    } else if (!expect.rule.empty() && expect.rule != named) {
      failure = "expected rule " + expect.rule + ", got " + (named.empty() ? "none" : named);
    } else if (!expect.code.empty() && expect.code != code) {
      failure = "expected code " + expect.code + ", got " + (code.empty() ? "none" : code);
    }
    if (!failure.empty() && why)
      failure += " (" + (named.empty() ? why->guard : named) + ": " + why->reason + ")";
    return failure;
  }

  // Ends the call; the result as the host would get it.
  std::string finish(const Step& step, guard::Verdict& verdict, guard::Passage& passage) {
    if (auto* answer = std::get_if<guard::Answer>(&verdict)) {
      const std::string result(answer->result.view());
      passage.end(guard::Ending::answered);
      return result;
    }
    if (!std::holds_alternative<guard::Allow>(verdict)) return "";
    if (!step.result) return use_up(step, passage);
    std::string result = *step.result;
    const guard::Amend amend = passage.leave(Bytes::copy(result));
    if (const auto* replaced = std::get_if<guard::Replace>(&amend)) result = replaced->result.view();
    if (std::holds_alternative<guard::Withhold>(amend)) result = R"({"content":[],"isError":true})";
    passage.end(guard::Ending::answered);
    return result;
  }

  // Without a result nothing is remembered of an outcome, but what the call uses up is used up: so it is
  // taken back here, and charged by the guards that know of no outcomes.
  std::string use_up(const Step& step, guard::Passage& judged) {
    judged.end(guard::Ending::denied);
    guard::Call call("used-" + std::to_string(calls_), tools_.of(step.tool), Bytes::copy(step.arguments));
    if (!step.metadata.empty()) call.set_metadata(Bytes::copy(step.metadata));
    guard::Passage passage(use_, call);
    enter(call, passage);
    passage.end(guard::Ending::answered);
    return "";
  }

  std::string compare_result(const policy::Condition& condition, guard::Call& call,
                             const std::string& result) {
    if (result.empty()) return "there is no result to compare";
    const json::Outline outline(result);
    std::string text;
    for (const json::Entry& entry : outline) {
      if (entry.key == "text" && entry.type == json::Type::string)
        text.append(text.empty() ? "" : "\n").append(entry.text);
    }
    policy::Scene scene{.call = call, .world = *world_, .result = &outline, .result_text = &text};
    if (condition.holds(scene) == policy::Truth::yes) return {};
    return "the result is not as expected: " + result.substr(0, 400);
  }

  Tools& tools_;
  std::set<std::string>& applied_;
  ManualClock clock_;
  std::shared_ptr<const SuiteWorld> world_;
  std::shared_ptr<const guard::GuardChain> chain_, use_;
  std::size_t calls_ = 0;
};

}  // namespace

std::size_t Report::failed() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(cases, [](const CaseReport& one) { return !one.failure.empty(); }));
}

int Report::coverage() const {
  if (rules.empty()) return 100;
  const auto count =
      std::ranges::count_if(rules, [&](const std::string& id) { return applied.contains(id); });
  return static_cast<int>(count * 100 / static_cast<std::ptrdiff_t>(rules.size()));
}

Report play(const Suite& suite, bool whole_chain, config::Findings& found) {
  Report report;
  Tools tools(suite.tools);
  std::map<std::string, policy::Policy> by_profile;
  for (const Case& test : suite.cases) {
    if (!by_profile.contains(test.profile)) {
      auto policy = policy_of(suite, test.profile, found);
      if (!policy) return report;
      for (const policy::Rule& rule : policy->rules) report.rules.insert(rule.id);
      by_profile.emplace(test.profile, std::move(*policy));
    }
    Stage stage(suite, by_profile.at(test.profile), tools, whole_chain, report.applied);
    CaseReport outcome{test.name, test.place, {}};
    for (std::size_t i = 0; i < test.steps.size() && outcome.failure.empty(); ++i) {
      const Step& step = test.steps[i];
      for (std::size_t turn = 0; turn < step.repeat && outcome.failure.empty(); ++turn) {
        const std::string failure = stage.play(step);
        if (failure.empty()) continue;
        outcome.place = step.place;
        outcome.failure = test.steps.size() > 1 ? "step " + std::to_string(i + 1) + ": " : "";
        if (step.repeat > 1) outcome.failure += "time " + std::to_string(turn + 1) + ": ";
        outcome.failure += failure;
      }
    }
    report.cases.push_back(std::move(outcome));
  }
  return report;
}

}  // namespace callgate::policy_test
