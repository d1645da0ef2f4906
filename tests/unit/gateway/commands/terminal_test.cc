#include "gateway/commands/terminal.h"

#include <doctest/doctest.h>

#include "gateway/commands/exit_code.h"
#include "unit/gateway/commands/streams.h"

using namespace callgate;
using namespace callgate::commands;
using test::Streams;

TEST_CASE("terminal: columns are aligned, and foreign text is made visible") {
  Streams streams;
  Table table({"NAME", "CALLS", "NOTE"});
  table.add({"日本", {"5", Colour::plain, true}, "x\x1b[2J"});
  table.add({"longer", {"12345", Colour::plain, true}, ""});
  table.print(streams.console);
  CHECK(streams.printed() ==
        "NAME    CALLS  NOTE\n"
        "日本        5  x⟨U+001B⟩[2J\n"
        "longer  12345  \n");
}

TEST_CASE("terminal: the last column is cut to the width") {
  Streams streams;
  streams.console.width = 20;
  Table table({"ID", "TEXT"});
  table.add({"1234", "aaaaaaaaaaaaaaaaaaaaaaaaa"});
  table.add({"1234", "日本日本日本日本日本"});
  table.print(streams.console);
  CHECK(streams.printed() ==
        "ID    TEXT\n"
        "1234  aaaaaaaaaaaaa…\n"
        "1234  日本日本日本…\n");
}

TEST_CASE("terminal: colours only where they are wanted") {
  Streams streams;
  CHECK(paint(streams.console, Colour::red, "x") == "x");
  streams.console.colour = true;
  CHECK(paint(streams.console, Colour::red, "x") == "\x1b[31mx\x1b[0m");
  CHECK(paint(streams.console, Colour::plain, "x") == "x");
}

TEST_CASE("terminal: times as people say them") {
  const WallTime now(Millis(1'700'000'000'000));
  using namespace std::chrono;
  CHECK(relative_time(now, now) == "now");
  CHECK(relative_time(now - seconds(99), now) == "99 s ago");
  CHECK(relative_time(now + minutes(15), now) == "in 15 min");
  CHECK(relative_time(now - hours(5), now) == "5 h ago");
  CHECK(relative_time(now - hours(24 * 9), now) == "9 d ago");
}

TEST_CASE("terminal: exit codes say what the error says") {
  Streams streams;
  CHECK(fail(streams.console, error(Errc::unavailable, "no\nstore", "/x")) == kUnreachable);
  CHECK(streams.err.str() == "callgate: /x: no⟨U+000A⟩store\n");
  CHECK(exit_code(error(Errc::not_found, "")) == kNegative);
  CHECK(exit_code(error(Errc::refused, "")) == kNegative);
  CHECK(exit_code(error(Errc::busy, "")) == kTransient);
  CHECK(exit_code(error(Errc::invalid, "")) == kUsage);
}
