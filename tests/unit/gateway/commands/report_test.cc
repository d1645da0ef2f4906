#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "gateway/commands/exit_code.h"
#include "gateway/commands/report_command.h"
#include "gateway/commands/tally.h"
#include "unit/gateway/commands/streams.h"
#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::commands;
using namespace callgate::test;
using nlohmann::json;

namespace {

std::string line(int minute, const char* tool, const char* decision, const char* guard, const char* outcome,
                 int micros) {
  return json{{"time", rfc3339(WallTime(Millis(1'700'000'000'000) + std::chrono::minutes(minute)))},
              {"call", std::to_string(minute)},
              {"server", "fs"},
              {"tool", tool},
              {"decision", decision},
              {"wouldBe", json::array({{{"decision", "deny"}, {"guard", "risk"}, {"code", "high"}}})},
              {"guard", guard},
              {"code", "because"},
              {"outcome", outcome},
              {"micros", micros}}
             .dump() +
         "\n";
}

struct Office : Streams {
  Office() {
    clock.start = WallTime(Millis(1'700'000'000'000)) + std::chrono::minutes(120);
    std::string text;
    for (int i = 0; i < 100; ++i) text += line(i, "read", "allow", "", "result", 1000 + i);
    text +=
        line(100, "rm", "deny", "policy", "notSent", 10) + line(101, "read", "cache", "cache", "result", 5);
    text += line(102, "write", "hold", "policy", "notSent", 20) +
            line(103, "write", "allow", "", "toolError", 30);
    text += "{\"time\":\"2023-11-15T00:00:00.000Z\",\"event\":\"gap\",\"lost\":3}\ntorn\n";
    write_all(directory.ledger() / "a.jsonl", text);
  }
  Scratch scratch;
  state::Directory directory = scratch.state();
  ManualClock clock;
};

}  // namespace

TEST_CASE("report: adds up calls, decisions and durations") {
  Office office;
  REQUIRE(report(office.directory, office.clock, {}, true, office.console) == kOk);
  const json all = json::parse(office.printed());
  CHECK(all["calls"] == 104);
  CHECK(all["denied"] == 1);
  CHECK(all["held"] == 1);
  CHECK(all["cached"] == 1);
  CHECK(all["errors"] == 1);
  CHECK(all["decisions"]["allow"] == 101);
  CHECK(all["guards"]["policy: because"] == 2);
  CHECK(all["wouldBe"]["deny by risk: high"] == 104);
  CHECK(all["lostRecords"] == 3);
  CHECK(all["damagedLines"] == 1);
  CHECK(all["servers"][0]["server"] == "fs");
  CHECK(all["tools"][0]["tool"] == "read");
  CHECK(all["tools"][0]["calls"] == 101);
  CHECK(all["p50Us"].get<int>() >= 1000);
  CHECK(all["p50Us"].get<int>() <= 1100);
  REQUIRE(report(office.directory, office.clock, {}, false, office.console) == kOk);
  const std::string text = office.printed();
  for (const char* part : {"104 calls from", "read", "policy: because", "3 records could not"})
    CHECK(contains(text, part));
  CHECK(contains(office.err.str(), "1 line that is no record: "));
  CHECK(contains(office.err.str(), "a.jsonl:106\n"));
}

TEST_CASE("report: from a time on") {
  Office office;
  REQUIRE(report(office.directory, office.clock, {"21m", ""}, true, office.console) == kOk);
  CHECK(json::parse(office.printed())["calls"] == 4);
  CHECK(report(office.directory, office.clock, {"yesterday", ""}, true, office.console) == kUsage);
  CHECK(contains(office.err.str(), "--since"));
  const WallTime now(Millis(1'700'000'000'000));
  CHECK(read_since("1d", now).value() == "2023-11-13T22:13:20.000Z");
  CHECK(read_since("2026-11", now).value() == "2026-11");
  CHECK(read_since("", now).value() == "");
  for (const char* bad :
       {"h", "-1h", "1", "99999999999999999999d", "40000d", "2026-1", "2026-11-18T10:00:00.000ZZ"})
    CHECK(!read_since(bad, now));
}

