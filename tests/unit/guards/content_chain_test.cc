#include "core/guards/content_chain.h"

#include <doctest/doctest.h>

#include "core/base/clock.h"
#include "unit/guard/scripted_guard.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

std::string judged(const policy::Policy& policy, std::string_view arguments) {
  ManualClock clock;
  Call call("c1", some_tool("s", "resources/read"), Bytes::copy(arguments));
  Passage passage(make_content_chain(policy, {clock, "/home/ada", "/srv"}, "uid:0"), call);
  Verdict verdict = passage.enter();
  const Finding* why = finding_of(verdict);
  return why ? why->guard + " " + why->code : "allow";
}

}  // namespace

TEST_CASE("what leaves without a tool is judged by where it leads and what it holds") {
  const policy::Policy policy;
  CHECK(judged(policy, R"({"path":"/srv/notes.md"})") == "allow");
  CHECK(judged(policy, R"({"path":"/home/ada/.ssh/id_rsa"})") == "resources resource_sensitive");
  CHECK(judged(policy, R"({"uri":"http://169.254.169.254/latest"})") == "network network_metadata");
  CHECK(judged(policy, R"({"topic":"ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"})") ==
        "secrets secret_in_arguments");
}

TEST_CASE("rules, lists and budgets know nothing of what leaves without a tool") {
  policy::Policy policy;
  policy.fallback.emplace().other = policy::Action::deny;
  policy.fallback->untrusted = policy::Action::deny;
  CHECK(judged(policy, R"({"uri":"memo://insights/today"})") == "allow");
}

TEST_CASE("what a person would have to agree to is refused where nobody can be asked") {
  policy::Policy policy;
  policy.guards.resources.within = std::vector<std::string>{"/srv"};
  policy.guards.resources.outside = policy::ResourcesKnobs::Outside::hold;
  CHECK(judged(policy, R"({"path":"/opt/a"})") == "resources approval_off");
  CHECK(judged(policy, R"({"path":"/srv/a"})") == "allow");
}
