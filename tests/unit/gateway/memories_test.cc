#include "gateway/memories.h"

#include <doctest/doctest.h>

#include "tests/unit/upstreams/played_server.h"
#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::test;

namespace {

Server server(std::string name, std::vector<std::string> argv) {
  Server made;
  made.name = std::move(name);
  made.argv = std::move(argv);
  return made;
}

std::shared_ptr<mcp::Listing> listing() {
  auto made = std::make_shared<mcp::Listing>();
  made->facts.revision = mcp::Revision::v2025_03_26;
  made->facts.capabilities = R"({"tools":{"listChanged":true},"logging":{}})";
  made->facts.server_info = R"({"name":"s","version":"1.0"})";
  made->facts.instructions = "say \"please\"\n\xC3\xA9";
  made->of(mcp::ListKind::tools) = {Bytes::copy(R"({ "name":"a","n":1.0 })"),
                                    Bytes::copy(R"({"name":"\u0062"})")};
  made->of(mcp::ListKind::resources) = {Bytes::copy(R"({"uri":"x://1"})")};
  made->of(mcp::ListKind::templates) = {Bytes::copy(R"({"uriTemplate":"x://{a}"})")};
  return made;
}

struct Memory {
  explicit Memory(const Scratch& scratch)
      : directory(scratch.state()), lists(directory, disk, clock, log), eras(directory, disk, clock) {}
  state::Directory directory;
  state::DiskThread disk;
  SystemClock clock;
  KeptLog log;
  ListMemory lists;
  EraFile eras;
};

}  // namespace

TEST_SUITE("memories") {
  TEST_CASE("lists come back in another run as they were") {
    Scratch scratch;
    const Server fs = server("fs", {"npx", "-y", "server-fs"});
    const mcp::Declaration declared{mcp::Era::legacy, "{}", R"({"roots":{}})"};
    {
      Memory memory(scratch);
      CHECK(memory.lists.load(fs, declared) == nullptr);
      CHECK(memory.log.lines.empty());
      memory.lists.save(fs, declared, listing());
      memory.disk.drain();
    }
    Memory memory(scratch);
    const auto found = memory.lists.load(fs, declared);
    REQUIRE(found);
    const auto wanted = listing();
    CHECK(found->facts.revision == wanted->facts.revision);
    CHECK(found->facts.capabilities == wanted->facts.capabilities);
    CHECK(found->facts.server_info == wanted->facts.server_info);
    CHECK(found->facts.instructions == wanted->facts.instructions);
    for (const mcp::ListKind kind : mcp::kListKinds) {
      const auto &got = found->of(kind), &sent = wanted->of(kind);
      REQUIRE(got.size() == sent.size());
      for (std::size_t i = 0; i < got.size(); ++i) CHECK(got[i].view() == sent[i].view());
    }
  }

  TEST_CASE("whatever could change a list leads to another memory") {
    Scratch scratch;
    Memory memory(scratch);
    const Server fs = server("fs", {"npx", "fs"});
    const mcp::Declaration declared{mcp::Era::legacy, "{}", "{}"};
    memory.lists.save(fs, declared, listing());
    memory.disk.drain();
    REQUIRE(memory.lists.load(fs, declared));
    Server renamed = fs, moved = fs, longer = fs, other_env = fs, modern = fs;
    renamed.name = "files";
    moved.cwd = "/srv";
    longer.argv.push_back("/tmp");
    other_env.env["A"] = "b";
    modern.era = mcp::Era::modern;
    CHECK(memory.lists.load(renamed, declared));
    CHECK(!memory.lists.load(moved, declared));
    CHECK(!memory.lists.load(longer, declared));
    CHECK(!memory.lists.load(other_env, declared));
    CHECK(!memory.lists.load(modern, declared));
    CHECK(!memory.lists.load(fs, {mcp::Era::legacy, "{}", R"({"roots":{}})"}));
    CHECK(!memory.lists.load(fs, {mcp::Era::modern, "{}", "{}"}));
    // Who asks makes no difference, only what it declares.
    CHECK(memory.lists.load(fs, {mcp::Era::legacy, R"({"name":"x"})", "{}"}));
  }

  TEST_CASE("a damaged file is reported and forgotten") {
    Scratch scratch;
    Memory memory(scratch);
    const Server fs = server("fs", {"npx", "fs"});
    const mcp::Declaration declared;
    memory.lists.save(fs, declared, listing());
    memory.disk.drain();
    for (const auto& file : std::filesystem::directory_iterator(memory.directory.catalog()))
      write_all(file.path(), "{");
    CHECK(!memory.lists.load(fs, declared));
    CHECK(memory.log.has(Level::warn, "[fs]"));
  }

  TEST_CASE("a server without a command is remembered like any other") {
    Scratch scratch;
    Memory memory(scratch);
    CHECK(!memory.lists.load(server("none", {}), {}));
    CHECK(!memory.eras.only(server("none", {})));
  }

  TEST_CASE("what an era turned out to be is known at once, and in the next run") {
    Scratch scratch;
    const Server a = server("a", {"a"}), b = server("b", {"b"}), same = server("c", {"a"});
    {
      Memory memory(scratch);
      CHECK(!memory.eras.only(a));
      memory.eras.remember(a, mcp::Era::modern);
      memory.eras.remember(b, mcp::Era::legacy);
      CHECK(memory.eras.only(a) == mcp::Era::modern);
      memory.eras.remember(b, mcp::Era::modern);
      CHECK(memory.eras.only(b) == mcp::Era::modern);
      memory.disk.drain();
    }
    Memory memory(scratch);
    CHECK(memory.eras.only(a) == mcp::Era::modern);
    CHECK(memory.eras.only(b) == mcp::Era::modern);
    CHECK(memory.eras.only(same) == mcp::Era::modern);
    CHECK(!memory.eras.only(server("d", {"a", "x"})));
  }
}
