// Every file a reader may copy is loaded here, so that none of them can be wrong.
#include <doctest/doctest.h>

#include <filesystem>

#include "gateway/config.h"
#include "gateway/text_file.h"

using namespace callgate;

namespace {

const std::filesystem::path kRoot = CALLGATE_SOURCE_DIR;

config::Node tree_of(const std::filesystem::path& file) {
  auto text = read_text_file(file);
  REQUIRE(text.has_value());
  config::Problems problems;
  auto tree = config::parse_jsonc(
      std::make_shared<const config::Source>(config::Source{file.string(), std::move(*text)}), problems);
  for (const config::Problem& problem : problems) MESSAGE(config::one_line(problem));
  REQUIRE(tree.has_value());
  return std::move(*tree);
}

Config config_of(const Launch& launch) {
  auto config = read_config(launch, {});
  if (!config) {
    for (const std::string& text : config.error().errors) MESSAGE(text);
  }
  REQUIRE(config.has_value());
  return std::move(*config);
}

}  // namespace

TEST_CASE("each host's configuration starts callgate with a configuration") {
  const std::pair<std::string, std::string> hosts[] = {{"claude_desktop_config.json", "mcpServers"},
                                                       {"claude_code.mcp.json", "mcpServers"},
                                                       {"cursor.mcp.json", "mcpServers"},
                                                       {"zed.settings.json", "context_servers"},
                                                       {"vscode.mcp.json", "servers"},
                                                       {"cline_mcp_settings.json", "mcpServers"}};
  for (const auto& [file, key] : hosts) {
    CAPTURE(file);
    const config::Node tree = tree_of(kRoot / "examples/hosts" / file);
    const config::Node* servers = tree.find(key);
    REQUIRE(servers);
    const config::Node* entry = servers->find("callgate");
    REQUIRE(entry);
    REQUIRE(entry->find("command"));
    CHECK(std::filesystem::path(entry->find("command")->text).filename() == "callgate");
    const config::Node* args = entry->find("args");
    REQUIRE(args);
    REQUIRE(args->items.size() == 3);
    CHECK(args->items[0].text == "run");
    CHECK(args->items[1].text == "--config");
    CHECK(args->items[2].text.ends_with("/.config/callgate/callgate.jsonc"));
  }
}

TEST_CASE("no host's configuration is without a test") {
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(kRoot / "examples/hosts")) {
    files += file.path().extension() == ".json" ? 1 : 0;
  }
  CHECK(files == 6);
}

TEST_CASE("the example configuration is complete and warns of nothing") {
  Launch launch;
  launch.config = kRoot / "examples/callgate.jsonc";
  const Config config = config_of(launch);
  CHECK(config.warnings.empty());
  REQUIRE(config.servers.size() == 3);
  for (const ServerConfig& server : config.servers) CHECK(server.problem == "");
  CHECK(config.servers[0].trust_annotations);
  CHECK(config.policy.deny.size() == 2);
  CHECK(config.policy.guards.cache.mode == guard::Mode::enforce);
  launch.profile = "ci";
  CHECK(config_of(launch).policy.ask_denies);
}

TEST_CASE("each ready policy loads and is what its name says") {
  const std::pair<std::string, policy::Preset> policies[] = {{"observe.jsonc", policy::Preset::observe},
                                                             {"balanced.jsonc", policy::Preset::balanced},
                                                             {"strict.jsonc", policy::Preset::strict}};
  for (const auto& [file, preset] : policies) {
    CAPTURE(file);
    Launch launch;
    launch.needs_servers = false;
    launch.policies = {kRoot / "configs" / file};
    const Config config = config_of(launch);
    CHECK(config.policy.preset == preset);
    CHECK(config.policy.mode ==
          (preset == policy::Preset::observe ? guard::Mode::observe : guard::Mode::enforce));
    CHECK_FALSE(config.policy.deny.empty());
    CHECK(config.warnings.empty());
  }
}
