#include "core/guard/record.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace callgate;
using namespace callgate::guard;
using Json = nlohmann::json;

TEST_CASE("a plain call is one short line") {
  Record record;
  record.call = "c1";
  record.host = "some \"host\"";
  record.server = "fs";
  record.tool = "read_file";
  record.exposed = "fs__read_file";
  record.argument_bytes = 20;
  record.outcome = Outcome::result;
  record.result_bytes = 300;
  record.duration = std::chrono::microseconds{85};
  std::string out = "before\n";
  append_line(out, record);
  CHECK(
      out ==
      "before\n"
      R"({"v":1,"time":"1970-01-01T00:00:00.000Z","call":"c1","host":"some \"host\"","server":"fs",)"
      R"("tool":"read_file","exposed":"fs__read_file","decision":"allow","argsBytes":20,"outcome":"result",)"
      R"("resultBytes":300,"micros":85})");
}

TEST_CASE("a decision, its company and what would have been are all there") {
  Record record;
  record.decision = Decision::deny;
  record.why = {"policy", "permissions.deny[0]", "policy_deny", "No.\n", "not kept"};
  record.also = {Decision::warn, Decision::repair};
  record.would_be = {{Decision::hold, {"risk", "", "risk_hold", "Risky.", ""}},
                     {Decision::deny, {"x", "r", "c", "", ""}}};
  record.arguments_sha256 = "abcd";
  std::string out;
  append_line(out, record);
  CHECK(out.find('\n') == out.npos);
  const Json line = Json::parse(out);
  CHECK(line["decision"] == "deny");
  CHECK(line["guard"] == "policy");
  CHECK(line["rule"] == "permissions.deny[0]");
  CHECK(line["code"] == "policy_deny");
  CHECK(line["reason"] == "No.\n");
  CHECK(line["also"] == Json{"warn", "repair"});
  CHECK(line["wouldBe"] ==
        Json::parse(R"([{"decision":"hold","guard":"risk","code":"risk_hold","reason":"Risky."},
                                           {"decision":"deny","guard":"x","rule":"r","code":"c"}])"));
  CHECK(line["argsSha256"] == "abcd");
  CHECK(line["outcome"] == "notSent");
}
