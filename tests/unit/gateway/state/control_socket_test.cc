#include "gateway/state/control_socket.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstring>
#include <thread>

#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::test;
using namespace callgate::state;
namespace fs = std::filesystem;

namespace {

// Listens at `path`; without accept() a client still gets through to the queue.
Descriptor listen_at(const fs::path& path) {
  const auto name = SocketName::of(path);
  REQUIRE(name);
  Descriptor fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, name->text().data(), name->text().size());
  REQUIRE(::bind(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::listen(fd.get(), 8) == 0);
  return fd;
}

// Answers one client with `answer`, in pieces, once its line is there.
std::thread answer_once(int listener, std::string answer) {
  return std::thread([listener, answer = std::move(answer)] {
    Descriptor peer(::accept(listener, nullptr, nullptr));
    std::string line;
    for (char c = 0; c != '\n' && ::read(peer.get(), &c, 1) == 1;) line += c;
    const std::string all = answer + line;
    for (const char c : all) (void)!::write(peer.get(), &c, 1);
  });
}

}  // namespace

TEST_CASE("control socket: a line there, a line back") {
  Scratch scratch;
  const fs::path path = control_socket_path(scratch.path(), ::getpid());
  const Descriptor listener = listen_at(path);
  auto server = answer_once(listener.get(), "heard ");
  const auto gateways = list_gateways(scratch.path());
  REQUIRE(gateways.size() == 1);
  CHECK(gateways[0].pid == ::getpid());
  const auto answer = ask_gateway(gateways[0], "{\"do\":\"x\"}", Millis{10'000});
  server.join();
  REQUIRE(answer);
  CHECK(*answer == "heard {\"do\":\"x\"}");
}

TEST_CASE("control socket: a path longer than a socket address holds") {
  Scratch scratch;
  const fs::path folder = scratch.path() / std::string(120, 'd') / "run";
  fs::create_directories(folder);
  const fs::path path = control_socket_path(folder, ::getpid());
#ifdef __linux__
  const Descriptor listener = listen_at(path);
  CHECK(fs::exists(path));
  auto server = answer_once(listener.get(), "");
  CHECK(tell_gateways(folder, "hello", Millis{10'000}) == 1);
  server.join();
#else
  CHECK(SocketName::of(path).error().what.find("--state-dir") != std::string::npos);
#endif
}

TEST_CASE("control socket: nobody answers") {
  Scratch scratch;
  const fs::path path = control_socket_path(scratch.path(), ::getpid());
  const Descriptor listener = listen_at(path);
  CHECK(ask_gateway({::getpid(), path}, "x", Millis{1}).error().code == Errc::timeout);
}

TEST_CASE("control socket: the gateway ends before it answers") {
  Scratch scratch;
  const fs::path path = control_socket_path(scratch.path(), ::getpid());
  const Descriptor listener = listen_at(path);
  std::thread server([&] { Descriptor(::accept(listener.get(), nullptr, nullptr)); });
  const auto answer = ask_gateway({::getpid(), path}, "x", Millis{10'000});
  server.join();
  CHECK(!answer);
  CHECK(answer.error().code != Errc::timeout);
}

TEST_CASE("control socket: what a dead gateway left behind is removed") {
  Scratch scratch;
  const pid_t dead = ::fork();
  if (dead == 0) ::_exit(0);
  exit_status(dead);
  write_all(control_socket_path(scratch.path(), dead), "");
  write_all(scratch.path() / "other.txt", "");
  write_all(scratch.path() / "12x.sock", "");
  CHECK(list_gateways(scratch.path()).empty());
  CHECK(!fs::exists(control_socket_path(scratch.path(), dead)));
  CHECK(fs::exists(scratch.path() / "12x.sock"));
  CHECK(list_gateways(scratch.path() / "none").empty());

  // The process id lives on in another program: nobody listens. A fresh socket may be about to.
  const fs::path path = control_socket_path(scratch.path(), ::getpid());
  listen_at(path).close();
  CHECK(ask_gateway({::getpid(), path}, "x", Millis{1000}).error().code == Errc::gone);
  CHECK(fs::exists(path));
  const timespec old[2] = {{1000, 0}, {1000, 0}};
  ::utimensat(AT_FDCWD, path.c_str(), old, 0);
  CHECK(ask_gateway({::getpid(), path}, "x", Millis{1000}).error().code == Errc::gone);
  CHECK(!fs::exists(path));
}
