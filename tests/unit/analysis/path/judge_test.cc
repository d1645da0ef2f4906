#include "core/analysis/path/judge.h"

#include <doctest/doctest.h>

#include <string>

using namespace callgate::analysis;

namespace {

std::string_view kind(std::string_view path, const PathContext& context = {}) {
  const PathFinding found = judge_path(path, context);
  CHECK(found.sensitive == !found.kind.empty());
  return found.kind;
}

PathContext within(std::string_view root) {
  PathContext context;
  context.root = root;
  return context;
}

}  // namespace

TEST_CASE("judge: each kind has its name") {
  CHECK(kind("~/.ssh/id_rsa") == "ssh");
  CHECK(kind(".env") == "dotenv");
  CHECK(kind("~/.aws/credentials") == "cloud");
  CHECK(kind("~/.kube/config") == "container");
  CHECK(kind("~/.netrc") == "token");
  CHECK(kind("server.key") == "key");
  CHECK(kind("credentials.json") == "credentials");
  CHECK(kind("/etc/shadow") == "accounts");
  CHECK(kind("/proc/1/environ") == "process");
  CHECK(kind("/dev/sda") == "device");
  CHECK(kind("/var/run/docker.sock") == "socket");
  CHECK(kind("~/.config/callgate/callgate.jsonc") == "agent");
  CHECK(kind("README.md") == "");
}

TEST_CASE("judge: what is harmless to read may decide what runs once it is written") {
  PathContext writing;
  writing.write = true;
  CHECK(kind("~/.bashrc") == "");
  CHECK(kind("~/.bashrc", writing) == "starts");
  CHECK(kind("/usr/bin/env") == "");
  CHECK(kind("/usr/bin/env", writing) == "system");
  CHECK(kind("bin/env", writing) == "");
  CHECK(kind(".claude/settings.json") == "");
  CHECK(kind(".claude/settings.json", writing) == "starts");
  CHECK(kind("~/.claude/settings.json") == "agent");
  CHECK(kind("/srv/ws/.claude/settings.json", within("/srv/ws")) == "");
}

TEST_CASE("judge: leaving the root") {
  const PathContext context = within("/srv/ws");
  CHECK(kind("a/../b", context) == "");
  CHECK(kind("a/../../b", context) == "traversal");
  CHECK(kind("a/..%2f..%2fb", context) == "traversal");
  CHECK(kind("/srv/ws/../x", context) == "traversal");
  CHECK(kind("/srv/wsx", context) == "lookalike");
  CHECK(kind("/srv/other", context) == "");
  CHECK(kind("/srv/ws", context) == "");
  CHECK(kind("../b") == "");
  CHECK(kind("/../b") == "traversal");
  CHECK(kind("/etc/shadow", within("/")) == "accounts");
  CHECK(kind("etc/shadow", within("/")) == "accounts");
}

TEST_CASE("judge: the root's own name says nothing about what lies in it") {
  CHECK(kind("/home/me/.config/gcloud/notes.md", within("/home/me/.config/gcloud")) == "");
  CHECK(kind("notes.md", within("/home/me/.aws")) == "");
  CHECK(kind("id_rsa", within("/home/me/.ssh")) == "ssh");
}

TEST_CASE("judge: names that look like keys need a place that makes them likely") {
  CHECK(kind("tls/server.key") == "key");
  CHECK(kind("tests/tls/server.key") == "");
  CHECK(kind("/usr/share/doc/x/server.key") == "");
  CHECK(kind("/usr/local/etc/server.key") == "key");
  CHECK(kind("examples/.env") == "dotenv");
  CHECK(kind("testdata/.env") == "");
  CHECK(kind("tests/.ssh/id_rsa") == "ssh");
  CHECK(kind("~/.tool/auth.json") == "token");
  CHECK(kind(".github/auth.json") == "");
  CHECK(kind("src/auth.json") == "");
}

TEST_CASE("judge: what careless programs make of it") {
  for (const std::string path : {"/etc/shadow%00.png",
                                 "/etc/%73hadow",
                                 "%2fetc%2fshadow",
                                 "/etc/%2573hadow",
                                 "etc%2fshadow",
                                 "/etc/shadow::$DATA",
                                 "/etc/shadow. ",
                                 "\\etc\\shadow",
                                 "'/etc/shadow'",
                                 "/ｅｔｃ/shadow",
                                 "/etc\xC0\xAFshadow",
                                 "file:///etc/shadow",
                                 "file:///etc/shadow%00.txt",
                                 "file=/etc/shadow",
                                 "/proc/self/root/etc/shadow",
                                 "/etc/s[h]adow",
                                 "/etc/shad*",
                                 "/{etc,x}/shadow",
                                 "//etc/./x/../shadow/",
                                 "/ETC/SHADOW"}) {
    CAPTURE(path);
    CHECK(kind(path) == "accounts");
  }
  CHECK(kind(std::string_view("/etc/shadow\0.png", 16)) == "accounts");
}

TEST_CASE("judge: stars that name everything name nothing") {
  for (const std::string path :
       {"*", "**/*", "src/*", "*.json", "*.ts", "config/*", "a*", "lo*", "*/*", "test_*"}) {
    CAPTURE(path);
    CHECK(kind(path) == "");
  }
  CHECK(kind("~/.aws/*") == "cloud");
  CHECK(kind(".en?") == "dotenv");
  CHECK(kind("*.pem") == "key");
}

TEST_CASE("judge: long words are judged in bounded time") {
  CHECK(kind(std::string(100000, 'a')) == "");
  CHECK(kind(std::string(100000, '/') + "etc/shadow") == "accounts");
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "[*/";
  CHECK(kind(deep) == "");
  std::string braces;
  for (int i = 0; i < 400; ++i) braces += "{a,b}";
  CHECK(kind(braces + "/x") == "evasion");
  CHECK(kind("{" + std::string(2000, ',') + "/etc/shadow}") == "evasion");
  CHECK(kind("{" + std::string(20, ',') + "/etc/shadow}") == "accounts");
}
