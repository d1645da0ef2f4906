#include "gateway/config.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

using namespace callgate;

namespace {

// A folder of its own with files in it, gone with the test.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "callgate-config-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
    return path_ / name;
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

const std::map<std::string, std::string> kEnvironment{{"HOME", "/home/you"}, {"TOKEN", "t0p"}};

// `text` with the folder's path cut out.
std::string without(std::string text, const std::filesystem::path& folder) {
  const std::string prefix = folder.string() + "/";
  for (std::size_t at; (at = text.find(prefix)) != std::string::npos;) text.erase(at, prefix.size());
  return text;
}

Launch launch_of(const std::filesystem::path& file) {
  Launch launch;
  launch.config = file;
  return launch;
}

Config config_of(const Launch& launch) {
  auto config = read_config(launch, kEnvironment);
  if (!config) {
    for (const std::string& text : config.error().errors) MESSAGE(text);
  }
  REQUIRE(config.has_value());
  return std::move(*config);
}

Config config_of(const std::string& text) {
  const Folder folder;
  Config config = config_of(launch_of(folder.write("callgate.jsonc", text)));
  for (std::string& warning : config.warnings) warning = without(warning, folder.path());
  for (ServerConfig& server : config.servers) server.problem = without(server.problem, folder.path());
  return config;
}

// Every error on one line.
std::string errors(const Launch& launch) {
  const ConfigReading reading = inspect_config(launch, kEnvironment);
  CHECK(reading.config.has_value() == reading.found.errors.empty());
  std::string lines;
  for (const config::Problem& problem : reading.found.errors) lines += config::one_line(problem) + "\n";
  return lines;
}

std::string errors(const std::string& text) {
  const Folder folder;
  return without(errors(launch_of(folder.write("callgate.jsonc", text))), folder.path());
}

std::string with_server(const std::string& members) {
  return R"({"mcpServers": {"fs": {"command": "x", )" + members + "}}}";
}

}  // namespace

