// The gateway's own socket, <state>/run/<pid>.sock: commands ask it how it is. One JSON line each way per
// connection.
//   {"ask":"servers"} ->
//   {"pid":…,"host":"…","servers":[{name,state,protocol,pid,tools,restarts,reason,retryInMs,junkLines,foreignIds,refusedLines,quarantined}]}
//   {"ask":"tools"}   -> {"settled":true|false,"tools":[{name,server,tool,definition},…]}   the names hosts
//   see, whose they are, and what their servers call them and say of them; settled once every server has said
//   what it has, or fell
//   {"pins":"changed"} -> {"pins":true}   somebody has accepted tools
//   {"restart":"fs"}  -> {"restarted":true|false}
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "core/base/log.h"
#include "gateway/state/directory.h"

namespace callgate {

class Session;

class ControlServer {
 public:
  // `pins_changed` is called when somebody says so.
  ControlServer(
      boost::asio::io_context& loop, const state::Directory& directory, Session& session, Log& log,
      std::function<void()> pins_changed = [] {});
  // A socket that cannot be made is logged: the gateway works without it.
  void start();
  void stop();
  // What a caller gets for one line.
  std::string answer(std::string_view request);

 private:
  class Caller;
  void accept();

  boost::asio::io_context& loop_;
  std::filesystem::path path_;
  Session& session_;
  Log& log_;
  std::function<void()> pins_changed_;
  std::optional<boost::asio::local::stream_protocol::acceptor> acceptor_;
};

}  // namespace callgate
