#include "gateway/approval_binding.h"

#include "session_stage.h"
#include "unit/guard/scripted_guard.h"

using namespace callgate;
using namespace callgate::test;

namespace {

struct OneProgram final : policy::World {
  explicit OneProgram(std::string its_program) : program(std::move(its_program)) {}
  std::string program_of(std::string_view) const override { return program; }
  std::string program;
};

std::string digest_for(const std::string& program, std::string_view principal = "ada",
                       std::string_view revision = "r1", std::string_view arguments = R"({"a":1})") {
  guard::Call call("c1", guard::some_tool(), Bytes::copy(arguments));
  const auto digest = approval_digest(call, OneProgram(program), principal, revision);
  return digest ? *digest : "refused";
}

std::shared_ptr<const guard::GuardChain> chain_of(std::string revision) {
  return std::make_shared<const guard::GuardChain>(std::vector<guard::GuardChain::Member>{}, "uid:0",
                                                   std::move(revision));
}

}  // namespace

TEST_CASE("an approval is bound to the program, too") {
  const std::string agreed = digest_for("p1");
  CHECK(agreed.size() == 64);
  CHECK(digest_for("p1") == agreed);
  CHECK(digest_for("p2") != agreed);
  CHECK(digest_for("p1", "eve") != agreed);
  CHECK(digest_for("p1", "ada", "r2") != agreed);
  CHECK(digest_for("p1", "ada", "r1", R"({"a":2})") != agreed);
  CHECK(digest_for("p1", "ada", "r1", R"({"a":1,"a":2})") == "refused");
}

TEST_CASE("an approval fits no other policy than the one that asked for it") {
  SessionStage stage;
  const auto then = chain_of("r1");
  stage.desk.set_chains(chain_of("r2"), chain_of("r2"));
  CHECK(changed_since(stage.session, *guard::some_tool(), *then) == "The policy has changed.");
  // The same policy, read again, is no change; but nobody offers this tool.
  stage.desk.set_chains(chain_of("r1"), chain_of("r1"));
  CHECK(changed_since(stage.session, *guard::some_tool(), *then) ==
        "The server does not offer fs__read_file any more.");
}