TEST_CASE("a whole configuration is read") {
  const Config config = config_of(R"({ "$schema": "./callgate.schema.json", "version": 1,
    "mcpServers": { "fs": { "command": "npx", "args": ["-y", "${HOME}/a"], "env": {"T": "${env:TOKEN}"}, "cwd": "/tmp",
                            "protocol": "modern", "callTimeoutMs": 5000, "startTimeoutMs": 1000, "prefix": "files",
                            "tools": {"include": ["read_*"], "exclude": ["read_all"]}, "trustAnnotations": true },
                    "my server": { "command": "y", "disabled": true } },
    "policy": { "permissions": { "deny": ["files__x"] } },
    "approvals": { "channels": ["cli"], "holdBudget": "20s", "pendingTtl": "1h", "grantTtl": "1m" },
    "ledger": { "durable": true, "maxBytes": "1MiB", "keep": "7d", "arguments": "decided" },
    "names": { "maxLength": 60 }, "annotate": "never" })");
  REQUIRE(config.servers.size() == 2);
  const ServerConfig& fs = config.servers[0];
  CHECK(fs.name == "fs");
  CHECK(fs.command == "npx");
  CHECK(fs.args == std::vector<std::string>{"-y", "/home/you/a"});
  CHECK(fs.env == std::map<std::string, std::string>{{"T", "t0p"}});
  CHECK(fs.cwd == "/tmp");
  CHECK(fs.protocol == Protocol::modern);
  CHECK(fs.call_timeout == Millis(5000));
  CHECK(fs.start_timeout == Millis(1000));
  CHECK(fs.prefix == "files");
  CHECK(fs.include == std::vector<std::string>{"read_*"});
  CHECK(fs.exclude == std::vector<std::string>{"read_all"});
  CHECK(fs.trust_annotations);
  CHECK(fs.problem == "");
  CHECK(config.servers[1].prefix == "my-server");
  CHECK(config.servers[1].disabled);
  CHECK(config.policy.trust_annotations == std::vector<std::string>{"fs"});
  CHECK(config.policy.deny.at(0).pattern == "files__x");
  CHECK(config.approvals.channels == std::vector<std::string>{"cli"});
  CHECK(config.approvals.hold_budget == Millis(20'000));
  CHECK(config.approvals.pending_ttl == Millis(3'600'000));
  CHECK(config.approvals.grant_ttl == Millis(60'000));
  CHECK(config.ledger.durable);
  CHECK(config.ledger.max_bytes == 1u << 20);
  CHECK(config.ledger.keep == Millis(7ll * 86'400'000));
  CHECK(config.ledger.arguments == KeptArguments::decided);
  CHECK(config.max_name_length == 60);
  CHECK(config.annotate == Annotate::never);
  CHECK(config.warnings.empty());
}

TEST_CASE("what is left out has the documented values") {
  const Config config = config_of(R"({"mcpServers": {"fs": {"command": "x"}}})");
  const ServerConfig& fs = config.servers.at(0);
  CHECK(fs.protocol == Protocol::automatic);
  CHECK(fs.call_timeout == Millis(0));
  CHECK(fs.start_timeout == Millis(30'000));
  CHECK(fs.prefix == "fs");
  CHECK(fs.include == std::vector<std::string>{"*"});
  CHECK_FALSE(config.approvals.hold_budget.has_value());
  CHECK(config.approvals.pending_ttl == Millis(900'000));
  CHECK(config.ledger.max_bytes == 100ull << 20);
  CHECK(config.max_name_length == 46);
  CHECK(config.policy.preset == policy::Preset::balanced);
}

TEST_CASE("every error of a file is reported at once, from top to bottom") {
  CHECK(errors(R"({ "version": 2,
  "mcpServers": {
    "fs": { "comand": "npx", "args": "x", "startTimeoutMs": 1 },
    "a b": { "command": "x", "prefix": "a.b" },
    "a-b": { "command": "y", "protocol": "modrn", "env": {"A": 1} },
    "a.b": { "command": "z" } },
  "policy": { "permissions": {"deny": ["x y"]}, "rules": [] },
  "policy": 1,
  "ledger": { "maxBytes": "1TB" }, "names": { "maxLength": 4 }, "annotat": "never" })") ==
        R"(callgate.jsonc:1:14: version must be 1
callgate.jsonc:3:5: mcpServers.fs has no "command" (name the program that is the server)
callgate.jsonc:3:13: unknown key "comand" in mcpServers.fs: did you mean "command"?
callgate.jsonc:3:38: mcpServers.fs.args must be a list of strings: this is a string
callgate.jsonc:3:61: mcpServers.fs.startTimeoutMs must be a whole number from 100 to 86400000
callgate.jsonc:4:40: a prefix has only letters, digits, "_" and "-": write "a-b"
callgate.jsonc:5:42: mcpServers.a-b.protocol must be "auto", "legacy" or "modern": did you mean "modern"?
callgate.jsonc:5:64: mcpServers.a-b.env.A must be a string: this is a number
callgate.jsonc:6:5: the servers "a-b" and "a.b" have the same prefix "a-b": the other is "a-b" at callgate.jsonc:5:5 (give one of them another: "prefix": "…")
callgate.jsonc:7:40: permissions.deny[0] is no pattern of a tool: a tool's name has letters, digits, "_", "-", "." and "/"; "*" stands for any of them
callgate.jsonc:8:3: the key "policy" stands here twice: the first is at 7:3 (join the two, or remove one)
callgate.jsonc:9:27: ledger.maxBytes must be a size such as 65536 or "100MiB": a whole number of bytes, or one with KiB, MiB or GiB
callgate.jsonc:9:60: names.maxLength must be a whole number from 16 to 128
callgate.jsonc:9:65: unknown key "annotat" in the configuration: did you mean "annotate"?
)");
}

TEST_CASE("errors are rendered with the line and a caret") {
  const Folder folder;
  const auto config = read_config(launch_of(folder.write("callgate.jsonc", "{\n  \"mcpServer\": {}\n}")), {});
  REQUIRE(config.has_error());
  REQUIRE(config.error().errors.size() == 1);
  CHECK(without(config.error().errors[0], folder.path()) ==
        "error: unknown key \"mcpServer\" in the configuration\n"
        "  ┌─ callgate.jsonc:2:3\n"
        "2 │   \"mcpServer\": {}\n"
        "  │   ^^^^^^^^^^^ did you mean \"mcpServers\"?");
}

TEST_CASE("a missing variable stops that server only") {
  const Config config = config_of(
      "{\"mcpServers\": {\n"
      "  \"a\": {\"command\": \"x\", \"args\": [\"${NOPE}\"], \"env\": {\"B\": \"${env:ALSO}\"}},\n"
      "  \"b\": {\"command\": \"y\", \"env\": {\"C\": \"${NOPE:-z}\"}}}}");
  REQUIRE(config.servers.size() == 2);
  CHECK(config.servers[0].problem ==
        "callgate.jsonc:2:34: server \"a\": the environment variable NOPE is not set: set it where the host "
        "starts "
        "Callgate, or write ${NOPE:-default}; callgate.jsonc:2:59: server \"a\": the environment variable "
        "ALSO is not "
        "set: set it where the host starts Callgate, or write ${ALSO:-default}");
  CHECK(config.servers[1].problem == "");
  CHECK(config.servers[1].env.at("C") == "z");
}

TEST_CASE("${workspace} is the gateway's working directory") {
  const Config config = config_of(with_server(R"("args": ["${workspace}"])"));
  CHECK(config.servers.at(0).args.at(0) == std::filesystem::current_path().string());
}

TEST_CASE("servers that are connected to are refused by name, and the others run") {
  const Config config =
      config_of(R"({"mcpServers": {"a": {"url": "https://x", "headers": {}}, "b": {"command": "y"},
                                                     "c": {"type": "sse", "serverUrl": "x"}, "d": {"type": "http"},
                                                     "e": {"type": "stdio", "command": "z"}}})");
  REQUIRE(config.servers.size() == 5);
  CHECK(config.servers[0].problem ==
        "callgate.jsonc:1:23: server \"a\": a server with \"url\" is not supported yet, only one with "
        "\"command\"");
  CHECK(config.servers[1].problem == "");
  CHECK(config.servers[2].problem.find("\"serverUrl\" is not supported yet") != std::string::npos);
  CHECK(config.servers[3].problem.find("the type \"http\" is not supported yet") != std::string::npos);
  CHECK(config.servers[4].problem == "");
}

TEST_CASE("keys that a host adds are named in a warning") {
  const Config config = config_of(with_server(
      R"("alwaysAllow": ["a"], "autoApprove": [], "timeout": 60, "disabledTools": ["b"], "envFile": ".env")"));
  REQUIRE(config.warnings.size() == 5);
  CHECK(config.warnings[0] ==
        "callgate.jsonc:1:40: \"alwaysAllow\" in mcpServers.fs means nothing to Callgate and is ignored "
        "(permissions.allow of the policy does this)");
  CHECK(config.warnings[4].find("\"envFile\"") != std::string::npos);
}

TEST_CASE("other hosts' words for the block are refused with the word to write") {
  CHECK(errors(R"({"servers": {}, "mcpServers": {}})").find("VS Code writes \"servers\"") !=
        std::string::npos);
  CHECK(errors(R"({"context_servers": {}, "mcpServers": {}})").find("Zed writes \"context_servers\"") !=
        std::string::npos);
  CHECK(errors(R"({"permissions": {}, "mcpServers": {}})").find("inside the policy") != std::string::npos);
}

TEST_CASE("prefixes: the name made fit, none at all, or the file's own") {
  const Config config =
      config_of(R"({"mcpServers": {"a.b c": {"command": "x"}, "d": {"command": "y", "prefix": ""},
                                                     "e": {"command": "z", "prefix": ""}}})");
  CHECK(config.servers[0].prefix == "a-b-c");
  CHECK(config.servers[1].prefix == "");
  const auto prefix_error = [](const std::string& name, const std::string& members) {
    return errors("{\"mcpServers\": {\"" + name + "\": {\"command\": \"x\"" + members + "}}}");
  };
  CHECK(prefix_error("mcp", "").find("cannot be told from that of hosts") != std::string::npos);
  CHECK(prefix_error("mcp", R"(, "prefix": "mcp__x")").find("cannot be told") != std::string::npos);
  CHECK(prefix_error("mcp", R"(, "prefix": "m")") == "");
  CHECK(prefix_error("a", R"(, "prefix": "0123456789012345678901234567890123")").find("at most 32") !=
        std::string::npos);
  CHECK(prefix_error("", "").find("1 to 64 bytes") != std::string::npos);
  CHECK(prefix_error("a\\nb", "").find("no control characters") != std::string::npos);
  CHECK(errors(with_server(R"("env": {"A=B": "c"})")).find("no name of an environment variable") !=
        std::string::npos);
}

TEST_CASE("a disabled server takes no prefix away") {
  CHECK(errors(R"({"mcpServers": {"a b": {"command": "x", "disabled": true}, "a-b": {"command": "y"}}})") ==
        "");
}

TEST_CASE("--server adds servers and replaces those of the file; \"--\" stands alone") {
  const Folder folder;
  Launch launch = launch_of(
      folder.write("callgate.jsonc", R"({"mcpServers": {"a": {"command": "x"}, "b": {"command": "y"}},
                                                              "annotate": "always"})"));
  launch.servers = {"b=npx -y 'some server' \"$HOME\"", "c d=z"};
  const Config flags = config_of(launch);
  REQUIRE(flags.servers.size() == 3);
  CHECK(flags.servers[1].command == "npx");
  CHECK(flags.servers[1].args == std::vector<std::string>{"-y", "some server", "$HOME"});
  CHECK(flags.servers[2].prefix == "c-d");

  launch.command = {"/opt/bin/files-server", "--root", "${HOME}"};
  CHECK(errors(launch).find("cannot be used together") != std::string::npos);
  launch.servers.clear();
  const Config single = config_of(launch);
  REQUIRE(single.servers.size() == 1);
  CHECK(single.servers[0].name == "files-server");
  CHECK(single.servers[0].prefix == "");
  CHECK(single.servers[0].args == std::vector<std::string>{"--root", "${HOME}"});
  CHECK(single.annotate == Annotate::always);
  CHECK(single.warnings.at(0).find("are not started") != std::string::npos);
}

TEST_CASE("wrong flags are explained") {
  Launch launch;
  CHECK(errors(launch) ==
        "there is nothing to start (name a configuration with --config, or a server: callgate -- COMMAND)\n");
  launch.needs_servers = false;
  CHECK(errors(launch) == "");
  launch.servers = {"nonsense"};
  CHECK(errors(launch) == "--server \"nonsense\" cannot be read: it has the form NAME='COMMAND ARGS…'\n");
  launch.servers = {"a="};
  CHECK(errors(launch).find("there is no command after the \"=\"") != std::string::npos);
  launch.servers = {"a=x", "a=y"};
  CHECK(errors(launch).find("names \"a\" twice") != std::string::npos);
  launch.servers = {"a b=x", "a-b=y"};
  CHECK(errors(launch).find("the other is \"a b\" on the command line") != std::string::npos);
}

TEST_CASE("paths that lead nowhere are explained") {
  const Folder folder;
  CHECK(errors(launch_of("/nowhere/callgate.jsonc")) ==
        "the configuration \"/nowhere/callgate.jsonc\" cannot be read: there is no such file (--config names "
        "it; a "
        "relative path counts from the folder Callgate is started in)\n");
  CHECK(errors(launch_of(folder.path())).find("this is a folder, not a file") != std::string::npos);
  CHECK(errors(launch_of("/dev/zero")).find("this is not a regular file") != std::string::npos);
  CHECK(errors(R"({"mcpServers": {}, "policy": "./nope.jsonc"})") ==
        "callgate.jsonc:1:30: the policy \"./nope.jsonc\" cannot be read: there is no such file (a relative "
        "path counts "
        "from the folder of the configuration)\n");
  CHECK(errors("{}").find("there is no \"mcpServers\" here") != std::string::npos);
  CHECK(errors("[]").find("the configuration must be an object: this is a list") != std::string::npos);
}

TEST_CASE("policies lie relative to the configuration, and local ones may be absent") {
  const Folder folder;
  folder.write("etc/policy.jsonc",
               R"({"permissions": {"allow": ["a"]}, "trustAnnotations": ["fs", "gone"]})");
  const auto file = folder.write("etc/callgate.jsonc", R"({"mcpServers": {"fs": {"command": "x"},
      "db": {"command": "y", "trustAnnotations": true}}, "policy": ["./policy.jsonc", "./policy.local.jsonc"]})");
  const Config before = config_of(launch_of(file));
  CHECK(before.policy.allow.size() == 1);
  CHECK(without(before.policy.allow[0].where, folder.path()) == "etc/policy.jsonc:1:28");
  CHECK(before.servers[0].trust_annotations);
  CHECK_FALSE(before.servers[1].trust_annotations);
  REQUIRE(before.warnings.size() == 1);
  CHECK(before.warnings[0] == "trustAnnotations names \"gone\", but there is no such server");

  folder.write("etc/policy.local.jsonc", R"({"permissions": {"deny": ["b"]}})");
  const Config after = config_of(launch_of(file));
  CHECK(after.policy.deny.size() == 1);
  CHECK(after.policy.revision != before.policy.revision);
  folder.write("etc/policy.local.jsonc", R"({"default": "allow"})");
  CHECK(without(errors(launch_of(file)), folder.path())
            .starts_with("etc/policy.local.jsonc:1:13: the default is looser here than before"));
}

