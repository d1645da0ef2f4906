#include "upstreams/connection.h"

#include <doctest/doctest.h>

#include "tests/unit/upstreams/played_server.h"

using namespace callgate;
using Tree = nlohmann::json;
using Kind = ControlMessage::Kind;

namespace {

Result<std::uint64_t> send(PlayedServer& server, rpc::Draft draft, Asker& asker,
                           Instant deadline = Instant::max()) {
  return server.connection->send(draft, asker, deadline);
}

std::uint64_t sent(PlayedServer& server, Asker& asker, Instant deadline = Instant::max()) {
  const auto id = send(server, rpc::request("m"), asker, deadline);
  REQUIRE(id.has_value());
  return *id;
}

std::string result(std::uint64_t id) {
  return rpc::result_line(std::to_string(id), "{\"x\":1}");
}

}  // namespace

TEST_SUITE("connection") {
  TEST_CASE("requests go out under our ids and answers come back to who asked") {
    PlayedServer server;
    KeptAsker one, two;
    const auto first = sent(server, one), second = sent(server, two);
    const auto heard = server.heard();
    REQUIRE(heard.size() == 2);
    CHECK(heard[0]["id"] == first);
    CHECK(heard[1]["id"] == second);
    server.say(result(second));
    server.say(rpc::error_line(std::to_string(first), -1, "no"));
    CHECK(two.message.kind() == rpc::Kind::result);
    CHECK(one.message.kind() == rpc::Kind::error);
    CHECK(one.answers == 1);
    CHECK(server.connection->pending().empty());
  }

  TEST_CASE("the progress token is the id, and leads back to who asked") {
    PlayedServer server;
    KeptAsker asker;
    const rpc::Reading reading = [] {
      const Bytes line = Bytes::copy(
          R"({"jsonrpc":"2.0","id":"h","method":"tools/call","params":{"_meta":{"progressToken":"theirs"},"name":"x"}})");
      return rpc::read(line, json::scan(line.view()));
    }();
    const auto id = send(server, rpc::Draft(reading.message), asker);
    REQUIRE(id.has_value());
    CHECK(server.heard().at(0)["params"]["_meta"]["progressToken"] == *id);
    const auto progress = [](const std::string& token) {
      return R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":)" + token +
             R"(,"progress":1}})";
    };
    server.say(progress(std::to_string(*id)));
    server.say(progress("\"theirs\""));
    server.say(progress("99"));
    CHECK(asker.progress == 1);
    server.say(result(*id));
    server.say(progress(std::to_string(*id)));
    CHECK(asker.progress == 1);
    CHECK(server.inbox.messages.empty());
  }

  TEST_CASE("what a server says unasked goes to the inbox") {
    PlayedServer server;
    server.say(R"({"jsonrpc":"2.0","id":0,"method":"roots/list"})");
    server.say(
        R"([{"jsonrpc":"2.0","method":"notifications/message"},{"jsonrpc":"2.0","id":1,"method":"ping"}])");
    REQUIRE(server.inbox.messages.size() == 3);
    CHECK(server.inbox.messages[0].id() == "0");
    CHECK(server.inbox.messages[2].method() == "ping");
    server.connection->abandon();
    server.say(R"({"jsonrpc":"2.0","id":2,"method":"ping"})");
    CHECK(server.inbox.messages.size() == 3);
  }

  TEST_CASE("answers nobody waits for are dropped and counted") {
    PlayedServer server;
    KeptAsker asker;
    const auto id = sent(server, asker);
    for (const char* odd : {"7", "\"1\"", "1.0", "0", "-1", "18446744073709551616"}) {
      server.say(R"({"jsonrpc":"2.0","id":)" + std::string(odd) + R"(,"result":{}})");
    }
    server.say(R"({"jsonrpc":"2.0","id":null,"error":{"code":1,"message":""}})");
    CHECK(asker.answers == 0);
    CHECK(server.connection->misdeeds().foreign_ids + server.connection->misdeeds().junk_lines == 7);
    server.say(result(id));
    server.say(result(id));
    CHECK(asker.answers == 1);
  }

  TEST_CASE("junk on stdout is skipped line by line") {
    PlayedServer server;
    KeptAsker asker;
    const auto id = sent(server, asker);
    for (int i = 0; i < 30; ++i) server.say("Server running on stdio…");
    server.say("");
    server.say("{\"not\":\"rpc\"}");
    CHECK(server.connection->misdeeds().junk_lines == 31);
    CHECK(server.log.lines.size() == 20);
    server.say(result(id));
    CHECK(asker.answers == 1);
  }

  TEST_CASE("an answer that is refused fails its request at once") {
    PlayedServer server;
    KeptAsker twice, broken, scalar;
    const auto a = sent(server, twice), b = sent(server, broken), c = sent(server, scalar);
    server.say(R"({"jsonrpc":"2.0","id":)" + std::to_string(a) +
               R"(,"result":{"isError":true,"isError":false}})");
    server.say(R"({"jsonrpc":"2.0","id":)" + std::to_string(b) + R"(,"result":{"x":01}})");
    server.say(R"({"jsonrpc":"2.0","id":)" + std::to_string(c) + R"(,"result":7})");
    CHECK(twice.error.code == Errc::refused);
    CHECK(broken.error.code == Errc::refused);
    CHECK(scalar.error.code == Errc::refused);
    CHECK(server.connection->misdeeds().refused_lines == 3);
  }

  TEST_CASE("an answer over the ceiling fails its request, wherever its id stands") {
    ConnectionLimits limits;
    limits.max_line_bytes = 1000;
    PlayedServer server(limits);
    KeptAsker front, back;
    const auto a = std::to_string(sent(server, front)), b = std::to_string(sent(server, back));
    const std::string body = "\"result\":{\"x\":\"" + std::string(5000, 'x') + "\"}";
    server.say("{\"jsonrpc\":\"2.0\",\"id\":" + a + "," + body + "}");
    server.say("{\"jsonrpc\":\"2.0\"," + body + ",\"id\":" + b + "}");
    CHECK(front.error.code == Errc::refused);
    CHECK(back.error.code == Errc::refused);
    CHECK(back.error.what.find("1000") != std::string::npos);
  }

  TEST_CASE("a refused request of the server's own never fails ours, though both may have one id") {
    ConnectionLimits limits;
    limits.max_line_bytes = 1000;
    PlayedServer server(limits);
    KeptAsker asker;
    const auto id = std::to_string(sent(server, asker));
    (void)server.heard();
    server.say(R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"roots/list","params":{"a":1,"a":2}})");
    server.say(R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"roots/list","params":[]})");
    server.say(R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"sampling/createMessage","params":{"x":")" +
               std::string(2000, 'x') + "\"}}");
    CHECK(asker.answers == 0);
    // The server hears why, and waits for nothing.
    const auto heard = server.heard();
    REQUIRE(heard.size() == 3);
    for (const Tree& each : heard) {
      CHECK(std::to_string(each["id"].get<int>()) == id);
      CHECK(each.contains("error"));
    }
    server.say(rpc::result_line(id, "{}"));
    CHECK(asker.answers == 1);
    CHECK(asker.message.kind() == rpc::Kind::result);
  }

  TEST_CASE("a cancelled request tells the server and hears nothing more") {
    PlayedServer server;
    KeptAsker asker;
    const auto id = sent(server, asker);
    (void)server.heard();
    server.connection->cancel(id, "user said \"stop\"");
    const auto heard = server.heard();
    REQUIRE(heard.size() == 1);
    CHECK(heard[0]["method"] == "notifications/cancelled");
    CHECK(heard[0]["params"] == Tree{{"requestId", id}, {"reason", "user said \"stop\""}});
    server.say(result(id));
    CHECK(asker.answers == 0);
    server.connection->cancel(id, "");
    server.connection->cancel(77, "");
    CHECK(server.heard().empty());
  }

  TEST_CASE("a request whose time is over fails, and the server is told") {
    PlayedServer server;
    ManualClock clock;
    KeptAsker hasty, patient;
    const auto id = sent(server, hasty, clock.now() + Millis{100});
    sent(server, patient);
    (void)server.heard();
    server.connection->expire(clock.now());
    CHECK(hasty.answers == 0);
    clock.advance(Millis{100});
    server.connection->expire(clock.now());
    CHECK(hasty.error.code == Errc::timeout);
    CHECK(patient.answers == 0);
    CHECK(server.heard().at(0)["params"]["requestId"] == id);
  }

  TEST_CASE("a server that does not read fills its queue, and no more") {
    ConnectionLimits limits;
    limits.max_outbox_bytes = 1000;
    PlayedServer server(limits);
    KeptAsker asker;
    const std::string large = "{\"x\":\"" + std::string(1u << 20, 'x') + "\"}";
    REQUIRE(send(server, rpc::request("m", large), asker).has_value());
    server.loop.settle();
    CHECK(send(server, rpc::request("m"), asker).error().code == Errc::busy);
    CHECK(server.connection->post(rpc::notification("m")).error().code == Errc::busy);
    CHECK(server.connection->post("{}").error().code == Errc::busy);
    CHECK(server.connection->pending().size() == 1);
  }

  TEST_CASE("stderr goes to the log by line, under the server's name") {
    PlayedServer server;
    write_now(server.errors.get(), "one\n\ntwo");
    server.loop.settle();
    CHECK(server.log.has(Level::info, "[s] one"));
    CHECK(!server.log.has(Level::info, "two"));
    write_now(server.errors.get(), " and more\n" + std::string(10'000, 'l') + "\nlast");
    server.errors.reset();
    server.loop.settle();
    CHECK(server.log.has(Level::info, "[s] two and more"));
    CHECK(server.log.has(Level::info, "[s] last"));
    CHECK(server.connection->last_errors().size() == 4);
    CHECK(server.connection->last_errors()[2].size() == 4096);
  }

  TEST_CASE("a server that exits fails what waits, with the reason, after its last words") {
    PlayedServer server;
    KeptAsker answered, lost;
    const auto id = sent(server, answered);
    sent(server, lost);
    write_now(server.output.get(), result(id) + "\n");
    server.output.reset();
    server.report(Kind::exited, 3);
    CHECK(answered.message.kind() == rpc::Kind::result);
    CHECK(lost.error.code == Errc::gone);
    CHECK(lost.error.what == "exited with status 3");
    CHECK(server.inbox.falls == 1);
    CHECK(server.inbox.reason == "exited with status 3");
    CHECK(!server.connection->alive());
    CHECK(send(server, rpc::request("m"), lost).error().code == Errc::gone);
    server.report(Kind::swept);
    CHECK(server.inbox.falls == 1);
  }

  TEST_CASE("the exit status may come before the end of stdout or after it") {
    for (const bool status_first : {true, false}) {
      PlayedServer server;
      KeptAsker asker;
      sent(server, asker);
      if (status_first) {
        server.report(Kind::killed, 9);
        CHECK(asker.answers == 0);
      }
      server.output.reset();
      server.loop.settle();
      if (!status_first) server.report(Kind::killed, 9);
      CHECK(asker.error.what.find("signal 9") != std::string::npos);
      // What only closed its stdout or left children behind has to end.
      CHECK(server.orders().find('K') != std::string::npos);
    }
  }

  TEST_CASE("a program that never ran says why") {
    PlayedServer server;
    KeptAsker asker;
    sent(server, asker);
    ControlMessage failed;
    failed.kind = Kind::failed;
    failed.stage = Stage::exec;
    failed.value = ENOENT;
    (void)!::send(server.keeper.get(), &failed, sizeof failed, MSG_NOSIGNAL);
    server.loop.settle();
    CHECK(asker.error.what.find("cannot start /bin/played") != std::string::npos);
    CHECK(server.inbox.falls == 1);
  }

  TEST_CASE("a server that closes its stdin is still listened to") {
    PlayedServer server;
    KeptAsker asker;
    const auto id = sent(server, asker);
    server.loop.settle();
    server.input.reset();
    KeptAsker second;
    sent(server, second);
    server.loop.settle();
    CHECK(server.connection->alive());
    server.say(result(id));
    CHECK(asker.answers == 1);
    CHECK(send(server, rpc::request("m"), second).error().what == "has closed its input");
  }
}

namespace {

// Stops the server and lets it react to each order of the ladder until it is gone; all that was ordered.
std::string stopped(PlayedServer& server, void (*react)(PlayedServer&, char),
                    Millis grace_after_term = Millis{1}) {
  bool done = false;
  const auto body = [](Connection& connection, Millis grace, bool& flag) -> Task<void> {
    co_await connection.stop(Millis{1}, grace);
    flag = true;
  };
  spawn(body(*server.connection, grace_after_term, done));
  std::string all;
  // Bounded by turns of the loop, so that a ladder that stands still fails instead of hanging.
  for (int turn = 0; turn < 1000 && !done; ++turn) {
    const std::string orders = server.orders();
    all += orders;
    for (const char order : orders) react(server, order);
    server.loop.context.restart();
    server.loop.context.run_one_for(std::chrono::milliseconds{10});
  }
  CHECK(done);
  return all;
}

}  // namespace

TEST_SUITE("stop ladder") {
  TEST_CASE("a server that ends with its stdin gets no signal") {
    PlayedServer server;
    KeptAsker asker;
    sent(server, asker);
    server.report(Kind::exited, 0);
    server.report(Kind::swept);
    CHECK(stopped(server, [](PlayedServer&, char) {}).empty());
    CHECK(asker.error.code == Errc::gone);
    CHECK(server.inbox.falls == 1);
  }

  TEST_CASE("one that stays is terminated, then killed") {
    PlayedServer polite;
    const auto goes = [](PlayedServer& server, char order) {
      if (order == 'T') server.report(Kind::swept);
    };
    CHECK(stopped(polite, goes, Millis{3'600'000}) == "T");
    PlayedServer stubborn;
    CHECK(stopped(stubborn, [](PlayedServer& server, char order) {
            if (order == 'K') server.report(Kind::swept);
          }) == "TK");
  }

  TEST_CASE("one that closes its stdout but stays is killed all the same") {
    PlayedServer server;
    server.output.reset();
    CHECK(stopped(server, [](PlayedServer& each, char order) {
            if (order == 'K') each.report(Kind::swept);
          }) == "TK");
  }

  TEST_CASE("one that exits but leaves children behind is killed all the same") {
    PlayedServer server;
    server.report(Kind::exited, 0);
    server.output.reset();
    CHECK(stopped(server, [](PlayedServer& each, char order) {
            if (order == 'K') each.report(Kind::swept);
          }) == "TK");
  }

  TEST_CASE("two who stop it both come to an end") {
    PlayedServer server;
    int done = 0;
    const auto body = [](Connection& connection, int& count) -> Task<void> {
      co_await connection.stop(Millis{3'600'000}, Millis{3'600'000});
      ++count;
    };
    spawn(body(*server.connection, done));
    spawn(body(*server.connection, done));
    CHECK(done == 0);
    server.report(Kind::swept);
    CHECK(done == 2);
    spawn(body(*server.connection, done));
    CHECK(done == 3);
    CHECK(server.inbox.falls == 1);
  }

  TEST_CASE("when the keeper is gone nothing is left to wait for") {
    PlayedServer server;
    server.keeper.reset();
    server.loop.settle();
    bool done = false;
    const auto body = [](Connection& connection, bool& flag) -> Task<void> {
      co_await connection.stop(Millis{3'600'000}, Millis{3'600'000});
      flag = true;
    };
    spawn(body(*server.connection, done));
    CHECK(done);
  }
}
