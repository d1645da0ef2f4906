#include "gateway/policy_test/stage.h"

#include <algorithm>
#include <span>

#include "core/guards/pins/definition.h"
#include "core/guards/registry.h"
#include "core/policy/condition.h"
#include "gateway/policy_test/coverage.h"
#include "gateway/rehearsal/rehearsal.h"
#include "gateway/time_zones.h"

namespace callgate::policy_test {
namespace {

using guard::Decision;

// What no rule can demand is left out, so that a test is about the policy alone.
constexpr std::string_view kOfRules[] = {"policy",  "idempotency", "budget",  "output",
                                         "secrets", "cache",       "approval"};
// What is used up by a call, whatever came of it.
constexpr std::string_view kOfUse[] = {"policy", "budget"};

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

Outcome compare(const Expectation& expect, Decision decision, const guard::Finding* why) {
  Outcome got{std::string(guard::to_string(decision)), why ? why->rule : "", why ? why->code : "", {}};
  if (!expect.decision.empty() && expect.decision != got.decision) {
    got.failure = "expected " + expect.decision + ", got " + got.decision;
  } else if (!expect.rule.empty() && expect.rule != got.rule) {
    got.failure = "expected rule " + expect.rule + ", got " + (got.rule.empty() ? "none" : got.rule);
  } else if (!expect.code.empty() && expect.code != got.code) {
    got.failure = "expected code " + expect.code + ", got " + (got.code.empty() ? "none" : got.code);
  }
  if (!got.failure.empty() && why)
    got.failure += " (" + (got.rule.empty() ? why->guard : got.rule) + ": " + why->reason + ")";
  return got;
}

}  // namespace

// Only what the suite says exists.
class Stage::World final : public policy::World {
 public:
  explicit World(const Suite& suite) : policy::World(suite.home, suite.workspace), suite_(suite) {}
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

Tools::Tools(const std::vector<mcp::ToolPtr>& known) {
  for (const mcp::ToolPtr& tool : known) {
    tools_[tool->exposed] = tool;
    const std::string_view definition = tool->definition.view();
    pins_->accept({tool->server, tool->native, "", guard::pin_digest(definition),
                   guard::pinned_part(definition), tool->exposed});
  }
}

mcp::ToolPtr Tools::of(const std::string& exposed) {
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

Stage::Stage(const Suite& suite, const policy::Policy& policy, Tools& tools, bool whole_chain, Used& used)
    : policy_(policy), tools_(tools), used_(used) {
  clock_.start = suite.clock - clock_.passed.load();
  world_ = std::make_shared<const World>(suite);
  const guard::GuardDeps deps{
      .clock = clock_, .home = suite.home, .cwd = suite.workspace, .world = world_, .pins = tools.pins()};
  chain_ = whole_chain ? guard::make_chain(policy, deps, "test") : chain_of(policy, deps, kOfRules);
  use_ = chain_of(policy, deps, kOfUse);
}

Stage::~Stage() = default;

Outcome Stage::play(const Step& step) {
  if (step.at) clock_.start = *step.at - clock_.passed.load();
  clock_.advance(step.advance);
  guard::Call call("test-" + std::to_string(++calls_), tools_.of(step.tool), Bytes::copy(step.arguments));
  if (!step.metadata.empty()) call.set_metadata(Bytes::copy(step.metadata));
  guard::Passage passage(chain_, call);
  guard::Verdict verdict = enter_at_once(call, passage);
  const guard::Finding* const why = guard::finding_of(verdict);
  note(call, passage, why);
  Outcome outcome = compare(step.expect, guard::decision_of(verdict), why);
  const std::string result = finish(step, verdict, call, passage);
  if (outcome.failure.empty() && step.expect.result) {
    outcome.failure = compare_result(*step.expect.result, call, result);
    outcome.result_failed = !outcome.failure.empty();
  }
  return outcome;
}

void Stage::note(guard::Call& call, const guard::Passage& passage, const guard::Finding* why) {
  for (const policy::Rule* rule : call.rules()) used_.rules.insert(rule->id);
  if (why) used_.rules.insert(why->rule);
  for (const auto& [decision, finding] : passage.taken()) used_.rules.insert(finding.rule);
  for (const guard::WouldBe& would : passage.would_be()) used_.rules.insert(would.why.rule);
  // A refusal by the name alone has looked at no rule.
  const bool by_name = why && call.rules().empty() &&
                       std::ranges::find(policy_.rules, why->rule, &policy::Rule::id) == policy_.rules.end();
  if (!by_name)
    note_branches(policy_, call, chain_->facts(call.tool_ptr()), *world_, nullptr, used_.branches);
}

// Ends the call; the result as the host would get it.
std::string Stage::finish(const Step& step, guard::Verdict& verdict, guard::Call& call,
                          guard::Passage& passage) {
  if (auto* answer = std::get_if<guard::Answer>(&verdict)) {
    const std::string result(answer->result.view());
    passage.end(guard::Ending::answered);
    return result;
  }
  if (!std::holds_alternative<guard::Allow>(verdict)) return "";
  if (!step.result) return use_up(step, passage);
  std::string result = *step.result;
  const json::Outline outline(result);
  note_branches(policy_, call, chain_->facts(call.tool_ptr()), *world_, &outline, used_.branches);
  const guard::Amend amend = passage.leave(Bytes::copy(result));
  if (const auto* replaced = std::get_if<guard::Replace>(&amend)) result = replaced->result.view();
  if (std::holds_alternative<guard::Withhold>(amend)) result = R"({"content":[],"isError":true})";
  passage.end(guard::Ending::answered);
  return result;
}

// Without a result nothing is remembered of an outcome, but what the call uses up is used up: so it is taken
// back here, and charged by the guards that know of no outcomes.
std::string Stage::use_up(const Step& step, guard::Passage& judged) {
  judged.end(guard::Ending::denied);
  guard::Call call("used-" + std::to_string(calls_), tools_.of(step.tool), Bytes::copy(step.arguments));
  if (!step.metadata.empty()) call.set_metadata(Bytes::copy(step.metadata));
  guard::Passage passage(use_, call);
  enter_at_once(call, passage);
  passage.end(guard::Ending::answered);
  return "";
}

std::string Stage::compare_result(const policy::Condition& condition, guard::Call& call,
                                  const std::string& result) {
  if (result.empty()) return "there is no result to compare";
  const json::Outline outline(result);
  const std::string text = text_of_result(outline);
  policy::Scene scene{.call = call, .world = *world_, .result = &outline, .result_text = &text};
  if (condition.holds(scene) == policy::Truth::yes) return {};
  return "the result is not as expected: " + result.substr(0, 400);
}

}  // namespace callgate::policy_test
