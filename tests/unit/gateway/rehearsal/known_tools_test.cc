#include "gateway/rehearsal/known_tools.h"

#include <doctest/doctest.h>

#include "gateway/state/catalog_cache.h"
#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::test;

namespace {

struct Memory {
  Memory() {
    for (const char* name : {"fs", "fs__x"}) {
      ServerConfig server;
      server.name = server.prefix = name;
      config.servers.push_back(std::move(server));
    }
  }
  void remember(char key, const std::string& server, std::vector<std::string> tools, int age_s) {
    state::CatalogEntry entry;
    entry.server = server;
    entry.protocol_version = "2025-06-18";
    for (const std::string& tool : tools)
      entry.tools.push_back(Bytes::copy(R"({"name":")" + tool + R"(","inputSchema":{"type":"object"}})"));
    const std::string name(64, key);
    REQUIRE(state::CatalogCache(directory.catalog()).store(name, state::catalog_text(name, entry)));
    const auto file = directory.catalog() / (name + ".json");
    std::filesystem::last_write_time(file,
                                     std::filesystem::last_write_time(file) - std::chrono::seconds(age_s));
  }
  KnownTools::Found find(const std::string& name) const {
    return KnownTools(config, directory.root()).find(name);
  }
  Scratch scratch;
  state::Directory directory = scratch.state();
  Config config;
};

}  // namespace

TEST_CASE("known tools: what a server listed last, under the names hosts see") {
  Memory memory;
  memory.remember('a', "fs", {"old"}, 60);
  memory.remember('b', "fs", {"read_file"}, 0);
  const KnownTools::Found found = memory.find("fs__read_file");
  CHECK(found.listed);
  CHECK(found.tool->native == "read_file");
  CHECK(found.tool->definition.view() == R"({"name":"read_file","inputSchema":{"type":"object"}})");
  CHECK_FALSE(memory.find("fs__old").listed);
  CHECK(memory.find("fs__read_fle").nearest == "fs__read_file");
}

TEST_CASE("known tools: without a list the name has to do") {
  Memory memory;
  const KnownTools::Found found = memory.find("fs__x__y");
  CHECK_FALSE(found.listed);
  CHECK_FALSE(found.unknown);
  CHECK(found.tool->server == "fs__x");
  CHECK(found.tool->native == "y");
  CHECK(memory.find("other").tool->server == "");
  CHECK(memory.find("other").unknown);
  memory.config.servers.pop_back();
  CHECK(memory.find("other").tool->server == "fs");
  CHECK(memory.find("other").unknown);
  memory.remember('c', "fs", {"a"}, 0);
  memory.config.servers[0].exclude = {"a"};
  CHECK(memory.find("fs__a").unknown);
  CHECK_FALSE(memory.find("fs__a").listed);
}

TEST_CASE(
    "known tools: names without a prefix are those of the server that has none, and nobody's without "
    "servers") {
  Memory memory;
  memory.config.servers[1].prefix = "";
  CHECK(memory.find("other").tool->server == "fs__x");
  CHECK_FALSE(memory.find("other").unknown);
  CHECK(memory.find("fs__a").tool->server == "fs");
  memory.config.servers.clear();
  CHECK_FALSE(memory.find("other").unknown);
}
