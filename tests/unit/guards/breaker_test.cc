#include <doctest/doctest.h>

#include "guard_stage.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

struct Stage : GuardStage {
  Stage() { policy.guards.breaker.mode = Mode::enforce; }
  // A call that comes back with isError and this text; empty: it succeeds.
  std::string play_text(const mcp::ToolPtr& tool, int n, std::string_view error) {
    return play(tool, R"({"n":)" + std::to_string(n) + "}",
                error.empty() ? text_result("ok") : error_result(error));
  }
  std::string lose(const mcp::ToolPtr& tool, int n, ErrorClass what, bool sent = true) {
    const auto call = start(tool, R"({"n":)" + std::to_string(n) + "}");
    if (call->allowed()) call->passage.failed({what, sent});
    return finish(*call, "", Ending::failed);
  }
};

const auto kSearch = reading("kb", "search_kb");

}  // namespace

TEST_CASE("breaker: two failures of one class set a tool aside, whatever the arguments") {
  Stage s;
  CHECK(s.play_text(kSearch, 0, "429") == "allow");
  CHECK(s.play_text(kSearch, 1, "Rate limit exceeded") == "allow");
  CHECK(s.play_text(kSearch, 2, "") == "rewrite");
  CHECK(s.code == "breaker_open");
  CHECK(s.retry_after == Millis{60'000});
  CHECK(s.reason.find("rate_limit") != std::string::npos);
  CHECK(s.play_text(reading("kb", "get_page"), 2, "") == "allow");
}

TEST_CASE("breaker: a tool that goes to hosts is set aside for the one that fails") {
  Stage s;
  const auto fetch = reading("web", "fetch");
  const auto of = [&](const std::string& url, const std::string& error) {
    return s.play(fetch, R"({"url":")" + url + R"(","n":)" + std::to_string(s.calls) + "}",
                  error.empty() ? text_result("ok") : error_result(error));
  };
  CHECK(of("https://a.example/1", "status code 403") == "allow");
  CHECK(of("https://b.example/1", "status code 403") == "allow");
  CHECK(of("https://c.example/1", "") == "allow");
  CHECK(of("https://A.example:443/2", "status code 403") == "allow");
  CHECK(of("https://a.example/3", "") == "rewrite");
  CHECK(s.code == "breaker_open");
  CHECK(of("https://b.example/2", "") == "allow");
  CHECK(of("https://docs.example/", "") == "allow");
  s.clock.advance(Millis{60'000});
  CHECK(of("https://a.example/3", "") == "allow");
  CHECK(of("https://a.example/4", "status code 403") == "allow");
  CHECK(of("https://a.example/5", "") == "allow");
}

TEST_CASE("breaker: a wait that the error asks for is the pause") {
  for (const std::string text : {"rate limit exceeded, retry in 2s", "429 Too Many Requests. Retry-After: 2",
                                 "Rate limited. Please try again in 2 seconds.",
                                 "{\\\"error\\\":\\\"rate limit\\\",\\\"retryAfterMs\\\":2000}"}) {
    CAPTURE(text);
    Stage s;
    for (int i = 0; i < 2; ++i) CHECK(s.play_text(kSearch, i, text) == "allow");
    CHECK(s.play_text(kSearch, 2, "") == "rewrite");
    CHECK(s.retry_after == Millis{2000});
    s.clock.advance(Millis{2000});
    CHECK(s.play_text(kSearch, 2, "") == "allow");
    CHECK(s.play_text(kSearch, 3, "") == "allow");
  }
  Stage s;
  for (int i = 0; i < 2; ++i)
    CHECK(s.play_text(kSearch, i, "rate limit exceeded, retry in 2 hours") == "allow");
  CHECK(s.play_text(kSearch, 2, "") == "rewrite");
  CHECK(s.retry_after == Millis{60'000});
}

TEST_CASE("breaker: a success in between, a class that does not count, an error nobody can read") {
  Stage s;
  for (int i = 0; i < 9; ++i) CHECK(s.play_text(kSearch, i, i % 2 ? "" : "500") == "allow");
  Stage other;
  for (int i = 0; i < 9; ++i) {
    CHECK(other.play_text(kSearch, i, "GenerateError") == "allow");
    CHECK(other.play_text(kSearch, 100 + i, "No such file or directory") == "allow");
    CHECK(other.play_text(kSearch, 200 + i, "EACCES: permission denied, open '/x'") == "allow");
  }
}

TEST_CASE("breaker: after the pause one call at a time tries it out") {
  Stage s;
  for (int i = 0; i < 2; ++i) CHECK(s.play_text(kSearch, i, "timeout") == "allow");
  s.clock.advance(Millis{59'999});
  CHECK(s.play_text(kSearch, 2, "") == "rewrite");
  CHECK(s.retry_after == Millis{1000});
  s.clock.advance(Millis{1});
  {
    const auto probe = s.start(kSearch, R"({"n":3})");
    CHECK(probe->allowed());
    CHECK(s.play_text(kSearch, 4, "") == "rewrite");
    CHECK(s.finish(*probe, error_result("timeout")) == "allow");
  }
  CHECK(s.play_text(kSearch, 5, "") == "rewrite");
  s.clock.advance(Millis{60'000});
  CHECK(s.play_text(kSearch, 6, "") == "allow");
  for (int i = 7; i < 12; ++i) CHECK(s.play_text(kSearch, i, "") == "allow");
}

TEST_CASE("breaker: a probe that was refused or cancelled lets the next one try") {
  Stage s;
  for (int i = 0; i < 2; ++i) s.play_text(kSearch, i, "timeout");
  s.clock.advance(Millis{60'000});
  for (const Ending ending : {Ending::denied, Ending::cancelled}) {
    const auto probe = s.start(kSearch, R"({"n":3})");
    CHECK(probe->allowed());
    probe->passage.end(ending);
  }
  CHECK(s.play_text(kSearch, 6, "") == "allow");
}

TEST_CASE("breaker: the same call is not sent again after an error that will not go away") {
  for (const char* text : {"Invalid arguments: n", "401 Unauthorized", "403 Forbidden", "404 Not Found",
                           "EACCES: permission denied"}) {
    Stage s;
    CHECK(s.play_text(kSearch, 1, text) == "allow");
    CHECK(s.play_text(kSearch, 1, text) == "rewrite");
    CHECK(s.code == "breaker_not_retryable");
    CHECK(s.play_text(kSearch, 2, "") == "allow");
    // Somebody may have logged in, made the file, corrected the rights.
    s.clock.advance(Millis{60'000});
    CHECK(s.play_text(kSearch, 1, text) == "allow");
    CHECK(s.play_text(kSearch, 1, text) == "rewrite");
    CHECK(s.play_text(some_tool("fs", "write_file"), 1, "") == "allow");
    CHECK(s.play_text(kSearch, 1, "") == "allow");
    CHECK(s.play_text(kSearch, 1, "") == "allow");
  }
}

TEST_CASE("breaker: the same call may fail three times, with growing pauses") {
  Stage s;
  s.policy.guards.breaker.streak.reset();
  CHECK(s.play_text(kSearch, 1, "Boom") == "allow");
  CHECK(s.play_text(kSearch, 1, "Boom") == "allow");
  CHECK(s.play_text(kSearch, 1, "Boom") == "rewrite");
  CHECK(s.code == "breaker_backoff");
  CHECK(s.retry_after == Millis{200});
  s.clock.advance(Millis{200});
  CHECK(s.play_text(kSearch, 1, "Boom") == "allow");
  s.clock.advance(Millis{10'000});
  CHECK(s.play_text(kSearch, 1, "Boom") == "rewrite");
  CHECK(s.code == "breaker_same_call");
  CHECK(s.play_text(kSearch, 2, "Boom") == "allow");
}

TEST_CASE("breaker: too early a repetition may be warned of or made to wait") {
  Stage s;
  s.policy.guards.breaker.backoff.action = policy::BreakerKnobs::Action::warn;
  for (int i = 0; i < 2; ++i) CHECK(s.play_text(kSearch, 1, "Boom") == "allow");
  CHECK(s.play_text(kSearch, 1, "Boom") == "warn");
  Stage waits;
  waits.policy.guards.breaker.backoff.action = policy::BreakerKnobs::Action::wait;
  for (int i = 0; i < 2; ++i) CHECK(waits.play_text(kSearch, 1, "Boom") == "allow");
  const auto call = waits.start(kSearch, R"({"n":1})");
  REQUIRE(std::holds_alternative<Wait>(call->verdict));
  CHECK(std::get<Wait>(call->verdict).limit == Millis{200});
  call->call.set_waited();
  CHECK(std::holds_alternative<Allow>(call->passage.enter()));
}

TEST_CASE("breaker: a failing program is no failing tool") {
  Stage s;
  const auto bash = some_tool("sh", "bash");
  for (int i = 0; i < 50; ++i)
    CHECK(s.play_text(bash, 0, "exit code 1: connection refused, timeout, 403") == "allow");
  CHECK(s.lose(bash, 1, ErrorClass::timeout) == "allow");
  CHECK(s.lose(bash, 2, ErrorClass::timeout) == "allow");
  CHECK(s.lose(bash, 3, ErrorClass::timeout) == "rewrite");
}

TEST_CASE("breaker: a server that answers nothing is left alone as a whole") {
  Stage s;
  for (int i = 0; i < 5; ++i)
    CHECK(s.lose(reading("kb", "tool_" + std::to_string(i)), i, ErrorClass::network, i % 2 == 0) == "allow");
  CHECK(s.play_text(reading("kb", "tool_9"), 9, "") == "deny");
  CHECK(s.code == "breaker_server");
  CHECK(s.retry_after == Millis{60'000});
  CHECK(s.play_text(reading("fs", "read_file"), 9, "") == "allow");
  s.clock.advance(Millis{60'000});
  CHECK(s.play_text(reading("kb", "tool_9"), 9, "") == "allow");
  CHECK(s.play_text(reading("kb", "tool_8"), 9, "") == "allow");
}

TEST_CASE("breaker: observing changes nothing, and what it would have stopped counts as it went") {
  Stage s;
  s.policy.guards.breaker.mode = Mode::observe;
  for (int i = 0; i < 2; ++i) s.play_text(kSearch, i, "429");
  CHECK(s.play_text(kSearch, 2, "") == "allow");
  REQUIRE(s.would_be.size() == 1);
  CHECK(s.would_be[0].decision == Decision::rewrite);
  CHECK(s.play_text(kSearch, 3, "") == "allow");
  CHECK(s.would_be.empty());
}

TEST_CASE("breaker: cancelled calls say nothing, memory is bounded and outlives a policy") {
  Stage s;
  for (int i = 0; i < 10; ++i) CHECK(s.play(kSearch, "{}", "", Ending::cancelled) == "allow");
  s.policy.guards.breaker.max_entries = 16;
  s.open();
  CHECK(s.play_text(kSearch, 0, "404 not found") == "allow");
  for (int i = 1; i < 40; ++i) CHECK(s.play_text(kSearch, i, "404 not found") == "allow");
  CHECK(s.play_text(kSearch, 0, "404 not found") == "allow");
  s.open();
  CHECK(s.play_text(kSearch, 0, "404 not found") == "rewrite");
}
