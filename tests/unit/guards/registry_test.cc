#include "core/guards/registry.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "../guard/scripted_guard.h"
#include "tests/unit/guards/only.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

std::shared_ptr<const GuardChain> chain_of(const policy::Policy& policy) {
  static const ManualClock clock;
  return make_chain(policy, {clock, "", ""}, "ada/ci");
}

}  // namespace

TEST_CASE("a chain carries what approvals are bound to") {
  policy::Policy policy;
  policy.revision = "r7";
  CHECK(chain_of(policy)->principal() == "ada/ci");
  CHECK(chain_of(policy)->revision() == "r7");
}

TEST_CASE("a policy that is off makes the transparent gateway") {
  policy::Policy policy;
  policy.mode = Mode::off;
  CHECK(chain_of(policy)->empty());
  policy = {};
  test::only(policy, {});
  CHECK(chain_of(policy)->empty());
}

TEST_CASE("the policy's mode caps each guard's") {
  policy::Policy policy;
  policy.deny.push_back({"*", "", "", "permissions.deny[0]", ""});
  for (const Mode mode : {Mode::observe, Mode::warn, Mode::enforce}) {
    policy.mode = mode;
    Call call("c1", some_tool(), {});
    Passage passage(chain_of(policy), call);
    CHECK(std::holds_alternative<Deny>(passage.enter()) == (mode == Mode::enforce));
    CHECK(passage.would_be().size() == (mode == Mode::observe ? 1 : 0));
    CHECK(passage.taken().size() == (mode == Mode::warn ? 1 : 0));
  }
  policy.mode = Mode::enforce;
  policy.guards.policy.mode = Mode::observe;
  Call call("c1", some_tool(), {});
  Passage passage(chain_of(policy), call);
  CHECK(std::holds_alternative<Allow>(passage.enter()));
}

TEST_CASE("every guard has its row in the table of core, and every row its guard") {
  std::ifstream file(std::filesystem::path(CALLGATE_SOURCE_DIR) / "core" / "README.md");
  REQUIRE(file.is_open());
  std::vector<std::string> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("| `")) rows.push_back(line.substr(3, line.find('`', 3) - 3));
  }
  std::vector<std::string> kinds;
  for (const GuardKind& kind : guard_kinds()) {
    kinds.emplace_back(kind.kind);
    CHECK_FALSE(kind.summary.empty());
    static const ManualClock clock;
    CHECK(kind.make({}, {clock, "", ""})->kind() == kind.kind);
  }
  CHECK(rows == kinds);
}
