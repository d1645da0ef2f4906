#include "gateway/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <iterator>

#include "core/guard/redaction.h"
#include "gateway/commands/visible.h"

namespace callgate {
namespace {

constexpr std::size_t kMaxLine = 4096;

class SpdLog final : public Log {
 public:
  explicit SpdLog(std::shared_ptr<spdlog::logger> logger) : logger_(std::move(logger)) {}

  void write(Level level, std::string_view text) override {
    if (!wants(level)) return;
    std::string line = commands::visible(guard::redacted(text));
    if (line.size() > kMaxLine) {
      std::size_t end = kMaxLine - 4;
      while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
      line.resize(end);
      line += " …";
    }
    logger_->log(of(level), spdlog::string_view_t(line.data(), line.size()));
  }
  bool wants(Level level) const override { return logger_->should_log(of(level)); }

 private:
  static spdlog::level::level_enum of(Level level) {
    switch (level) {
      case Level::debug:
        return spdlog::level::debug;
      case Level::info:
        return spdlog::level::info;
      case Level::warn:
        return spdlog::level::warn;
      case Level::error:
        return spdlog::level::err;
    }
    return spdlog::level::info;
  }
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace

Result<std::unique_ptr<Log>> open_log(const std::string& level, const std::string& file) {
  constexpr std::string_view kLevels[] = {"debug", "info", "warn", "error", "off"};
  const auto chosen = spdlog::level::from_str(level);
  if (std::find(std::begin(kLevels), std::end(kLevels), level) == std::end(kLevels)) {
    return Error{Errc::invalid, "unknown log level \"" + level + "\"; use debug, info, warn, error or off",
                 "--log-level"};
  }
  std::vector<spdlog::sink_ptr> sinks{std::make_shared<spdlog::sinks::stderr_sink_st>()};
  try {
    if (!file.empty()) sinks.push_back(std::make_shared<spdlog::sinks::basic_file_sink_mt>(file));
  } catch (const spdlog::spdlog_ex& failure) {
    return Error{Errc::io, failure.what(), "--log-file"};
  }
  auto logger = std::make_shared<spdlog::logger>("callgate", sinks.begin(), sinks.end());
  logger->set_level(chosen);
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e callgate[%P] %l: %v");
  logger->flush_on(spdlog::level::debug);
  std::unique_ptr<Log> log = std::make_unique<SpdLog>(std::move(logger));
  return log;
}

}  // namespace callgate
