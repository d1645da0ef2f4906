#include "gateway/policy_reload.h"

#include <doctest/doctest.h>

#include "tests/unit/upstreams/temp_folder.h"

using namespace callgate;

namespace {

struct Lines final : Log {
  void write(Level level, std::string_view text) override {
    CHECK(text.find('\n') == text.npos);
    if (level >= Level::warn) problems += std::string(text) + "\n";
  }
  bool wants(Level) const override { return true; }
  std::string problems;
};

struct Stage {
  explicit Stage(const std::string& text) : file(folder.file("policy.jsonc", text, 0600)) {
    launch.policies = {file};
    launch.needs_servers = false;
    const ConfigResult config = read_config(launch, {});
    REQUIRE(config.has_value());
    reload.emplace(
        PolicyReload::Parts{
            loop, disk, log, launch, {}, [this](const Config& config) { used.push_back(config.policy); }},
        config->files);
  }
  ~Stage() { disk.stop(); }
  // Everything that goes to and fro between loop and disk, until nobody has anything left to do.
  void settle() {
    for (int round = 0; round < 8; ++round) {
      disk.drain();
      loop.restart();
      loop.poll();
    }
  }
  void rewrite(const std::string& text) { folder.file("policy.jsonc", text, 0600); }
  void look() {
    clock.advance(Millis(2000));
    timers.fire();
    settle();
  }

  test::TempFolder folder;
  std::string file;
  Launch launch;
  boost::asio::io_context loop{1};
  ManualClock clock;
  Timers& timers = Timers::by_hand(loop, clock);
  state::DiskThread disk;
  Lines log;
  std::vector<policy::Policy> used;
  std::optional<PolicyReload> reload;
};

}  // namespace

TEST_CASE("policy reload: a changed file is taken over, an unchanged one is left alone") {
  Stage stage(R"({"permissions": {"deny": ["a__x"]}})");
  stage.reload->start();
  stage.look();
  CHECK(stage.used.empty());
  stage.rewrite(R"({"permissions": {"deny": ["a__x", "a__longer"]}})");
  stage.look();
  REQUIRE(stage.used.size() == 1);
  CHECK(stage.used[0].deny.size() == 2);
  stage.look();
  CHECK(stage.used.size() == 1);
}

TEST_CASE("policy reload: a bad file changes nothing and says why, once; the next good one counts") {
  Stage stage(R"({"permissions": {"deny": ["a__x"]}})");
  stage.reload->start();
  stage.rewrite(R"({"permissions": {"dany": ["a__x"]}})");
  stage.look();
  CHECK(stage.used.empty());
  CHECK(stage.log.problems.find("stays in force") != std::string::npos);
  CHECK(stage.log.problems.find("dany") != std::string::npos);
  stage.log.problems.clear();
  stage.look();
  CHECK(stage.log.problems.empty());
  stage.rewrite(R"({"permissions": {"deny": []}})");
  stage.look();
  CHECK(stage.used.size() == 1);
}

TEST_CASE("policy reload: when asked it reads at once") {
  Stage stage("{}");
  stage.reload->reload();
  stage.settle();
  CHECK(stage.used.size() == 1);
}
