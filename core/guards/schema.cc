// The guard `schema`: arguments have to fit the tool's input schema. What is wrong in a way that can be read
// in one way only is corrected; the rest is refused, with the reasons. Arguments that were not filled in, and
// results that break the tool's output schema, are suspicious.
#include <algorithm>
#include <unordered_set>

#include "core/analysis/placeholder.h"
#include "core/guard/contracts.h"
#include "core/guards/registry.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

using analysis::SchemaJudgement;
using policy::SchemaKnobs;
using policy::Suspicion;

struct SchemaMemory {
  Contracts contracts;
  std::int64_t unfilled_calls = 0;                     // that ran although an argument was a placeholder
  std::unordered_set<std::string> unfilled_in_flight;  // by call id
};

class SchemaGuard final : public Guard {
 public:
  SchemaGuard(const SchemaKnobs& knobs, const GuardDeps& deps)
      : knobs_(knobs), memory_(deps.memory->of<SchemaMemory>("schema")) {
    rules_.reject_blank_required = knobs.reject_blank_required;
    rules_.null_counts_missing = knobs.null_counts_missing;
    rules_.extra_refused = knobs.extra_fields == policy::ExtraFields::deny;
    rules_.max_depth = static_cast<int>(knobs.max_depth);
    output_rules_.max_depth = rules_.max_depth;
  }

  std::string_view kind() const override { return "schema"; }
  void enrol(ChainBuilder& chain) override {
    chain.before<&SchemaGuard::judge>(Before::schema, *this);
    if (knobs_.output != Suspicion::off) chain.after<&SchemaGuard::look_at_result>(After::output, *this);
  }

  Verdict judge(Call& call);
  Amend look_at_result(Call& call, const Bytes& result);
  void settle(const Call& call, Ending ending) noexcept override;

 private:
  std::shared_ptr<const Contract> contract_of(const mcp::Tool& tool, bool& fresh) {
    return memory_->contracts.of(tool, static_cast<std::size_t>(knobs_.max_schemas), fresh);
  }
  Verdict judge_unfilled(Call& call);

  const SchemaKnobs knobs_;
  analysis::SchemaRules rules_, output_rules_;
  const std::shared_ptr<SchemaMemory> memory_;
};

std::string listed(const std::vector<analysis::SchemaError>& errors) {
  std::string text;
  for (const analysis::SchemaError& error : errors) {
    if (!text.empty()) text += "; ";
    text += error.path + ": " + error.message;
  }
  return text;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

Finding finding(std::string rule, std::string code, std::string reason, std::string instead) {
  return {"schema", std::move(rule), std::move(code), std::move(reason), std::move(instead)};
}

Verdict refuse_arguments(const Call& call, const SchemaJudgement& judgement) {
  return Deny{finding("inputSchema", "schema_invalid",
                      "The arguments do not fit the input schema of " + call.tool().exposed + ": " +
                          listed(judgement.errors) + ".",
                      "Correct these arguments and call again.")};
}

// The first argument that was not filled in, as "user.key is \"${key}\""; empty if there is none.
std::string unfilled_argument(Call& call) {
  if (!analysis::may_hold_placeholder(call.arguments())) return {};
  const json::Outline& outline = call.outline();
  for (const json::Entry& entry : outline) {
    if (entry.type != json::Type::string) continue;
    const bool outermost = entry.parent == 0 && outline.index_of(entry) != 0;
    if (analysis::is_placeholder(entry.text, outermost)) {
      return outline.path_of(entry) + " is " + json::quote(entry.text);
    }
  }
  return {};
}

Verdict SchemaGuard::judge(Call& call) {
  bool fresh = false;
  const auto contract = contract_of(call.tool(), fresh);
  if (!contract->input_problem.empty() && knobs_.unchecked != Suspicion::off) {
    Finding why = finding(
        "inputSchema", "schema_unchecked",
        "The input schema of " + call.tool().exposed + " cannot be checked: " + contract->input_problem + ".",
        "Tell the user: this tool's server has to correct its schema.");
    if (knobs_.unchecked == Suspicion::deny) return Deny{std::move(why)};
    if (fresh) call.warn(std::move(why));  // once is enough
  }
  if (contract->input && !contract->input->fits(call.outline(), rules_)) {
    const bool coerce = knobs_.coerce == policy::Coerce::lossless;
    SchemaJudgement judgement = contract->input->judge(call.arguments(), rules_, coerce);
    if (!judgement.repaired) return refuse_arguments(call, judgement);
    return Repair{
        finding("inputSchema", "schema_repair",
                "Arguments were corrected to fit the schema: " + joined(judgement.changes) + ".", ""),
        *std::move(judgement.repaired)};
  }
  return knobs_.placeholders == Suspicion::off ? Verdict(Allow{}) : judge_unfilled(call);
}

Verdict SchemaGuard::judge_unfilled(Call& call) {
  const std::string argument = unfilled_argument(call);
  if (argument.empty()) return Allow{};
  Finding why = finding("placeholders", "schema_placeholder",
                        "An argument of " + call.tool().exposed + " was not filled in: " + argument + ".",
                        "Send the value itself instead of a name for it.");
  const bool grace = memory_->unfilled_calls < knobs_.placeholder_grace;
  if (knobs_.placeholders == Suspicion::deny && !grace) return Deny{std::move(why)};
  memory_->unfilled_in_flight.insert(call.id());
  call.warn(std::move(why));
  return Allow{};
}

Amend SchemaGuard::look_at_result(Call& call, const Bytes& result) {
  bool fresh = false;
  const auto contract = contract_of(call.tool(), fresh);
  if (!contract->output) return Keep{};
  const ResultView& view = call.view(result);
  // A tool that failed owes no structured content (MCP 2025-06-18, server/tools#output-schema).
  if (!view.complete || view.failed) return Keep{};
  const std::string_view content = view.structured;
  std::string problem = "\"structuredContent\" is missing";
  if (!content.empty()) {
    if (contract->output->fits(content, output_rules_)) return Keep{};
    problem = listed(contract->output->judge(content, output_rules_, false, "structuredContent").errors);
  }
  Finding why =
      finding("outputSchema", "schema_output",
              "The result does not fit the output schema of " + call.tool().exposed + ": " + problem + ".",
              "Do not rely on the form of this tool's results.");
  if (knobs_.output == Suspicion::deny) return Withhold{std::move(why)};
  call.warn(std::move(why));
  return Keep{};
}

void SchemaGuard::settle(const Call& call, Ending ending) noexcept {
  if (memory_->unfilled_in_flight.erase(call.id()) > 0 && ending != Ending::denied) ++memory_->unfilled_calls;
}

}  // namespace

std::unique_ptr<Guard> make_schema(const policy::Policy& policy, const GuardDeps& deps) {
  return std::make_unique<SchemaGuard>(policy.guards.schema, deps);
}

}  // namespace callgate::guard
