#include <doctest/doctest.h>

#include "guard_stage.h"

using namespace callgate;
using namespace callgate::guard;

namespace {

struct Stage : GuardStage {
  Stage() { policy.guards.loops.mode = Mode::enforce; }
  std::string ask(std::string_view query, std::string_view tool = "search_kb") {
    return play(reading("kb", std::string(tool)), R"({"query":")" + std::string(query) + R"("})",
                text_result("about " + std::string(query)));
  }
  std::vector<std::string> ask_all(const std::vector<std::string>& queries) {
    std::vector<std::string> out;
    for (const std::string& query : queries) out.push_back(ask(query));
    return out;
  }
};

using Words = std::vector<std::string>;

std::string with(std::string_view key, int value) {
  return R"({")" + std::string(key) + R"(":)" + std::to_string(value) + "}";
}

const char* const kCities[] = {
    "Paris",  "New York",    "Rome",   "San Francisco", "Oslo", "Rio de Janeiro", "Berlin", "San Diego",
    "Madrid", "Los Angeles", "Vienna", "Tokyo",         "Lima", "Santa Barbara",  "Quito",  "Cape Town"};

}  // namespace

TEST_CASE("loops: the third identical read is answered from memory, and runs again when that is old") {
  Stage s;
  const auto read = reading("fs", "read_file");
  CHECK(s.play(read, R"({"path":"a","n":50})", text_result("v1")) == "allow");
  CHECK(s.play(read, R"({"n":50.0,"path":"a"})", text_result("v2")) == "allow");
  CHECK(s.play(read, R"({"path":"a","n":5e1})") == "cache");
  CHECK(s.answered_of == "c2");
  CHECK(s.play(read, R"({"path":"b","n":50})") == "allow");
  s.clock.advance(Millis{4999});
  CHECK(s.play(read, R"({"path":"a","n":50})") == "cache");
  s.clock.advance(Millis{1});
  CHECK(s.play(read, R"({"path":"a","n":50})") == "allow");
  CHECK(s.play(read, R"({"path":"a","n":50})") == "allow");
  CHECK(s.play(read, R"({"path":"a","n":50})") == "cache");
}

TEST_CASE("loops: what is written through one server makes reads of all servers fresh again") {
  Stage s;
  const auto status = reading("git", "show_changes");
  const auto write = some_tool("fs", "write_file"), unknown = some_tool("notes", "frobnicate");
  CHECK(s.play(status) == "allow");
  CHECK(s.play(status) == "allow");
  CHECK(s.play(unknown) == "allow");
  CHECK(s.play(status) == "cache");
  CHECK(s.play(write) == "allow");
  CHECK(s.play(status) == "allow");
  CHECK(s.play(status) == "allow");
  CHECK(s.play(status) == "cache");
  // A write that failed may have written.
  CHECK(s.play(write, "{}", "", Ending::failed) == "allow");
  CHECK(s.play(status) == "allow");
}

TEST_CASE("loops: a write that ran while a read was under way makes its result old") {
  Stage s;
  const auto read = reading("fs", "read_file");
  CHECK(s.play(read) == "allow");
  const auto slow = s.start(read);
  CHECK(s.play(some_tool("fs", "write_file")) == "allow");
  CHECK(s.finish(*slow, text_result("before")) == "allow");
  for (int i = 0; i < 2; ++i) CHECK(s.play(read) == "allow");
  CHECK(s.play(read) == "cache");
}

TEST_CASE("loops: only successful reads that are not polled are answered from memory") {
  Stage s;
  for (const auto& tool :
       {some_tool("x", "frobnicate"), some_tool("fs", "write_file"), some_tool("sh", "bash"),
        reading("ci", "get_job_status"), reading("browser", "take_screenshot")}) {
    for (int i = 0; i < 20; ++i) CHECK(s.play(tool) == "allow");
  }
  Stage failing;
  for (int i = 0; i < 8; ++i)
    CHECK(failing.play(reading("fs", "read_file"), "{}", error_result("no")) == "allow");
}

TEST_CASE("loops: arguments that make no difference") {
  Stage s;
  s.policy.guards.loops.ignore_keys = {{"kb__*", {"request_id", "at"}}};
  s.policy.guards.loops.repeat.threshold = 2;
  const auto get = reading("kb", "get_page");
  CHECK(s.play(get, R"({"id":1,"request_id":"a","at":1})") == "allow");
  CHECK(s.play(get, R"({"id":1,"request_id":"b"})") == "cache");
  CHECK(s.play(get, R"({"id":2,"request_id":"b"})") == "allow");
}

TEST_CASE("loops: a held call is never answered from memory") {
  Stage s;
  s.policy.guards.policy.mode = Mode::enforce;
  s.policy.ask.push_back({"fs__read_file", "", "", "permissions.ask[0]", ""});
  for (int i = 0; i < 4; ++i) CHECK(s.play(reading("fs", "read_file")) == "hold");
}

