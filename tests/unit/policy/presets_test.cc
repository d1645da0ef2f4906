#include <doctest/doctest.h>

#include "read_rules.h"

using namespace callgate::policy;
using callgate::guard::Mode;

namespace {

const GuardKnobs strict() {
  return policy_of({R"({"preset": "strict"})"}).guards;
}

}  // namespace

TEST_CASE("presets: off, observe and balanced differ in their mode alone") {
  const Policy balanced = policy_of({});
  for (const char* text : {R"({"preset": "off"})", R"({"preset": "observe"})"}) {
    const Policy other = policy_of({text});
    CHECK(other.mode < balanced.mode);
    CHECK_FALSE(other.fallback.has_value());
    for (const KnobTable& table : knob_tables()) {
      for (const Knob& knob : table.knobs) {
        CAPTURE(knob.key);
        CHECK_FALSE(
            knob.is_looser(table.in_const(other.guards), table.in_const(balanced.guards), Tighter::neither));
      }
    }
  }
}

TEST_CASE("presets: strict loosens no knob") {
  const GuardKnobs knobs = strict(), plain;
  for (const KnobTable& table : knob_tables()) {
    for (const Knob& knob : table.knobs) {
      if (knob.tighter == Tighter::neither || knob.tighter == Tighter::either) continue;
      CAPTURE(table.guard);
      CAPTURE(knob.key);
      CHECK_FALSE(knob.is_looser(table.in_const(knobs), table.in_const(plain), knob.tighter));
    }
  }
}

TEST_CASE("presets: what strict says") {
  const GuardKnobs knobs = strict();
  CHECK(knobs.policy.sampling == ByTool<Action>{{"*", Action::ask}});
  CHECK(knobs.policy.elicitation == ByTool<Action>{{"*", Action::allow}});
  CHECK(knobs.schema.extra_fields == ExtraFields::deny);
  CHECK(knobs.schema.placeholders == Suspicion::deny);
  CHECK(knobs.schema.unchecked == Suspicion::deny);
  CHECK(knobs.schema.output == Suspicion::deny);
  CHECK(knobs.network.schemes == std::vector<std::string>{"https", "wss"});
  CHECK(knobs.poison.definitions.hidden == PoisonedTool::deny);
  CHECK(knobs.poison.definitions.orders == PoisonedTool::hold);
  CHECK(knobs.poison.instructions.orders == PoisonedInstructions::withhold);
  CHECK(knobs.output.max_bytes == 100'000);
  CHECK(knobs.output.array == 1000);
  CHECK(knobs.output.depth == 20);
  CHECK(knobs.output.on_exceed == OutputKnobs::OnExceed::error);
  CHECK(knobs.risk.mode == Mode::enforce);
  CHECK(knobs.idempotency.verbs == Mode::enforce);
  CHECK(knobs.capacity.global == 50);
  CHECK(knobs.capacity.upstream == 20);
  CHECK(knobs.capacity.tool == ByTool<std::int64_t>{{"*", 10}});
  CHECK(knobs.cache.mode == Mode::off);
}

TEST_CASE("presets: a file of its own wins, a later one may not loosen") {
  const char* const open = R"({"preset": "strict", "guards": {"schema": {"extra_fields": "follow-schema"}}})";
  const GuardKnobs written = policy_of({open}).guards;
  CHECK(written.schema.extra_fields == ExtraFields::follow_schema);
  CHECK(written.schema.output == Suspicion::deny);
  const std::string loosened =
      errors_of({R"({"preset": "strict"})", R"({"guards": {"schema": {"extra_fields": "follow-schema"}}})"});
  CHECK(loosened.find("the preset says more") != std::string::npos);
  CHECK(policy_of({R"({})"}, {.preset = Preset::strict}).guards.risk.mode == Mode::enforce);
}

TEST_CASE("presets: a later file may confine what nobody confined, and not widen it") {
  const char* const confined =
      R"({"guards": {"resources": {"within": ["/srv", "/work"], "commands_allow": ["ls", "git"]}}})";
  CHECK(errors_of({"{}", confined}) == "");
  CHECK(errors_of({confined, R"({"guards": {"resources": {"within": ["/srv"], "commands_allow": []}}})"}) ==
        "");
  for (const char* wider : {R"({"guards": {"resources": {"within": ["/srv", "/home"]}}})",
                            R"({"guards": {"resources": {"within": "none"}}})",
                            R"({"guards": {"resources": {"commands_allow": ["ls", "rm"]}}})"})
    CHECK(errors_of({confined, wider}).find("looser") != std::string::npos);
}