TEST_CASE("report: an empty ledger") {
  Streams streams;
  Scratch scratch;
  ManualClock clock;
  CHECK(report(scratch.state(), clock, {}, false, streams.console) == kOk);
  CHECK(streams.printed() == "No calls are recorded.\n");
}

TEST_CASE("report: of a ledger that cannot be read") {
  Streams streams;
  Scratch scratch;
  ManualClock clock;
  const state::Directory directory = scratch.state();
  write_all(directory.ledger() / "a.jsonl", "{\"torn\":");
  CHECK(report(directory, clock, {}, false, streams.console) == kNegative);
  CHECK(streams.printed().empty());
  CHECK(contains(streams.err.str(), "a last line without an end: "));
  CHECK(report(directory, clock, {}, true, streams.console) == kNegative);
  CHECK(json::parse(streams.printed())["calls"] == 0);
}

TEST_CASE("tally: percentiles stay within their bucket") {
  Durations none;
  CHECK(none.percentile(50) == 0);
  for (const std::int64_t value :
       {0ll, 1ll, 15ll, 16ll, 31ll, 32ll, 33ll, 1000ll, 123'456ll, 9'000'000'000ll}) {
    Durations one;
    one.add(value);
    CHECK(one.percentile(50) >= value);
    CHECK(one.percentile(50) <= value + value / 16 + 1);
  }
  Durations many;
  for (int i = 1; i <= 1000; ++i) many.add(i);
  CHECK(many.percentile(50) >= 500);
  CHECK(many.percentile(50) <= 535);
  CHECK(many.percentile(95) >= 950);
  CHECK(many.percentile(95) <= 1010);
  many.add(-5);
  CHECK(many.count() == 1001);
}

TEST_CASE("report: what ran, what it cost, and what is left open") {
  Streams streams;
  Scratch scratch;
  const state::Directory directory = scratch.state();
  ManualClock clock;
  const auto record = [](const char* call, const char* members) {
    return std::string(R"({"v":1,"time":"2026-11-18T10:00:00.000Z","server":"s","exposed":"s__t","call":")") +
           call + "\"," + members + "}\n";
  };
  write_all(
      directory.ledger() / "a.jsonl",
      record("aaaaaaaa-1",
             R"("decision":"allow","outcome":"result","price":0.04,"effect":"write","micros":2000)") +
          record("aaaaaaaa-2", R"("decision":"allow","outcome":"timeout","price":0.04,"effect":"write")") +
          record("aaaaaaaa-3", R"("decision":"cache","outcome":"notSent","price":0.5)") +
          record("aaaaaaaa-4", R"("decision":"deny","code":"loop_quarantine","guard":"loops",)"
                               R"("outcome":"notSent","price":0.04,"effect":"unknown")") +
          record("bbbbbbbb-1", R"("decision":"hold","outcome":"notSent","price":9)"));
  REQUIRE(report(directory, clock, {}, true, streams.console) == kOk);
  const json all = json::parse(streams.printed());
  CHECK(all["executed"] == 2);
  CHECK(all["timeUs"] == 2000);
  CHECK(all["spent"] == "0.08");
  CHECK(all["saved"] == "0.54");
  CHECK(all["runs"] == 2);
  CHECK(all["effects"] == json{{"done", 1}, {"indeterminate", 1}, {"notSent", 1}});
  CHECK(all["quarantined"] == json{{"s__t", 1}});
  CHECK(all["slowest"][0]["tool"] == "s__t");
  CHECK(all["tools"][0]["saved"] == "0.54");
  REQUIRE(report(directory, clock, {"", "bbbbbbbb"}, true, streams.console) == kOk);
  const json one = json::parse(streams.printed());
  CHECK(one["calls"] == 1);
  CHECK(one["held"] == 1);
  REQUIRE(report(directory, clock, {}, false, streams.console) == kOk);
  const std::string text = streams.printed();
  for (const char* part :
       {"5 calls from", "2 ran, 1 answered from memory, 1 denied, 1 held; 2.00 ms in 2 runs",
        "cost: 0.08 spent, 0.54 saved", "side effects: 1 done, 1 indeterminate, 1 not sent",
        "SET ASIDE FOR A SESSION"})
    CHECK_MESSAGE(contains(text, part), part, "\n", text);
}
