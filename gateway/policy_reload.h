// Takes over a changed policy while the gateway runs: when a file of it changes, or when somebody asks
// (SIGHUP).
#pragma once

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/base/log.h"
#include "gateway/config.h"
#include "gateway/state/disk_thread.h"
#include "upstreams/timer.h"

namespace callgate {

// Looks at the files every two seconds, on the disk thread. A policy that cannot be read changes nothing: the
// old one goes on, and the log says why, once per change of a file.
class PolicyReload {
 public:
  // What is referred to outlives this; the disk thread has stopped before it ends.
  struct Parts {
    boost::asio::io_context& loop;
    state::DiskThread& disk;
    Log& log;
    Launch launch;
    std::map<std::string, std::string> environment;
    std::function<void(const Config& config)> use;  // on the loop, with what was read without an error
  };
  // `files` as Config names them; none: nothing to look at.
  PolicyReload(Parts parts, std::vector<std::filesystem::path> files);
  void start() { look_later(); }
  void stop() { timer_.cancel(); }
  // Looks now, and reads if a file has changed.
  void look_now();
  // Reads now, whether a file has changed or not.
  void reload();

 private:
  // What a file looked like: size, time of change and inode, or nothing if it is not there.
  using Look = std::vector<std::string>;
  static Look look_at(const std::vector<std::filesystem::path>& files);
  void look_later();
  void read(Look look);
  void take(const ConfigResult& read);

  Parts parts_;
  std::vector<std::filesystem::path> files_;
  Look seen_;
  Timer timer_;
};

}  // namespace callgate
