#include "core/guard/record.h"

#include <doctest/doctest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

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
  const Finding why{"policy", "permissions.deny[0]", "policy_deny", "No.\n", "not kept"};
  record.why = &why;
  const Decision also[] = {Decision::warn, Decision::repair};
  record.also = also;
  const WouldBe would_be[] = {{Decision::hold, {"risk", "", "risk_hold", "Risky.", ""}},
                              {Decision::deny, {"x", "r", "c", "", ""}}};
  record.would_be = would_be;
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

TEST_CASE("texts find room however much they have to be escaped") {
  const std::string controls(300, '\x01'), bad(300, '\xff');
  const Finding why{controls, bad, controls, bad, controls};
  const WouldBe would_be[] = {{Decision::truncate, why}, {Decision::suppress, why}};
  Record record;
  record.call = record.host = record.server = controls;
  record.tool = record.exposed = record.arguments_sha256 = bad;
  record.decision = Decision::suppress;
  record.why = &why;
  record.would_be = would_be;
  const std::vector<Decision> also(11, Decision::truncate);
  record.also = also;
  record.argument_bytes = record.result_bytes = std::numeric_limits<std::size_t>::max();
  record.duration = std::chrono::microseconds::max();
  std::string out;
  append_line(out, record);
  const Json line = Json::parse(out);
  CHECK(line["call"] == controls);
  CHECK(line["also"].size() == 11);
  CHECK(line["wouldBe"][1]["code"] == controls);
  CHECK(line["micros"] == std::chrono::microseconds::max().count());
}

TEST_CASE("record: reasons are written without secrets") {
  const Finding why{"policy", "r", "policy_deny",
                    "Not with ghp_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij, \"please\".", ""};
  const WouldBe would{Decision::deny,
                      {"schema", "", "schema_invalid", "password: hunter2hunter2HUNTER!", ""}};
  Record record;
  record.decision = Decision::deny;
  record.why = &why;
  record.would_be = {&would, 1};
  std::string out;
  append_line(out, record);
  CHECK(out.find(R"("reason":"Not with [REDACTED], \"please\".")") != std::string::npos);
  CHECK(out.find(R"("reason":"password: [REDACTED]")") != std::string::npos);
}

TEST_CASE("record: arguments, the effect and the price are there where they say something") {
  Record record;
  record.arguments = R"({"path":"/srv/a","note":"café"})";
  record.effect = Effect::destructive;
  record.price = policy::Amount::read("0.04").value();
  std::string out;
  append_line(out, record);
  const Json line = Json::parse(out);
  CHECK(line["args"]["path"] == "/srv/a");
  CHECK(line["effect"] == "destructive");
  CHECK(line["price"] == 0.04);
  for (const Effect reads : {Effect::pure, Effect::read}) {
    out.clear();
    record = {};
    record.effect = reads;
    append_line(out, record);
    for (const char* key : {"args", "effect", "price"}) CHECK(!Json::parse(out).contains(key));
  }
}