TEST_CASE("loops: the fourth rewording of a query is refused with what was found, and its tool set aside") {
  Stage s;
  CHECK(s.ask_all({"refund policy", "refund policy EU", "refund policy EU Germany"}) ==
        Words{"allow", "allow", "allow"});
  CHECK(s.ask("refund policy EU Germany 2024") == "rewrite");
  CHECK(s.code == "loop_jitter");
  CHECK(s.instead.find("about refund policy EU Germany") != std::string::npos);
  CHECK(s.ask("refund policy Germany") == "rewrite");
  CHECK(s.code == "loop_quarantine");
  CHECK(s.ask("refund policy Germany", "search_web") == "allow");
  s.clock.advance(std::chrono::minutes(11));
  CHECK(s.ask("refund policy EU Germany 2024") == "allow");
}

TEST_CASE("loops: what is no rewording of the queries that went round is asked as ever") {
  Stage s;
  CHECK(s.ask_all({"pandas groupby agg example", "pandas groupby agg multiple columns",
                   "groupby agg named columns pandas"}) == Words{"allow", "allow", "allow"});
  CHECK(s.ask("pandas agg groupby columns rename") == "rewrite");
  CHECK(s.ask("numpy broadcasting rules") == "allow");
  CHECK(s.ask("kubernetes ingress tls") == "allow");
  CHECK(s.ask("columns groupby pandas agg") == "rewrite");
  CHECK(s.code == "loop_quarantine");
  CHECK(s.ask_all({"kubernetes ingress tls secret", "kubernetes ingress tls nginx"}) ==
        Words{"allow", "allow"});
  CHECK(s.ask("kubernetes ingress tls certificate issuer") == "rewrite");
  CHECK(s.code == "loop_jitter");
  CHECK(s.ask("kubernetes tls ingress") == "rewrite");
  CHECK(s.ask("pandas agg groupby") == "rewrite");
  CHECK(s.code == "loop_quarantine");
  CHECK(s.ask("something new altogether") == "allow");
}

TEST_CASE("loops: the whole tool may be set aside, or none") {
  Stage whole;
  whole.policy.guards.loops.quarantine = policy::LoopsKnobs::Quarantine::session;
  whole.ask_all({"refund policy", "refund policy EU", "refund policy EU Germany"});
  CHECK(whole.ask("refund policy EU Germany 2024") == "rewrite");
  CHECK(whole.ask("anything else entirely") == "rewrite");
  CHECK(whole.code == "loop_quarantine");
  Stage none;
  none.policy.guards.loops.quarantine = policy::LoopsKnobs::Quarantine::none;
  none.ask_all({"refund policy", "refund policy EU", "refund policy EU Germany"});
  CHECK(none.ask("refund policy EU Germany 2024") == "rewrite");
  CHECK(none.ask("refund policy EU Germany 2024") == "rewrite");
  CHECK(none.code == "loop_jitter");
}

TEST_CASE("loops: the first query of a run counts, however long the machine has been up") {
  Stage s;
  s.clock.advance(std::chrono::hours(50));
  CHECK(s.ask_all({"refund policy", "refund policy EU", "refund policy EU Germany"}) ==
        Words{"allow", "allow", "allow"});
  CHECK(s.ask("refund policy EU Germany 2024") == "rewrite");
}

TEST_CASE("loops: rewordings in any script") {
  CHECK(Stage().ask_all({"返金ポリシー", "返金ポリシー EU規約", "返金ポリシー ドイツ",
                         "返金ポリシー 日本"}) == Words{"allow", "allow", "allow", "rewrite"});
  CHECK(Stage().ask_all({"политика возврата", "Политика ВОЗВРАТА товара", "политика возврата товара ЕС",
                         "политика возврата товара ЕС 2024"}) == Words{"allow", "allow", "allow", "rewrite"});
  CHECK(Stage().ask_all({"café prices", "cafe\u0301 Prices list", "CAFÉ prices list menu",
                         "cafe prices menu"}) == Words{"allow", "allow", "allow", "rewrite"});
}

TEST_CASE("loops: rewordings as the models of the benchmark make them") {
  CHECK(Stage().ask_all({"John Smith", "John Smith email", "John Smith john@example.com",
                         "John Smith john@example.com order"}) ==
        Words{"allow", "allow", "allow", "rewrite"});
  CHECK(Stage().ask_all({"shipping delay policy", "shipping delay refund policy",
                         "shipping delay compensation policy", "shipping delay refund compensation"}) ==
        Words{"allow", "allow", "allow", "rewrite"});
  CHECK(Stage().ask_all({"how to reset password", "reset password instructions", "password reset steps guide",
                         "step by step password reset guide",
                         "password reset how to step by step instructions"}) ==
        Words{"allow", "allow", "allow", "allow", "rewrite"});
}

