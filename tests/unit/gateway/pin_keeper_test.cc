#include "gateway/pin_keeper.h"

#include <doctest/doctest.h>

#include "tests/unit/upstreams/event_loop.h"
#include "tests/unit/upstreams/played_server.h"
#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::test;
using guard::Pin;
using guard::PinState;

namespace {

Pin pin(std::string tool, std::string digest, std::string program = "p") {
  return {"fs", tool, std::move(program), std::move(digest), "{}", "fs__" + tool};
}

// One gateway's keeper.
struct Kept {
  explicit Kept(const std::filesystem::path& folder, bool unnamed = false)
      : database(folder / "callgate.db"),
        pins(database, loop.clock),
        keeper(std::make_shared<PinKeeper>(
            PinKeeper::Parts{loop.context, disk, pins, log, unnamed, " --state-dir S"})) {
    keeper->open(100);
  }
  ~Kept() {
    disk.stop();
    loop.settle();
  }
  // Until all that was begun is done.
  void settle() {
    loop.settle();
    disk.drain();
    loop.settle();
  }
  // The digests that are accepted of a tool.
  std::string accepted(const std::string& tool, const std::string& program = "p") {
    const auto found = keeper->accepted(pin(tool, "", program));
    if (!found) return to_string(found.error());
    std::string text;
    for (const Pin& one : *found) text += one.digest + " ";
    return text;
  }
  bool logged(std::string_view part) const {
    for (const auto& [level, line] : log.lines) {
      if (line.find(part) != line.npos) return true;
    }
    return false;
  }
  EventLoop loop;
  KeptLog log;
  state::DiskThread disk;
  state::Database database;
  state::Pins pins;
  std::shared_ptr<PinKeeper> keeper;
};

}  // namespace

