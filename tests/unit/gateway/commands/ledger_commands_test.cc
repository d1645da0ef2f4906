#include "gateway/commands/ledger_commands.h"

#include <doctest/doctest.h>

#include "gateway/commands/exit_code.h"
#include "gateway/commands/ledger_record.h"
#include "unit/gateway/commands/streams.h"
#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::commands;
using namespace callgate::test;

namespace {

const char* kAllowed =
    R"({"time":"2026-11-18T10:00:01.000Z","call":"c-aa1","server":"fs","tool":"read","exposed":"fs__read","decision":"allow","outcome":"answered","micros":1234})";
const char* kDenied =
    R"({"time":"2026-11-18T10:00:02.000Z","call":"c-aa2","server":"fs","tool":"rm","decision":"deny","guard":"policy","code":"policy_deny","wouldBe":[{"decision":"hold","guard":"risk","code":"risk_high"}],"reason":"no)"
    "\u202E\"}";

struct Shelf : Streams {
  Shelf() {
    write_all(directory.ledger() / "a.jsonl", std::string(kDenied) + "\n");
    write_all(directory.ledger() / "b.jsonl", std::string(kAllowed) + "\n");
  }
  Scratch scratch;
  state::Directory directory = scratch.state();
};

}  // namespace

TEST_CASE("ledger tail: merged by time, readable or as recorded") {
  Shelf shelf;
  CHECK(ledger_tail(shelf.directory, 10, false, false, shelf.console) == kOk);
  const std::string text = shelf.printed();
  CHECK(text.find("fs__read") < text.find("  rm "));
  CHECK(contains(text, "1.23 ms"));
  CHECK(contains(text, "policy: no⟨U+202E⟩"));
  CHECK(contains(text, "would hold by risk: risk_high"));
  CHECK(ledger_tail(shelf.directory, 1, false, true, shelf.console) == kOk);
  CHECK(contains(shelf.printed(), "\"reason\":\"no\\u202e\""));
  CHECK(ledger_tail(shelf.directory, 0, false, true, shelf.console) == kOk);
  CHECK(shelf.printed().empty());
}

TEST_CASE("ledger tail: follows until it is enough") {
  Shelf shelf;
  int looks = 0;
  shelf.console.pause = [&](Millis) {
    if (++looks == 2)
      write_all(shelf.directory.ledger() / "c.jsonl",
                R"({"time":"2026-11-18T10:00:03.000Z","event":"gap","lost":7})"
                "\n");
    return looks < 4;
  };
  CHECK(ledger_tail(shelf.directory, 0, true, false, shelf.console) == kOk);
  CHECK(shelf.printed() == "2026-11-18T10:00:03.000Z  7 records could not be written\n");
}

TEST_CASE("ledger tail: lines that are no records are named, and nothing else is a failure") {
  Shelf shelf;
  const std::string file = (shelf.directory.ledger() / "c.jsonl").string();
  write_all(file, "junk\n");
  CHECK(ledger_tail(shelf.directory, 10, false, true, shelf.console) == kOk);
  CHECK(contains(shelf.err.str(), "1 line that is no record: " + file + ":1\n"));
  std::filesystem::remove(shelf.directory.ledger() / "a.jsonl");
  std::filesystem::remove(shelf.directory.ledger() / "b.jsonl");
  shelf.printed();
  CHECK(ledger_tail(shelf.directory, 10, false, false, shelf.console) == kNegative);
  CHECK(shelf.printed().empty());
  CHECK(contains(shelf.err.str(), "nothing in the ledger could be read"));
}

TEST_CASE("ledger tail: none wanted is none shown, of a full ledger and of an empty one") {
  Shelf shelf;
  CHECK(ledger_tail(shelf.directory, 0, false, false, shelf.console) == kOk);
  CHECK(shelf.printed().empty());
  Streams streams;
  Scratch empty;
  CHECK(ledger_tail(empty.state(), 5, false, false, streams.console) == kOk);
  CHECK(streams.printed() == "No calls are recorded.\n");
}

TEST_CASE("ledger show: one call, by its id or a beginning of it") {
  Shelf shelf;
  CHECK(ledger_show(shelf.directory, "c-aa2", true, shelf.console) == kOk);
  CHECK(contains(shelf.printed(), "\"tool\":\"rm\""));
  CHECK(ledger_show(shelf.directory, "c-aa2", false, shelf.console) == kOk);
  CHECK(contains(shelf.printed(), "reason        no⟨U+202E⟩"));
  CHECK(ledger_show(shelf.directory, "c-a", false, shelf.console) == kUsage);
  CHECK(ledger_show(shelf.directory, "c-b", false, shelf.console) == kNegative);
  CHECK(ledger_show(shelf.directory, "", false, shelf.console) == kUsage);
}

TEST_CASE("ledger record: what is missing or odd reads as empty") {
  const LedgerRecord record =
      read_ledger_record(R"({"time":1,"call":7,"micros":"x","tool":null,"new":{"a":[1]}})");
  CHECK(record.time == "");
  CHECK(record.call.empty());
  CHECK(!record.micros);
  CHECK(!record.is_call());
  CHECK(readable_duration(85) == "85 µs");
  CHECK(readable_duration(12'345) == "12.3 ms");
  CHECK(readable_duration(4'200'000) == "4.2 s");
}