TEST_CASE("loops: going through a list is no rewording") {
  Stage s;
  for (int i = 0; i < 200; ++i) {
    const std::string city = kCities[i % 16] + (i < 16 ? std::string() : " " + std::to_string(i));
    CHECK(s.ask("weather in " + city + " tomorrow") == "allow");
    CHECK(s.ask("open issues of " + std::to_string(i), "search_issues") == "allow");
  }
  s.policy.guards.loops.jitter.sweep_exempt = false;
  s.open();
  CHECK(s.ask("weather in Bergen tomorrow") == "rewrite");
}

TEST_CASE("loops: pages of one query, statements in a query language and other arguments are no rewordings") {
  Stage s;
  for (int page = 0; page < 20; ++page)
    CHECK(s.play(reading("kb", "search"),
                 R"({"query":"refund policy","page":)" + std::to_string(page) + "}") == "allow");
  for (const char* column : {"a", "a, b", "a, b, c", "a, b, c, d", "a, b, c, d, e"})
    CHECK(s.ask("SELECT " + std::string(column) + " FROM users WHERE id > 5", "run_query") == "allow");
  for (int i = 0; i < 20; ++i) {
    CHECK(s.play(reading("crm", "get_order"), R"({"order_id":"order_)" + std::to_string(i) + R"("})") ==
          "allow");
    CHECK(s.play(some_tool("mail", "send_mail"),
                 R"({"query":"same words again )" + std::to_string(i % 3) + "\"}") == "allow");
  }
}

TEST_CASE("loops: rounds of reads that bring nothing new") {
  Stage s;
  const auto a = reading("x", "alpha"), b = reading("x", "beta"), c = reading("x", "gamma");
  for (int i = 0; i < 8; ++i)
    CHECK(s.play(std::vector{a, b, c}[static_cast<std::size_t>(i % 3)], with("i", i)) == "allow");
  CHECK(s.play(c, with("i", 8)) == "rewrite");
  CHECK(s.code == "loop_sequence");
  CHECK(s.reason.find("x__alpha -> x__beta -> x__gamma") != std::string::npos);
  CHECK(s.play(a, with("i", 9)) == "allow");
  CHECK(s.play(c, with("i", 10)) == "rewrite");
  CHECK(s.code == "loop_quarantine");
}

TEST_CASE("loops: a single other call does not hide a circle, and six calls may make a round") {
  Stage s;
  const auto a = reading("x", "alpha"), b = reading("x", "beta");
  int i = 0;
  for (const auto& tool : {a, b, a, reading("x", "noise"), b, a})
    CHECK(s.play(tool, with("i", ++i)) == "allow");
  CHECK(s.play(b, with("i", ++i)) == "rewrite");
  Stage six;
  for (i = 0; i < 17; ++i)
    CHECK(six.play(reading("x", "t" + std::to_string(i % 6)), with("i", i)) == "allow");
  CHECK(six.play(reading("x", "t5"), with("i", i)) == "rewrite");
}

TEST_CASE("loops: rounds with something new in them go on") {
  Stage s;
  const auto a = reading("x", "alpha"), b = reading("x", "beta");
  int warned = 0;
  for (int i = 0; i < 60; ++i) {
    const std::string got =
        s.play(i % 2 ? b : a, with("i", i), text_result(i % 2 ? "news " + std::to_string(i) : "-"));
    CHECK((got == "allow" || got == "warn"));
    warned += got == "warn";
  }
  CHECK(warned == 1);
  s.policy.guards.loops.sequence.require_stale = false;
  s.open();
  CHECK(s.play(a, with("i", 1000)) == "rewrite");
}

TEST_CASE("loops: two hundred steps of ordinary work are left alone") {
  Stage s;
  const auto read = reading("fs", "read_file"), edit = some_tool("fs", "edit_file"),
             test = some_tool("sh", "run_tests"), status = reading("ci", "get_build_status"),
             logs = reading("ci", "list_runs");
  for (int i = 0; i < 200; ++i) {
    const std::string n = std::to_string(i);
    CHECK(s.play(read, R"({"path":"a.py"})", text_result("v" + n)) == "allow");
    CHECK(s.play(edit, R"({"path":"a.py","patch":")" + n + "\"}", text_result("ok")) == "allow");
    CHECK(s.play(test, R"({"command":"make test"})", text_result("2 failed")) == "allow");
    s.clock.advance(Millis{500});
  }
  for (int i = 0; i < 200; ++i) {
    CHECK(s.play(status, R"({"job":7})", text_result("running")) == "allow");
    CHECK(s.play(read, R"({"path":"src/)" + std::to_string(i) + R"(.cc"})", text_result("file")) == "allow");
    s.clock.advance(Millis{1000});
  }
  for (int i = 0; i < 200; ++i) {
    CHECK(s.play(logs, R"({"limit":5})", text_result("run " + std::to_string(i))) == "allow");
    s.clock.advance(Millis{6000});
  }
}

