// A connection whose server is played by the test: pipes without a process behind them.
#pragma once

#include <doctest/doctest.h>
#include <sys/socket.h>

#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/log.h"
#include "tests/unit/upstreams/event_loop.h"
#include "upstreams/connection.h"

namespace callgate {

struct KeptLog final : Log {
  void write(Level level, std::string_view text) override { lines.emplace_back(level, text); }
  bool wants(Level) const override { return true; }
  bool has(Level level, std::string_view part) const {
    for (const auto& [at, text] : lines) {
      if (at == level && text.find(part) != std::string::npos) return true;
    }
    return false;
  }
  std::vector<std::pair<Level, std::string>> lines;
};

struct KeptInbox final : Inbox {
  void deliver(const rpc::Message& message) override { messages.push_back(message); }
  void gone(const Error& error) override {
    ++falls;
    reason = error.what;
  }
  std::vector<rpc::Message> messages;
  int falls = 0;
  std::string reason;
};

// Asks once, and keeps what it hears.
struct KeptAsker final : Asker {
  void answered(Result<rpc::Message> result) override {
    ++answers;
    if (result) {
      message = *result;
      error = {};
    } else {
      error = result.error();
    }
  }
  void progressed(const rpc::Message&) override { ++progress; }
  int answers = 0, progress = 0;
  rpc::Message message;
  Error error;
};

class PlayedServer {
 public:
  explicit PlayedServer(ConnectionLimits limits = {}) {
    Wire in = socket_wire(), out = socket_wire(), err = socket_wire(), control = socket_wire();
    Child child{std::move(in.ours), std::move(out.ours), std::move(err.ours), std::move(control.ours)};
    input = std::move(in.theirs);
    output = std::move(out.theirs);
    errors = std::move(err.theirs);
    keeper = std::move(control.theirs);
    Command command;
    command.argv = {"/bin/played"};
    connection =
        Connection::open(loop.context, loop.turns, log, "s", std::move(child), command, inbox, limits);
    loop.settle();
  }
  ~PlayedServer() {
    report(ControlMessage::Kind::swept);
    output.reset();
    errors.reset();
    keeper.reset();
    loop.settle();
    end_flows();
  }
  PlayedServer(const PlayedServer&) = delete;

  // The server writes a line.
  void say(std::string_view line) {
    std::string text(line);
    text += '\n';
    std::string_view rest = text;
    while (!rest.empty()) {
      rest = write_now(output.get(), rest);
      loop.settle();
    }
  }
  // What was written to the server since the last time, line by line.
  std::vector<nlohmann::json> heard() {
    loop.settle();
    std::vector<nlohmann::json> lines;
    const std::string text = read_now(input.get());
    for (std::size_t from = 0, end; (end = text.find('\n', from)) != std::string::npos; from = end + 1) {
      lines.push_back(nlohmann::json::parse(text.substr(from, end - from)));
    }
    return lines;
  }
  void report(ControlMessage::Kind kind, std::int32_t value = 0) {
    ControlMessage message;
    std::memset(static_cast<void*>(&message), 0, sizeof message);  // the gaps too: they are sent along
    message.kind = kind;
    message.value = value;
    if (keeper) (void)!::send(keeper.get(), &message, sizeof message, MSG_NOSIGNAL);
    loop.settle();
  }
  // What the keeper was told since the last time: 'T', 'K'.
  std::string orders() {
    loop.settle();
    return read_now(keeper.get());
  }

  EventLoop loop;
  KeptLog log;
  KeptInbox inbox;
  OwnedFd input, output, errors, keeper;
  ConnectionPtr connection;
};

}  // namespace callgate
