#include <doctest/doctest.h>

#include "tests/unit/guards/policy_stage.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

const char* const kFailed = R"({"content":[],"isError":true})";

std::string workflow(const std::string& more = "") {
  return R"({"permissions": {"allow": ["*"]}, "guards": {"policy": {)" + more + R"("stages": [
    {"name": "plan", "tools": ["fs__read_plan", "fs__shared"]},
    {"name": "build", "tools": ["fs__write_*", "fs__run_tests", "fs__shared"], "until": ["fs__run_tests"]},
    {"name": "release", "tools": ["fs__deploy*"], "approve": true}]}}})";
}

}  // namespace

TEST_CASE("stages: a tool may be called in the stages that name it") {
  PolicyStage s(workflow());
  CHECK(s.judge("read_plan", "{}", kOk).decision == Decision::allow);
  const auto early = s.judge("deploy_app", "{}", kOk);
  CHECK(early.decision == Decision::deny);
  CHECK(early.why.code == "policy_stage");
  CHECK(early.why.reason ==
        "fs__deploy_app belongs to the stage \"release\" of the workflow; the session is in \"plan\".");
  CHECK(early.why.instead == "Go through the stages before it first.");
  CHECK(s.decide("list_users") == Decision::allow);  // no stage names it
  // A stage without "until" may end at any time.
  CHECK(s.judge("write_file", "{}", kOk).decision == Decision::allow);
  CHECK(s.judge("shared", "{}", kOk).decision == Decision::allow);
  CHECK(s.decide("read_plan") == Decision::deny);  // over
}

TEST_CASE(
    "stages: the next begins when what this one waits for has succeeded, with leave where it is asked for") {
  PolicyStage s(workflow());
  CHECK(s.judge("write_file", "{}", kOk).decision == Decision::allow);
  CHECK(s.judge("deploy_app").why.instead == "Call fs__run_tests with success first.");
  CHECK(s.judge("run_tests", "{}", kFailed).decision == Decision::allow);
  CHECK(s.decide("deploy_app") == Decision::deny);
  CHECK(s.judge("run_tests", "{}", kOk).decision == Decision::allow);
  const auto asked = s.judge("deploy_app");
  CHECK(asked.decision == Decision::hold);
  CHECK(asked.why.reason ==
        "fs__deploy_app belongs to the stage \"release\" of the workflow, which begins with this call.");
  // Nothing has begun as long as nobody has agreed.
  CHECK(s.judge("write_file", "{}", kOk).decision == Decision::allow);
  s.use(workflow());  // a reload forgets nothing
  CHECK(s.decide("deploy_app") == Decision::hold);
}

TEST_CASE("stages: where nobody enforces, the session is where its calls are") {
  PolicyStage s(workflow(R"("mode": "observe",)"));
  const auto early = s.judge("deploy_app", "{}", kOk);
  CHECK(early.decision == Decision::allow);
  REQUIRE(early.would_be.size() == 1);
  CHECK(early.would_be[0].why.code == "policy_stage");
  CHECK(s.judge("deploy_more", "{}", kOk).would_be.empty());
  CHECK(s.judge("read_plan", "{}", kOk).would_be.size() == 1);
}

TEST_CASE("stages: mistakes are named") {
  const auto errors = [](const std::string& stages) {
    return policy::errors_of({R"({"guards": {"policy": {"stages": )" + stages + "}}}"});
  };
  CHECK(errors(R"([{"tools": ["a"]}])").find("name") != std::string::npos);
  CHECK(errors(R"([{"name": "a", "tools": ["a"], "untill": []}])").find("untill") != std::string::npos);
  CHECK(errors(R"({"a": []})").find("must be") != std::string::npos);
}
