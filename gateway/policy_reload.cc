#include "gateway/policy_reload.h"

#include <sys/stat.h>

#include <algorithm>
#include <boost/asio/post.hpp>

namespace callgate {
namespace {

constexpr Millis kLook{2000};

// What is laid out for a terminal, with the line and a caret under it.
void log_lines(std::string_view text, Log& log) {
  for (std::size_t begin = 0, end = 0; begin <= text.size(); begin = end + 1) {
    end = std::min(text.find('\n', begin), text.size());
    log.error(text.substr(begin, end - begin));
  }
}

}  // namespace

PolicyReload::PolicyReload(Parts parts, std::vector<std::filesystem::path> files)
    : parts_(std::move(parts)), files_(std::move(files)), seen_(look_at(files_)), timer_(parts_.loop) {}

PolicyReload::Look PolicyReload::look_at(const std::vector<std::filesystem::path>& files) {
  Look look;
  for (const auto& file : files) {
    struct stat status {};
    std::string seen;
    if (::stat(file.c_str(), &status) == 0) {
#ifdef __APPLE__
      const timespec changed = status.st_mtimespec;
#else
      const timespec changed = status.st_mtim;
#endif
      seen = std::to_string(status.st_size) + " " + std::to_string(changed.tv_sec) + "." +
             std::to_string(changed.tv_nsec) + " " + std::to_string(status.st_ino);
    }
    look.push_back(std::move(seen));
  }
  return look;
}

void PolicyReload::look_later() {
  if (files_.empty()) return;
  timer_.start(kLook, [this] {
    parts_.disk.post([this] {
      Look look = look_at(files_);
      boost::asio::post(parts_.loop, [this, look = std::move(look)]() mutable {
        if (look != seen_) read(std::move(look));
        look_later();
      });
    });
  });
}

void PolicyReload::look_now() {
  parts_.disk.post([this] {
    Look look = look_at(files_);
    boost::asio::post(parts_.loop, [this, look = std::move(look)]() mutable {
      if (look != seen_) read(std::move(look));
    });
  });
}

void PolicyReload::reload() {
  parts_.disk.post([this] {
    Look look = look_at(files_);
    boost::asio::post(parts_.loop, [this, look = std::move(look)]() mutable { read(std::move(look)); });
  });
}

void PolicyReload::read(Look look) {
  seen_ = std::move(look);
  parts_.disk.post([this] {
    auto config = std::make_shared<ConfigResult>(read_config(parts_.launch, parts_.environment));
    boost::asio::post(parts_.loop, [this, config] { take(*config); });
  });
}

void PolicyReload::take(const ConfigResult& read) {
  if (!read) {
    parts_.log.error("the policy has changed and cannot be read; the one before stays in force");
    for (const std::string& error : read.error().errors) log_lines(error, parts_.log);
    return;
  }
  for (const std::string& warning : read->warnings) parts_.log.warn(warning);
  files_ = read->files;
  seen_ = look_at(files_);
  parts_.use(*read);
  parts_.log.info("the policy was read again: revision " + read->policy.revision.substr(0, 12));
}

}  // namespace callgate
