#include "gateway/control_server.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstring>

#include "gateway/state/control_socket.h"
#include "unit/gateway/session_stage.h"

using namespace callgate;
using namespace callgate::test;
using Tree = nlohmann::json;

namespace {

struct Served {
  explicit Served(std::vector<std::string> servers = {})
      : stage(std::move(servers)),
        path(state::control_socket_path(stage.directory.run(), ::getpid())),
        control(stage.loop.context, stage.directory, stage.session, stage.log) {
    control.start();
  }
  ~Served() {
    control.stop();
    stage.loop.settle();
  }
  OwnedFd connect() {
    OwnedFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const auto name = state::SocketName::of(path);
    REQUIRE(name);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name->text().data(), name->text().size());
    REQUIRE(::connect(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    stage.loop.settle();
    return fd;
  }
  std::string ask(std::string_view bytes) {
    const OwnedFd caller = connect();
    while (!bytes.empty()) {
      const std::size_t before = bytes.size();
      bytes = write_now(caller.get(), bytes);
      stage.loop.settle();
      if (bytes.size() == before) break;
    }
    stage.loop.settle();
    return read_now(caller.get());
  }
  SessionStage stage;
  std::filesystem::path path;
  ControlServer control;
};

}  // namespace

TEST_SUITE("control server") {
  TEST_CASE("only this user may connect, and nothing is left behind") {
    std::filesystem::path path;
    {
      Served served;
      path = served.path;
      struct stat info {};
      REQUIRE(::stat(path.c_str(), &info) == 0);
      CHECK((info.st_mode & 0777) == 0600);
    }
    CHECK(!std::filesystem::exists(path));
  }

  TEST_CASE("it says how every server is") {
    Served served({"a", "b"});
    const Tree before = Tree::parse(served.ask("{\"ask\":\"servers\"}\n"));
    CHECK(before["pid"] == ::getpid());
    REQUIRE(before["servers"].size() == 2);
    CHECK(before["servers"][0]["name"] == "a");
    CHECK(before["servers"][0]["state"] == "idle");
    CHECK(before["servers"][1]["restarts"] == 0);
    CHECK(!before["servers"][0].contains("pid"));
    served.stage.initialize();
    served.stage.loop.advance(Millis{1});  // the host has its answer first
    const Tree after = Tree::parse(served.ask("{\"ask\":\"servers\"}\n"));
    CHECK(after["servers"][0]["state"] == "starting");
    CHECK(after["servers"][0]["junkLines"] == 0);
    CHECK(after["host"] == "test");
  }

  TEST_CASE("a request that makes no sense gets an answer that says so") {
    Served served;
    for (const char* odd : {"\n", "{\n", "7\n", "[]\n", "{}\n", "{\"ask\":\"nothing\"}\n", "{\"ask\":7}\n",
                            "{\"restart\":\"\"}\n", "\xff\n"}) {
      CAPTURE(odd);
      const std::string answer = served.ask(odd);
      REQUIRE(!answer.empty());
      CHECK(answer.back() == '\n');
      CHECK(Tree::parse(answer).contains("error"));
    }
  }

  TEST_CASE("it says which tools hosts see, and whose they are") {
    Served served({"a"});
    CHECK(Tree::parse(served.ask("{\"ask\":\"tools\"}\n"))["tools"] == Tree::array());
    auto listing = std::make_shared<mcp::Listing>();
    listing->of(mcp::ListKind::tools)
        .push_back(Bytes::copy(R"({"name":"x","inputSchema":{"type":"object"}})"));
    served.stage.catalog.replace(0, listing);
    served.stage.catalog.settle();
    CHECK(Tree::parse(served.ask("{\"ask\":\"tools\"}\n"))["tools"] ==
          Tree::parse(R"([{"name":"a__x","server":"a","tool":"x",
                           "definition":{"name":"x","inputSchema":{"type":"object"}}}])"));
    CHECK(Tree::parse(served.ask("{\"ask\":\"tools\"}\n"))["settled"] == false);
  }

  TEST_CASE("it passes on that tools were accepted") {
    SessionStage stage;
    int times = 0;
    ControlServer control(stage.loop.context, stage.directory, stage.session, stage.log, [&] { ++times; });
    CHECK(control.answer("{\"pins\":\"changed\"}") == "{\"pins\":true}");
    CHECK(times == 1);
  }

  TEST_CASE("a restart reaches the server that is named, and no other") {
    Served served({"a"});
    CHECK(Tree::parse(served.ask("{\"restart\":\"b\"}\n")) == Tree{{"restarted", false}});
    CHECK(Tree::parse(served.ask("{\"restart\":\"a\"}\n")) == Tree{{"restarted", true}});
  }

  TEST_CASE("a caller that says too much, or nothing, or goes, harms nobody") {
    Served served;
    CHECK(served.ask(std::string(200'000, 'x')).empty());
    {
      const OwnedFd silent = served.connect();
      const OwnedFd half = served.connect();
      write_now(half.get(), "{\"ask\"");
      served.stage.loop.settle();
    }
    served.stage.loop.settle();
    const OwnedFd slow = served.connect();
    CHECK(Tree::parse(served.ask("{\"ask\":\"servers\"}\n")).contains("servers"));
  }

  TEST_CASE("a request may come in pieces, and what follows its line is not read") {
    Served served;
    const OwnedFd caller = served.connect();
    for (const char c : std::string("{\"ask\":\"servers\"}\n{\"restart\":\"x\"}\n")) {
      write_now(caller.get(), std::string_view(&c, 1));
      served.stage.loop.settle();
    }
    const std::string answer = read_now(caller.get());
    CHECK(std::count(answer.begin(), answer.end(), '\n') == 1);
  }

  TEST_CASE("a socket that cannot be made is logged, and the gateway works on") {
    SessionStage stage;
    std::filesystem::remove_all(stage.directory.run());
    ControlServer control(stage.loop.context, stage.directory, stage.session, stage.log);
    control.start();
    CHECK(stage.log.has(Level::warn, "control socket"));
    control.stop();
    stage.say(R"({"jsonrpc":"2.0","id":1,"method":"ping"})");
    CHECK(stage.heard().size() == 1);
  }
}
