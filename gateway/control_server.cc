#include "gateway/control_server.h"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include "core/json/view.h"
#include "gateway/session.h"
#include "gateway/state/control_socket.h"

namespace callgate {
namespace {

namespace asio = boost::asio;
using asio::local::stream_protocol;

constexpr std::size_t kMaxRequest = 64u << 10;

std::string_view to_string(const Upstream& upstream) {
  if (!upstream.server().problem.empty()) return "unusable";
  switch (upstream.state()) {
    case Upstream::State::idle:
      return "idle";
    case Upstream::State::starting:
      return "starting";
    case Upstream::State::ready:
      return "ready";
    case Upstream::State::down:
      return "down";
    case Upstream::State::stopped:
      return "stopped";
  }
  return "";
}

void append(std::string& out, std::string_view key, std::string_view raw) {
  if (out.back() != '{') out += ',';
  out.append("\"").append(key).append("\":").append(raw);
}

std::string described(Session& session, Upstream& upstream) {
  std::string out = "{";
  append(out, "name", json::quote(upstream.server().name));
  append(out, "state", json::quote(to_string(upstream)));
  if (upstream.listing()) {
    append(out, "protocol", json::quote(mcp::to_string(upstream.listing()->facts.revision)));
    append(out, "tools", std::to_string(upstream.listing()->of(mcp::ListKind::tools).size()));
  }
  if (upstream.ready() && upstream.current()->pid() > 0)
    append(out, "pid", std::to_string(upstream.current()->pid()));
  append(out, "restarts", std::to_string(upstream.restarts()));
  if (!upstream.reason().empty()) append(out, "reason", json::quote(upstream.reason()));
  if (upstream.state() == Upstream::State::down && upstream.retry_at() != Instant::max()) {
    const auto left = std::chrono::duration_cast<Millis>(upstream.retry_at() - session.clock().now()).count();
    append(out, "retryInMs", std::to_string(std::max<long long>(left, 0)));
  }
  if (const auto& connection = upstream.current()) {
    append(out, "junkLines", std::to_string(connection->misdeeds().junk_lines));
    append(out, "foreignIds", std::to_string(connection->misdeeds().foreign_ids));
    append(out, "refusedLines", std::to_string(connection->misdeeds().refused_lines));
  }
  std::string set_aside;
  for (const mcp::Quarantined& each : session.catalog().quarantined()) {
    if (each.server != upstream.index()) continue;
    if (!set_aside.empty()) set_aside += ',';
    set_aside += "{\"what\":" + json::quote(each.what) + ",\"why\":" + json::quote(each.why) + "}";
  }
  append(out, "quarantined", "[" + set_aside + "]");
  return out + "}";
}

}  // namespace

// One connection: reads a line, answers, closes.
class ControlServer::Caller : public std::enable_shared_from_this<Caller> {
 public:
  Caller(stream_protocol::socket socket, ControlServer& server)
      : socket_(std::move(socket)), server_(server) {}
  void start() {
    asio::async_read_until(
        socket_, asio::dynamic_buffer(request_, kMaxRequest), '\n',
        [self = shared_from_this()](const boost::system::error_code& error, std::size_t size) {
          if (error) return;
          self->reply(std::string_view(self->request_).substr(0, size - 1));
        });
  }

 private:
  void reply(std::string_view request) {
    answer_ = server_.answer(request) + "\n";
    asio::async_write(socket_, asio::buffer(answer_),
                      [self = shared_from_this()](const boost::system::error_code&, std::size_t) {});
  }
  stream_protocol::socket socket_;
  ControlServer& server_;
  std::string request_, answer_;
};

ControlServer::ControlServer(asio::io_context& loop, const state::Directory& directory, Session& session,
                             Log& log, std::function<void()> pins_changed)
    : loop_(loop),
      path_(state::control_socket_path(directory.run(), ::getpid())),
      session_(session),
      log_(log),
      pins_changed_(std::move(pins_changed)) {}

void ControlServer::start() {
  const auto name = state::SocketName::of(path_);
  boost::system::error_code error;
  if (name) {
    ::unlink(path_.c_str());
    acceptor_.emplace(loop_);
    acceptor_->open(stream_protocol(), error);
    // Nobody but this user may connect, from the first moment on.
    const mode_t mask = ::umask(0177);
    if (!error) acceptor_->bind(stream_protocol::endpoint(name->text()), error);
    ::umask(mask);
    if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
  }
  if (!name || error) {
    acceptor_.reset();
    return log_.warn("no control socket: " + (name ? error.message() : name.error().what));
  }
  accept();
}

void ControlServer::accept() {
  acceptor_->async_accept([this](const boost::system::error_code& error, stream_protocol::socket socket) {
    if (error) return;
    std::make_shared<Caller>(std::move(socket), *this)->start();
    accept();
  });
}

void ControlServer::stop() {
  if (!acceptor_) return;
  boost::system::error_code ignored;
  acceptor_->close(ignored);
  ::unlink(path_.c_str());
}

std::string ControlServer::answer(std::string_view request) {
  if (!json::valid(request)) return "{\"error\":\"not JSON\"}";
  if (json::equals(json::member(request, "ask"), "servers")) {
    std::string servers;
    for (const auto& upstream : session_.fleet()) {
      if (!servers.empty()) servers += ',';
      servers += described(session_, *upstream);
    }
    return "{\"pid\":" + std::to_string(::getpid()) + ",\"host\":" + json::quote(session_.host_name()) +
           ",\"servers\":[" + servers + "]}";
  }
  if (json::equals(json::member(request, "ask"), "tools")) {
    std::string tools;
    for (const mcp::Offer& offer : session_.catalog().tools()) {
      tools.append(tools.empty() ? "{\"name\":" : ",{\"name\":").append(json::quote(offer.exposed));
      tools.append(",\"server\":")
          .append(json::quote(session_.catalog().owner(offer.server).name))
          .append(",\"tool\":")
          .append(json::quote(offer.native))
          .append(",\"definition\":")
          .append(offer.tool->definition.view())
          .append("}");
    }
    return std::string("{\"settled\":") + (session_.lists_settled() ? "true" : "false") + ",\"tools\":[" +
           tools + "]}";
  }
  if (json::equals(json::member(request, "pins"), "changed")) {
    pins_changed_();
    return "{\"pins\":true}";
  }
  if (const auto name = json::decode(json::member(request, "restart")); !name.empty()) {
    for (const auto& upstream : session_.fleet()) {
      if (upstream->server().name != name) continue;
      upstream->restart();
      return "{\"restarted\":true}";
    }
    return "{\"restarted\":false}";
  }
  return "{\"error\":\"unknown request\"}";
}

}  // namespace callgate
