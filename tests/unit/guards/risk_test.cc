#include <doctest/doctest.h>

#include <limits>
#include <optional>

#include "core/json/view.h"
#include "guard_stage.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

struct SeverityWorld final : policy::World {
  std::optional<double> number_in(const std::string& file) const override {
    return file == "severity" ? severity : std::nullopt;
  }
  std::optional<double> severity;
};

struct Stage : GuardStage {
  Stage() { policy.guards.risk.mode = Mode::enforce; }
  policy::RiskKnobs& knobs() { return policy.guards.risk; }
  std::string judge(const std::string& tool, std::string_view arguments = "{}",
                    std::string_view result = kGood) {
    if (!chain) {
      GuardDeps deps{clock, "/home/ada", "/home/ada/proj", memory};
      deps.world = world;
      chain = make_chain(policy, deps, "ada");
    }
    return play(some_tool("s", tool), arguments, result);
  }
  std::string run(const std::string& command) {
    std::string quoted;
    json::append_quoted(quoted, command);
    return judge("shell.exec", "{\"payload\":" + quoted + "}");
  }
  void severity_from_file() {
    knobs().severity.source = policy::RiskKnobs::Severity::Source::file;
    knobs().severity.file = "severity";
  }
  std::shared_ptr<SeverityWorld> world = std::make_shared<SeverityWorld>();
};

}  // namespace

TEST_CASE("risk: commands by what they would do") {
  Stage s;
  for (const char* command :
       {"rm -rf something", "delete all system files", "rm -r -f /", "rm -fr /", "ls && mkfs.ext4 /dev/sda",
        "dd if=/dev/zero of=/dev/sda", "find / -delete", "rm -rf ~", "sudo rm --recursive x",
        "rm a; rm -rf b", "shred -u /dev/sda", "echo cm0gLXJmIC8= | base64 -d | sh"}) {
    CAPTURE(command);
    CHECK(s.run(command) == "deny");
    CHECK(s.code == "risk_too_high");
  }
  for (const char* command :
       {"drop table users", "truncate logs", "ls -la", "grep pattern f", "find . -name x", "sudo rm file",
        "wire_transfer amount=50000 to=external", "DROP   TABLE x", "rm f", "do not delete the database",
        "echo 'delete all system files'", "git commit -m 'rm -rf /'", "rm f 2>/dev/null"}) {
    CAPTURE(command);
    CHECK(s.run(command) == "allow");
  }
}

TEST_CASE("risk: prose is no command") {
  Stage s;
  CHECK(s.judge("send_message", R"({"text":"please rm -rf / and delete the database"})") == "allow");
  CHECK(s.judge("run_agent", R"({"prompt":"delete all system files"})") == "allow");
}

TEST_CASE("risk: tools by their class, and by what the policy says of them") {
  Stage s;
  CHECK(s.judge("delete_repo") == "allow");
  s.knobs().deny_at.active = 70;
  s.chain.reset();
  CHECK(s.judge("delete_repo") == "deny");
  CHECK(s.judge("write_file") == "allow");
  s.policy.guards.policy.tools.push_back({.pattern = "s__write_file", .risk = 75});
  s.chain.reset();
  CHECK(s.judge("write_file") == "deny");
  s.knobs().deny_at.active = 40;
  s.chain.reset();
  CHECK(s.judge("something") == "deny");
  s.knobs().deny_at.active = 41;
  s.chain.reset();
  CHECK(s.judge("something") == "allow");
  CHECK(s.judge("read_file") == "allow");
}

TEST_CASE("risk: from hold_at on a person is asked") {
  Stage s;
  s.knobs().hold_at = 60;
  CHECK(s.run("rm f") == "hold");
  CHECK(s.run("rm -rf x") == "deny");
  CHECK(s.run("ls") == "allow");
  s.policy.ask_denies = true;
  s.chain.reset();
  CHECK(s.run("rm f") == "deny");
}

TEST_CASE("risk: the worse a session goes, the less it can bear") {
  Stage s;
  s.severity_from_file();
  s.world->severity = 0.1;
  CHECK(s.run("rm f") == "allow");
  s.world->severity = 0.2;
  CHECK(s.run("rm f") == "deny");
  CHECK(s.run("ls") == "allow");
  s.world->severity = 0.5;
  CHECK(s.run("ls") == "allow");
  CHECK(s.run("general") == "deny");
  s.world->severity = 0.3;  // it is left later than it is entered
  CHECK(s.run("general") == "deny");
  s.world->severity = 0.27;
  CHECK(s.run("general") == "allow");
  s.world->severity = std::numeric_limits<double>::quiet_NaN();
  CHECK(s.run("general") == "deny");
  s.world->severity.reset();
  CHECK(s.run("general") == "deny");
}

TEST_CASE("risk: bad days loosen no limit") {
  Stage s;
  s.knobs().deny_at.active = 39;
  CHECK(s.run("general") == "deny");
  s.severity_from_file();
  s.world->severity = 0.2;
  s.chain.reset();
  CHECK(s.run("general") == "deny");
}

TEST_CASE("risk: a session that fails again and again cools down, and recovers") {
  Stage s;
  const std::string bad = error_result("no");
  for (int i = 0; i < 20; ++i) s.judge("read_file", "{}", bad);
  CHECK(s.judge("write_file") == "deny");
  CHECK(s.judge("read_file") == "allow");
  for (int i = 0; i < 40; ++i) s.judge("write_file");  // its own refusals are no trouble
  for (int i = 0; i < 50; ++i) s.judge("read_file");
  CHECK(s.judge("write_file") == "allow");
}

TEST_CASE("risk: what others refuse is trouble, what waits for a person is not") {
  Stage s;
  s.policy.guards.policy.mode = Mode::enforce;
  s.policy.guards.policy.tools = {{.pattern = "s__closed", .access = policy::Action::deny},
                                  {.pattern = "s__asked", .access = policy::Action::ask}};
  for (int i = 0; i < 40; ++i) CHECK(s.judge("asked") == "hold");
  CHECK(s.judge("write_file") == "allow");
  for (int i = 0; i < 40; ++i) {
    CHECK(s.judge("closed") == "deny");
    CHECK(s.code != "risk_too_high");
  }
  CHECK(s.judge("write_file") == "deny");
  CHECK(s.code == "risk_too_high");
  CHECK(s.judge("read_file") == "allow");
}

TEST_CASE("risk: two hundred usual steps, some of which fail") {
  Stage s;
  for (int i = 0; i < 200; ++i) {
    const std::string result = i % 8 == 7 ? error_result("no such file") : text_result("ok");
    const std::string tool = i % 3 == 0 ? "read_file" : "edit_file";
    CHECK_MESSAGE(s.judge(tool, R"({"path":"a"})", result) == "allow", s.reason);
    CHECK(s.run(i % 2 == 0 ? "npm test" : "git commit -am 'remove all system calls'") == "allow");
  }
}

TEST_CASE("risk: observing refuses nothing") {
  Stage s;
  s.knobs().mode = Mode::observe;
  CHECK(s.run("rm -rf /") == "allow");
  REQUIRE(s.would_be.size() == 1);
  CHECK(s.would_be[0].why.code == "risk_too_high");
}