TEST_CASE("loops: reads that all say the same are noted, and stopped on demand") {
  Stage s;
  for (int i = 0; i < 6; ++i) CHECK(s.play(reading("x", "look"), with("i", i)) == "allow");
  CHECK(s.play(reading("x", "look"), with("i", 6)) == "allow");
  REQUIRE(s.would_be.size() == 1);
  CHECK(s.would_be[0].why.code == "loop_stall");
  s.policy.guards.loops.stall.mode = Mode::enforce;
  s.open();
  CHECK(s.play(reading("x", "look"), with("i", 7)) == "rewrite");
  CHECK(s.play(some_tool("x", "write_file")) == "allow");
  CHECK(s.play(reading("x", "look"), with("i", 8)) == "allow");
  // Failures in a row are a stall, too; it is said once, and does not lock everything up.
  for (int i = 0; i < 6; ++i)
    CHECK(s.play(some_tool("x", "frob"), with("i", i), error_result("no")) == "allow");
  CHECK(s.play(some_tool("x", "frob")) == "rewrite");
  CHECK(s.play(some_tool("x", "frob")) == "allow");
}

TEST_CASE("loops: observing changes nothing, and one finding does not bring the next") {
  Stage s;
  s.policy.guards.loops.mode = Mode::observe;
  for (int i = 0; i < 3; ++i) CHECK(s.ask("refund policy " + std::string(i, 'x')) == "allow");
  CHECK(s.ask("refund policy again and again") == "allow");
  REQUIRE(s.would_be.size() == 1);
  CHECK(s.would_be[0].why.code == "loop_jitter");
  CHECK(s.ask("something else entirely") == "allow");
  CHECK(s.would_be.empty());
  for (int i = 0; i < 5; ++i) CHECK(s.play(reading("fs", "read_file")) == "allow");
  REQUIRE(s.would_be.size() == 1);
  CHECK(s.would_be[0].decision == Decision::cache);
}

TEST_CASE("loops: a call that was refused afterwards leaves no trace") {
  Stage s;
  s.ask_all({"refund policy", "refund policy EU"});
  for (int i = 0; i < 5; ++i) {
    const auto call =
        s.start(reading("kb", "search_kb"), R"({"query":"refund policy EU x)" + std::to_string(i) + "\"}");
    CHECK(call->allowed());
    call->passage.end(Ending::denied);
  }
  CHECK(s.ask("refund policy EU Germany") == "allow");
  CHECK(s.ask("refund policy EU Germany 2024") == "rewrite");
}

TEST_CASE("loops: queries under way count") {
  Stage s;
  std::vector<std::unique_ptr<Underway>> calls;
  for (const char* query :
       {"refund policy", "refund policy EU", "refund policy EU Germany", "refund policy EU Germany 2024"})
    calls.push_back(s.start(reading("kb", "search_kb"), R"({"query":")" + std::string(query) + "\"}"));
  CHECK(calls[2]->allowed());
  CHECK_FALSE(calls[3]->allowed());
}

TEST_CASE("loops: memory is bounded, and outlives a policy") {
  Stage s;
  s.policy.guards.loops.max_entries = 16;
  const auto read = reading("fs", "read_file");
  for (int i = 0; i < 2; ++i) CHECK(s.play(read, with("n", 0)) == "allow");
  for (int i = 1; i < 16; ++i) CHECK(s.play(read, with("n", i)) == "allow");
  CHECK(s.play(read, with("n", 0)) == "cache");
  for (int i = 16; i < 40; ++i) CHECK(s.play(read, with("n", i)) == "allow");
  CHECK(s.play(read, with("n", 0)) == "allow");
  s.ask_all({"refund policy", "refund policy EU", "refund policy EU Germany"});
  s.open();
  CHECK(s.ask("refund policy EU Germany 2024") == "rewrite");
}

TEST_CASE("loops: in two rounds a call that came once may be part of a longer circle") {
  Stage s;
  s.policy.guards.loops.sequence.threshold = 2;
  s.policy.guards.loops.sequence.require_stale = false;
  const auto a = reading("x", "alpha"), b = reading("x", "beta"), c = reading("x", "gamma");
  int i = 0;
  for (const auto& tool : {a, b, c, a, b}) CHECK(s.play(tool, with("i", ++i)) == "allow");
  CHECK(s.play(c, with("i", ++i)) == "rewrite");
}
