#include "core/policy/guard_knobs.h"

#include <deque>
#include <map>

namespace callgate::policy {
namespace {

using config::Field;
using config::Shape;

constexpr std::string_view kWaits = "waits and lifetimes stand under \"approvals\" in the configuration";
constexpr Field kApprovalAsides[] = {
    {"channels", {}, kWaits, "", config::Standing::foreign},
    {"deadline_s", {}, kWaits, "", config::Standing::foreign},
    {"hold_wait_ms", {}, kWaits, "", config::Standing::foreign},
    {"validity_s", {}, kWaits, "", config::Standing::foreign},
    {"on_timeout", {}, "a held call that nobody answers in time is refused", "", config::Standing::foreign},
    {"one_shot", {}, "an approval is always used once", "", config::Standing::foreign},
    {"bind", {}, "an approval is always bound to tool and arguments", "", config::Standing::foreign},
};
constexpr Field kPolicyAsides[] = {
    {"default_action", {}, "write \"default\" at the top level of the policy", "", config::Standing::foreign},
};

constexpr Field kNetworkAsides[] = {
    {"resolve_dns",
     {},
     "names are never resolved: the server resolves them itself and may get another answer; use "
     "allow_domains",
     "",
     config::Standing::foreign},
};
constexpr Field kSchemaAsides[] = {
    {"level", {}, "write \"mode\": off, observe, warn or enforce", "", config::Standing::foreign},
};

// Shapes made at run time, and the texts they point to. Built once, never freed.
class ShapeMaker {
 public:
  Shape guards() {
    std::vector<Field>& fields = fields_.emplace_back();
    for (const KnobTable& table : knob_tables())
      fields.push_back({table.guard, guard(table), table.about, ""});
    Shape all = object(fields);
    all.name = "guards";
    return all;
  }

 private:
  static Shape object(const std::vector<Field>& fields) {
    return {.kind = config::Kind::object, .fields = fields.data(), .field_count = fields.size()};
  }

  Shape guard(const KnobTable& table) {
    static const GuardKnobs kPlain;
    std::vector<Field>& fields = fields_.emplace_back();
    std::map<std::string_view, std::vector<Field>*> inner;  // of keys with a dot
    for (const Knob& knob : table.knobs) {
      const std::string& fallback = texts_.emplace_back(knob.print(table.in_const(kPlain), knob.shape));
      const std::size_t dot = knob.key.find('.');
      const std::string_view head = knob.key.substr(0, dot);
      const Field field{dot == knob.key.npos ? head : knob.key.substr(dot + 1), knob.shape, knob.about,
                        fallback};
      if (dot == knob.key.npos) {
        fields.push_back(field);
        continue;
      }
      if (!inner.contains(head)) {
        inner[head] = &fields_.emplace_back();
        fields.push_back({head, {}, "", ""});
      }
      inner[head]->push_back(field);
    }
    for (Field& field : fields) {
      if (const auto found = inner.find(field.key); found != inner.end())
        field.shape = object(*found->second);
    }
    fields.insert(fields.end(), table.asides.begin(), table.asides.end());
    return object(fields);
  }

  std::deque<std::vector<Field>> fields_;
  std::deque<std::string> texts_;
};

}  // namespace

std::span<const KnobTable> knob_tables() {
  static const KnobTable kTables[] = {
      {"policy", "The guard that applies permissions, default and rules.", policy_knobs(), kPolicyAsides,
       [](GuardKnobs& all) -> void* { return &all.policy; }},
      {"schema", "The guard that holds arguments to the tool's own schema.", schema_knobs(), kSchemaAsides,
       [](GuardKnobs& all) -> void* { return &all.schema; }},
      {"resources",
       "The guard that judges paths and shell commands.",
       resources_knobs(),
       {},
       [](GuardKnobs& all) -> void* { return &all.resources; }},
      {"network", "The guard that keeps arguments from leading into networks that are not open to all.",
       network_knobs(), kNetworkAsides, [](GuardKnobs& all) -> void* { return &all.network; }},
      {"secrets",
       "The guard that keeps secrets out of arguments and results.",
       secrets_knobs(),
       {},
       [](GuardKnobs& all) -> void* { return &all.secrets; }},
      {"pins",
       "The guard that holds tools to the definitions with which they were accepted.",
       pins_knobs(),
       {},
       [](GuardKnobs& all) -> void* { return &all.pins; }},
      {"poison",
       "The guard that looks for text written for a model behind people's backs.",
       poison_knobs(),
       {},
       [](GuardKnobs& all) -> void* { return &all.poison; }},
      {"risk",
       "The guard that refuses calls by how much they risk.",
       risk_knobs(),
       {},
       [](GuardKnobs& all) -> void* { return &all.risk; }},
      {"provenance",
       "The guard that asks where arguments come from.",
       provenance_knobs(),
       {},
       [](GuardKnobs& all) -> void* { return &all.provenance; }},
      {"cache",
       "The guard that answers repeated reads from memory.",
       cache_knobs(),
       {},
       [](GuardKnobs& all) -> void* { return &all.cache; }},
      {"idempotency",
       "The guard that keeps effects from happening twice.",
       idempotency_knobs(),
       {},
       [](GuardKnobs& all) -> void* { return &all.idempotency; }},
      {"breaker",
       "The guard that stops calls that keep failing.",
       breaker_knobs(),
       {},
       [](GuardKnobs& all) -> void* { return &all.breaker; }},
      {"budget",
       "The guard that limits what a session may use up.",
       budget_knobs(),
       {},
       [](GuardKnobs& all) -> void* { return &all.budget; }},
      {"loops",
       "The guard that stops calls that lead nowhere.",
       loops_knobs(),
       {},
       [](GuardKnobs& all) -> void* { return &all.loops; }},
      {"capacity",
       "The guard that limits how many calls are under way.",
       capacity_knobs(),
       {},
       [](GuardKnobs& all) -> void* { return &all.capacity; }},
      {"output",
       "The guard that cuts results that are too large.",
       output_knobs(),
       {},
       [](GuardKnobs& all) -> void* { return &all.output; }},
      {"approval", "The guard that holds calls for a person.", approval_knobs(), kApprovalAsides,
       [](GuardKnobs& all) -> void* { return &all.approval; }},
  };
  return kTables;
}

const config::Shape& guards_shape() {
  static ShapeMaker& maker = *new ShapeMaker;
  static const Shape kShape = maker.guards();
  return kShape;
}

}  // namespace callgate::policy