TEST_CASE("the command line wins over the file") {
  const Folder folder;
  const auto strict =
      folder.write("strict.jsonc", R"({"preset": "strict", "profiles": {"ci": {"ask": "deny"}}})");
  Launch launch = launch_of(folder.write(
      "callgate.jsonc",
      R"({"mcpServers": {"fs": {"command": "x"}}, "policy": {"permissions": {"deny": ["a"]}}})"));
  CHECK(config_of(launch).policy.deny.size() == 1);
  launch.policies = {strict};
  CHECK(config_of(launch).policy.deny.empty());
  CHECK(config_of(launch).policy.preset == policy::Preset::strict);
  launch.profile = "ci";
  CHECK(config_of(launch).policy.ask_denies);
  launch.observe = true;
  CHECK(config_of(launch).policy.mode == guard::Mode::observe);
  launch.observe = false;
  launch.preset = policy::Preset::off;
  CHECK(config_of(launch).policy.mode == guard::Mode::off);
  launch.policies = {folder.path() / "nope.jsonc"};
  CHECK(errors(launch).find("nope.jsonc\" cannot be read: there is no such file") != std::string::npos);
}

TEST_CASE("the lock file beside the configuration is read with it, and watched even where there is none") {
  const Folder folder;
  const auto file = folder.write("etc/callgate.jsonc", R"({"mcpServers": {"fs": {"command": "x"}}})");
  const auto lock = folder.path() / "etc/tools.lock.json";
  const Config without_lock = config_of(launch_of(file));
  CHECK(without_lock.tool_lock == nullptr);
  CHECK(std::ranges::find(without_lock.files, lock) != without_lock.files.end());
  folder.write("etc/tools.lock.json",
               R"({"tools": [{"server": "fs", "definition": {"name": "read", "inputSchema": {}}}]})");
  const Config config = config_of(launch_of(file));
  REQUIRE(config.tool_lock);
  CHECK(config.tool_lock->at(0).name == "fs__read");
  CHECK(config.policy.revision == without_lock.policy.revision);
  folder.write("etc/tools.lock.json",
               R"({"tools": [{"server": "fs", "hash": "0f", "definition": {"name": "read"}}]})");
  CHECK(without(errors(launch_of(file)), folder.path()).find("tools.lock.json:1:37") != std::string::npos);
}
