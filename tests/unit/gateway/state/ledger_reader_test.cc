#include "gateway/state/ledger_reader.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::test;
using state::LedgerReader;
namespace fs = std::filesystem;

namespace {

std::string at(int second, const std::string& more = "") {
  char ts[64];
  std::snprintf(ts, sizeof ts, "{\"time\":\"2026-11-18T10:%02d:%02d.000Z\"", second / 60, second % 60);
  return ts + more + "}\n";
}

void append(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::app) << text;
}

}  // namespace

TEST_CASE("ledger reader: the newest lines of all writers, in order") {
  Scratch scratch;
  write_all(scratch.path() / "a.jsonl", at(1) + at(3) + at(5));
  write_all(scratch.path() / "b.jsonl", at(2) + at(4) + at(6));
  write_all(scratch.path() / "c.txt", at(9));
  LedgerReader reader(scratch.path());
  const auto lines = reader.tail(4).value();
  REQUIRE(lines.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) CHECK(lines[i].text + "\n" == at(static_cast<int>(i) + 3));
  CHECK(LedgerReader(scratch.path()).tail(100)->size() == 6);
  CHECK(LedgerReader(scratch.path()).tail(0)->empty());
  CHECK(LedgerReader(scratch.path() / "none").tail(5)->empty());
}

TEST_CASE("ledger reader: long files are read from their end") {
  Scratch scratch;
  std::string text;
  for (int i = 0; i < 3000; ++i) text += at(i, ",\"pad\":\"" + std::string(300, 'x') + "\"");
  write_all(scratch.path() / "a.jsonl", text);
  LedgerReader reader(scratch.path());
  CHECK(reader.tail(3)->front().time == "2026-11-18T10:49:57.000Z");
  CHECK(reader.damaged() == 0);
  CHECK(LedgerReader(scratch.path()).tail(2900)->front().time == "2026-11-18T10:01:40.000Z");
}

TEST_CASE("ledger reader: what comes later is found, half lines wait") {
  Scratch scratch;
  write_all(scratch.path() / "a.jsonl", at(1) + "{\"time\":\"2026");
  LedgerReader reader(scratch.path());
  CHECK(reader.tail(10)->size() == 1);
  CHECK(reader.more()->empty());
  append(scratch.path() / "a.jsonl", "-11-18T10:00:07.000Z\"}\n");
  write_all(scratch.path() / "b.jsonl", at(6));
  const auto lines = reader.more().value();
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].time < lines[1].time);
  CHECK(lines[1].time == "2026-11-18T10:00:07.000Z");
  CHECK(reader.more()->empty());
  CHECK(reader.damaged() == 0);
}

TEST_CASE("ledger reader: damaged lines are passed over and counted") {
  Scratch scratch;
  write_all(scratch.path() / "a.jsonl", at(1) + "nonsense\n[1]\n" + at(2) + "{\"torn\":");
  LedgerReader reader(scratch.path());
  int seen = 0;
  REQUIRE(reader.each([&](std::string_view) { return ++seen > 0; }));
  CHECK(seen == 2);
  CHECK(reader.damaged() == 2);
  seen = 0;
  REQUIRE(reader.each([&](std::string_view) { return ++seen < 1; }));
  CHECK(seen == 1);
}

TEST_CASE("ledger reader: what was passed over is named, once") {
  Scratch scratch;
  const std::string file = (scratch.path() / "a.jsonl").string();
  write_all(file, at(1) + "nonsense\n" + at(2) + "{\"call\":\"without-a-time\"}\n{\"torn\":");
  LedgerReader reader(scratch.path());
  REQUIRE(reader.each([](std::string_view) { return true; }));
  CHECK(reader.records() == 2);
  const state::LedgerDamage damage = reader.take_damage();
  CHECK(damage.lines == 2);
  CHECK(damage.places == std::vector<std::string>{file + ":2", file + ":4"});
  CHECK(damage.unfinished == std::vector<std::string>{file});
  CHECK(reader.take_damage().places.empty());
  CHECK(reader.damaged() == 2);
}

TEST_CASE(
    "ledger reader: damage at the end of a long file has the line of the file, and many are only counted") {
  Scratch scratch;
  const std::string file = (scratch.path() / "a.jsonl").string();
  std::string text;
  for (int i = 0; i < 3000; ++i) text += at(i, ",\"pad\":\"" + std::string(300, 'x') + "\"");
  write_all(file, text + "nonsense\n" + at(3001));
  LedgerReader reader(scratch.path());
  REQUIRE(reader.tail(3)->size() == 3);
  CHECK(reader.take_damage().places == std::vector<std::string>{file + ":3001"});
  for (int i = 0; i < 20; ++i) append(file, "more\n");
  REQUIRE(reader.more()->empty());
  const state::LedgerDamage more = reader.take_damage();
  CHECK(more.lines == 20);
  REQUIRE(more.places.size() == state::LedgerDamage::kMaxPlaces);
  CHECK(more.places.back() == file + ":3010");
}
