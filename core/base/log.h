// Where sentences for the operator go. An interface, so that no layer below the gateway knows of files or
// terminals.
#pragma once

#include <cstdint>
#include <string_view>

namespace callgate {

enum class Level : std::uint8_t { debug, info, warn, error };

class Log {
 public:
  virtual ~Log() = default;
  // Writes one line. Control characters are made visible, secrets are blanked out, and it is cut at 4,096
  // bytes.
  virtual void write(Level level, std::string_view text) = 0;
  // True if a line of this level would be written: for texts that cost something to make.
  virtual bool wants(Level level) const = 0;

  void debug(std::string_view text) { write(Level::debug, text); }
  void info(std::string_view text) { write(Level::info, text); }
  void warn(std::string_view text) { write(Level::warn, text); }
  void error(std::string_view text) { write(Level::error, text); }
};

}  // namespace callgate