TEST_SUITE("pin keeper") {
  TEST_CASE("what is trusted holds at once, and in the next gateway") {
    Scratch scratch;
    {
      Kept one(scratch.path());
      CHECK(one.accepted("read") == "");
      const auto before = one.keeper->revision();
      CHECK(one.keeper->trust(pin("read", "d1")));
      CHECK(one.keeper->trust(pin("write", "d1")));
      CHECK(one.accepted("read") == "d1 ");
      one.settle();
      // Nothing that was answered before has become stale.
      CHECK(one.keeper->revision() == before);
      CHECK(one.logged("accepted as it is: fs__read, fs__write"));
    }
    Kept two(scratch.path());
    CHECK(two.accepted("read") == "d1 ");
    CHECK(two.accepted("other") == "");
  }

  TEST_CASE("a question that comes before the store was read waits for it") {
    Scratch scratch;
    {
      Kept one(scratch.path());
      one.accepted("read");
      one.keeper->trust(pin("read", "d1"));
      one.settle();
    }
    Kept two(scratch.path());
    // No turn of the loop has passed.
    CHECK(two.accepted("read") == "d1 ");
  }

  TEST_CASE("of two gateways that see different definitions the first one written holds for both") {
    Scratch scratch;
    Kept one(scratch.path()), two(scratch.path());
    CHECK(one.accepted("read") == "");
    CHECK(two.accepted("read") == "");
    CHECK(one.keeper->trust(pin("read", "d1")));
    CHECK(two.keeper->trust(pin("read", "d2")));
    one.settle();
    const auto before = two.keeper->revision();
    two.settle();
    CHECK(two.accepted("read") == "d1 ");
    CHECK(two.keeper->revision() != before);
    CHECK(two.logged("held from now on"));
  }

  TEST_CASE("what is seen while something is written is written after it") {
    Scratch scratch;
    {
      Kept one(scratch.path());
      CHECK(one.accepted("a") == "");
      for (const char* tool : {"a", "b", "c", "d"}) {
        CHECK(one.keeper->trust(pin(tool, "d1")));
        one.loop.settle();
      }
      for (int i = 0; i < 4; ++i) one.settle();
    }
    Kept two(scratch.path());
    for (const char* tool : {"a", "b", "c", "d"}) CHECK(two.accepted(tool) == "d1 ");
  }

  TEST_CASE("what another process accepts is known once somebody says so, or when the tool is held again") {
    Scratch scratch;
    Kept one(scratch.path()), two(scratch.path());
    CHECK(two.accepted("read") == "");
    one.settle();  // its store is now nobody else's
    const Pin accepted = pin("read", "d2");
    CHECK(one.pins.accept(std::span(&accepted, 1), "ada"));
    CHECK(two.accepted("read") == "");
    SUBCASE("said") {
      two.keeper->refresh();
      CHECK(two.accepted("read") == "d2 ");
    }
    SUBCASE("held again") {
      two.keeper->report(accepted, PinState::pending);
      two.settle();
      CHECK(two.accepted("read") == "d2 ");
    }
  }

  TEST_CASE("what waits is kept for whoever asks, and the log speaks of it once") {
    Scratch scratch;
    Kept kept(scratch.path());
    CHECK(kept.accepted("read") == "");
    kept.keeper->report(pin("read", "d1"), PinState::pending);
    kept.keeper->report(pin("read", "d1"), PinState::pending);
    kept.settle();
    const auto rows = kept.pins.list();
    REQUIRE(rows);
    REQUIRE(rows->size() == 1);
    CHECK((*rows)[0].state == PinState::pending);
    CHECK(kept.log.lines.size() == 1);
    CHECK(kept.logged("callgate tools approve fs__read --state-dir S"));
  }

  TEST_CASE("there is no room beyond the bound") {
    Scratch scratch;
    Kept kept(scratch.path());
    kept.keeper->open(2);
    CHECK(kept.accepted("a") == "");
    CHECK(kept.keeper->trust(pin("a", "d")));
    CHECK(kept.keeper->trust(pin("b", "d")));
    CHECK_FALSE(kept.keeper->trust(pin("c", "d")));
  }

  TEST_CASE("servers without a name of their own are told apart by what runs") {
    Scratch scratch;
    Kept kept(scratch.path(), true);
    CHECK(kept.accepted("search", "one") == "");
    CHECK(kept.keeper->trust(pin("search", "d1", "one")));
    CHECK(kept.accepted("search", "one") == "d1 ");
    CHECK(kept.accepted("search", "two") == "");
  }

  TEST_CASE("with a lock file nothing else counts") {
    Scratch scratch;
    Kept kept(scratch.path());
    kept.accepted("read");
    kept.keeper->trust(pin("read", "d1"));
    const auto before = kept.keeper->revision();
    kept.keeper->use_lock(std::make_shared<const tool_lock::ToolLock>(
                              tool_lock::ToolLock{{"fs", "read", "fs__read", "d7", "{}"}}),
                          "/etc/callgate.jsonc");
    CHECK(kept.keeper->locked());
    CHECK(kept.keeper->revision() != before);
    CHECK(kept.accepted("read") == "d7 ");
    CHECK(kept.accepted("write") == "");
    CHECK(kept.keeper->command("fs__x") ==
          "callgate tools approve fs__x --state-dir S --config /etc/callgate.jsonc");
    kept.keeper->use_lock(nullptr, "/etc/callgate.jsonc");
    CHECK(kept.accepted("read") == "d1 ");
  }

  TEST_CASE("a store that cannot be read answers nothing, until it can") {
    Scratch scratch;
    write_all(scratch.path() / "callgate.db", "this is no database, and long enough to be taken for one");
    Kept kept(scratch.path());
    CHECK(kept.accepted("read").find("damaged") != std::string::npos);
    CHECK_FALSE(kept.keeper->trust(pin("read", "d1")));
    std::filesystem::remove(scratch.path() / "callgate.db");
    kept.settle();
    kept.accepted("read");
    kept.settle();
    CHECK(kept.accepted("read") == "");
    CHECK(kept.keeper->trust(pin("read", "d1")));
  }
}
