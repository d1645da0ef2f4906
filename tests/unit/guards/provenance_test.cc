#include <doctest/doctest.h>

#include <string>

#include "guard_stage.h"
#include "tests/unit/guards/only.h"

using namespace callgate;
using namespace callgate::guard;
using Doubt = policy::ProvenanceKnobs::Doubt;

namespace {

const mcp::ToolPtr kFetch = some_tool("db", "fetch"), kUse = some_tool("db", "use");

struct Stage : GuardStage {
  Stage() {
    test::only(policy, {"provenance"});
    knobs().stamp = true;
  }
  policy::ProvenanceKnobs& knobs() { return policy.guards.provenance; }
  // One call and its reference; empty: it got none.
  std::string fetch(std::string_view result = kGood) {
    const auto call = start(kFetch, R"({"u":1})");
    CHECK(finish(*call, result) == "allow");
    return call->call.reference();
  }
  std::string use(const std::string& arguments) {
    const auto call = start(kUse, arguments);
    std::string decision = finish(*call, kGood);
    if (!taken.empty()) code = taken[0].second.code, reason = taken[0].second.reason;
    return decision;
  }
  std::string name(const std::string& reference) { return use(R"({"_ref":")" + reference + R"("})"); }
};

std::string numbers(std::string_view text) {
  return text_result(text);
}

}  // namespace

TEST_CASE("provenance: a reference that was given is good, one that was made up is not") {
  Stage s;
  const std::string reference = s.fetch();
  CHECK(reference.starts_with("cgref:c1:"));
  CHECK(s.name(reference) == "allow");
  CHECK(s.name("fake:abc123:123") == "warn");
  CHECK(s.code == "provenance_unknown");
  CHECK(s.reason == "The reference _ref = \"fake:abc123:123\" was given by no result of this session.");
  s.knobs().attribution = Doubt::deny;
  s.open();
  CHECK(s.name(reference) == "allow");
  CHECK(s.name("fake:abc123:123") == "deny");
  s.knobs().attribution = Doubt::off;
  s.open();
  CHECK(s.name("fake:abc123:123") == "allow");
}

TEST_CASE("provenance: no part of a reference can be changed") {
  Stage s;
  s.knobs().attribution = Doubt::deny;
  const std::string first = s.fetch(), second = s.fetch();
  CHECK(first != second);
  const std::string tag = first.substr(first.rfind(':'));
  for (const std::string& forged : {first + "0", first.substr(0, first.size() - 1), "cgref:c2" + tag,
                                    "cgref:c9" + tag, std::string("cgref:"), std::string("cgref:c1:"),
                                    "CGREF" + first.substr(5), " " + first, "cgref:" + first})
    CHECK(s.name(forged) == "deny");
}

TEST_CASE("provenance: references are found wherever they are named, and nothing else is one") {
  Stage s;
  s.knobs().attribution = Doubt::deny;
  const std::string good = s.fetch();
  for (const char* bad :
       {R"({"a":{"_reference":"x"}})", R"({"_ref":["x"]})", R"({"list":[{"_provenance":{"id":"x"}}]})",
        R"({"\u005fref":"x"})", R"({"_REF":"x"})", R"({"note":"cgref:c1:000000000000000000000000"})"})
    CHECK(s.use(bad) == "deny");
  for (const char* fine :
       {R"({"time":"12:30:45"})", R"({"when":"tool:abc123:123"})", R"({"_ref":null})", R"({"_ref":7})",
        R"({"mac":"aa:bb:12","ref":"main","text":"see cgref:c1:0"})", "{}"})
    CHECK(s.use(fine) == "allow");
  CHECK(s.use(R"({"_ref":[")" + good + R"(",")" + good + R"("]})") == "allow");
  CHECK(s.use(R"({"_ref":[")" + good + R"(","x"]})") == "deny");
  s.knobs().ref_args = {"basis"};
  s.open();
  CHECK(s.use(R"({"_ref":"x"})") == "allow");
  CHECK(s.use(R"({"basis":"x"})") == "deny");
}

TEST_CASE("provenance: what failed gives no reference, nor anything while it is off or only observed") {
  Stage s;
  CHECK(s.fetch(error_result("no")).empty());
  s.knobs().stamp = false;
  s.open();
  CHECK(s.fetch().empty());
  CHECK(s.name("fake:abc123:123") == "allow");
  s.knobs().stamp = true;
  s.knobs().mode = Mode::observe;
  s.knobs().attribution = Doubt::deny;
  s.open();
  CHECK(s.fetch().empty());
  CHECK(s.name("fake:abc123:123") == "allow");
  REQUIRE(s.would_be.size() == 1);
  CHECK(s.would_be[0].decision == Decision::deny);
}

TEST_CASE("provenance: the oldest references are forgotten, and that is no forgery") {
  Stage s;
  s.knobs().max_records = 16;
  s.knobs().attribution = Doubt::deny;
  const std::string oldest = s.fetch(), next = s.fetch();
  for (int i = 0; i < 15; ++i) s.fetch();
  CHECK(s.name(next) == "allow");
  CHECK(s.name(oldest) == "warn");
  CHECK(s.code == "provenance_forgotten");
}

TEST_CASE("provenance: a policy that is read again knows the references, another session does not") {
  Stage s;
  s.knobs().attribution = Doubt::deny;
  const std::string reference = s.fetch();
  s.open();
  CHECK(s.name(reference) == "allow");
  s.memory->clear();
  s.open();
  CHECK(s.name(reference) == "deny");
}

TEST_CASE("provenance: numbers must stand in an earlier result") {
  Stage s;
  s.knobs().grounding = Doubt::deny;
  s.knobs().grounding_tools = {"db__use"};
  s.open();
  CHECK(s.use(R"({"x":4.2426,"mean":0,"std":1})") == "deny");
  CHECK(s.code == "provenance_ungrounded");
  CHECK(s.reason == "db__use is called with numbers that no earlier result holds: x = 4.2426.");
  s.fetch(numbers("sigma = 4.2426"));
  CHECK(s.use(R"({"x":4.24260,"mean":0.0,"std":1})") == "allow");
  CHECK(s.use(R"({"x":"37.0"})") == "deny");  // as text it is a number, too
  CHECK(s.use(R"({"x":{"y":[1,37]}})") == "deny");
  CHECK(s.use(R"({"x":"37 apples","y":true})") == "allow");
  CHECK(s.play(kFetch, R"({"u":37})", numbers("37")) == "allow");  // not among the tools
  CHECK(s.use(R"({"x":"37.0"})") == "allow");
  s.play(kFetch, "{}", error_result("99 is too large"));
  CHECK(s.use(R"({"x":99})") == "deny");
  s.knobs().grounding = Doubt::warn;
  s.open();
  CHECK(s.use(R"({"a":99,"b":98,"c":97,"d":96})") == "warn");
  CHECK(s.reason ==
        "db__use is called with numbers that no earlier result holds: a = 99, b = 98, c = 97 and more.");
}

TEST_CASE("provenance: the oldest numbers are forgotten") {
  Stage s;
  s.knobs().grounding = Doubt::deny;
  s.knobs().max_records = 16;
  s.fetch(numbers("5000"));
  std::string more;
  for (int i = 0; i < 16; ++i) more += std::to_string(6000 + i) + " ";
  CHECK(s.use(R"({"x":5000})") == "allow");
  s.play(kFetch, "{}", numbers(more));
  CHECK(s.use(R"({"x":5000})") == "deny");
  CHECK(s.use(R"({"x":6015})") == "allow");
}
