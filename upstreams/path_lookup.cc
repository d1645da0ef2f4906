#include "upstreams/path_lookup.h"

#include <boost/asio/buffer.hpp>

#include "upstreams/login_path.h"

namespace callgate {
namespace asio = boost::asio;
namespace {

constexpr Millis kLimit{3000};
constexpr std::size_t kMaxOutput = 1u << 20;

// Reads one pipe to its end or until the limit.
class Collector : public std::enable_shared_from_this<Collector> {
 public:
  Collector(asio::io_context& loop, int fd) : pipe_(loop, fd), timer_(loop) {}

  void start(OneShot<std::string>& done) {
    done_ = &done;
    timer_.start(kLimit, [self = shared_from_this()] { self->finish(); });
    read();
  }

 private:
  void read() {
    pipe_.async_read_some(
        asio::buffer(chunk_),
        [self = shared_from_this()](const boost::system::error_code& error, std::size_t count) {
          self->text_.append(self->chunk_, count);
          if (error || self->text_.size() > kMaxOutput) return self->finish();
          self->read();
        });
  }
  void finish() {
    timer_.cancel();
    boost::system::error_code ignored;
    if (pipe_.is_open()) pipe_.close(ignored);
    if (done_) std::exchange(done_, nullptr)->set(std::move(text_));
  }

  asio::posix::stream_descriptor pipe_;
  Timer timer_;
  char chunk_[4096];
  std::string text_;
  OneShot<std::string>* done_ = nullptr;
};

}  // namespace

Task<void> take_login_path(Ground& ground) {
  std::string& path = ground.environment["PATH"];
  if (!is_bare(path)) co_return;
  const Command command = login_path_command(ground.environment);
  if (command.argv.empty()) co_return;
  auto child = ground.launcher.spawn(command);
  if (!child) co_return;
  child->input.reset();
  OneShot<std::string> done;
  std::make_shared<Collector>(ground.loop, child->output.release())->start(done);
  const std::string output = co_await done.wait();
  if (const auto login = parse_login_path(output)) {
    path = merge_paths(path, *login);
    ground.log.debug("PATH of the login shell: " + path);
  } else {
    ground.log.warn("the login shell did not tell its PATH; servers are searched on " + path);
  }
}

}  // namespace callgate
