#include "gateway/commands/decision_changes.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "streams.h"

using callgate::commands::DecisionChanges;
using callgate::test::Streams;

TEST_CASE("changes are counted by tool and kind, the most frequent first, with the direction as a sign") {
  DecisionChanges changes;
  changes.add("x__same", "allow", "allow");
  changes.add("x__same", "ask", "hold");
  changes.add("pay__send", "allow", "deny", "c1");
  for (int i = 0; i < 14; ++i) changes.add("github__merge_pr", "deny", "hold");
  changes.add("x__read", "cache", "allow");
  changes.add("x__read", "cache", "allow");
  CHECK(changes.judged() == 19);
  CHECK(changes.changed() == 17);

  Streams streams;
  changes.print(streams.console, false);
  CHECK(streams.printed() ==
        "- deny → ask     github__merge_pr ×14\n"
        "~ cache → allow  x__read ×2\n"
        "+ allow → deny   pay__send ×1\n");
  const auto json = changes.to_json();
  REQUIRE(json.size() == 3);
  CHECK(json[0]["direction"] == "looser");
  CHECK(json[0]["after"] == "ask");
  CHECK(json[0]["count"] == 14);
  CHECK(json[2]["ids"][0] == "c1");
}

TEST_CASE("ids are kept up to a bound, and what is missing is said") {
  DecisionChanges changes;
  const std::size_t calls = DecisionChanges::kMaxIds + 3;
  for (std::size_t i = 0; i < calls; ++i) changes.add("x__a", "ask", "rewrite", "id" + std::to_string(i));
  CHECK(changes.to_json()[0]["ids"].size() == DecisionChanges::kMaxIds);
  Streams streams;
  changes.print(streams.console, true);
  const std::string text = streams.printed();
  CHECK(text.starts_with("+ ask → rewrite  x__a ×23\n      id0\n"));
  CHECK(text.ends_with("      id19\n      and 3 more\n"));
}

TEST_CASE("names cannot write to the terminal") {
  DecisionChanges changes;
  changes.add("x__\x1b[2J", "allow", "deny", "\x1b]0;");
  Streams streams;
  changes.print(streams.console, true);
  CHECK(streams.printed().find('\x1b') == std::string::npos);
}
