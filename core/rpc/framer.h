// Chunks from a pipe become lines, each scanned while it arrives.
#pragma once

#include <cstddef>
#include <span>

#include "core/base/bytes.h"
#include "core/json/scan.h"

namespace callgate::rpc {

// One line as it came: its bytes (without the newline) and what the scanner says of them.
struct Line {
  explicit Line(const json::Scanned& verdict) : scanned(verdict) {}
  Bytes bytes;  // empty if the line was over the ceiling
  const json::Scanned&
      scanned;  // the scanner's own; for a line over the ceiling still the verdict and the id
  std::size_t length = 0;
  bool too_long = false;
};

// Reads into its own buffer, so that a large line is never copied. A line over the ceiling is dropped while
// it arrives but still scanned, so that the request it answers or asks can be failed by its id.
class Framer {
 public:
  explicit Framer(std::size_t max_line_bytes = 64u << 20);

  // Where the next bytes may be written; valid until the next call of anything here.
  std::span<char> room();
  // `count` bytes were written to room().
  void filled(std::size_t count);
  // The next line that is complete, null if more is needed. Blank lines are passed over. Valid until the next
  // call.
  Line* next();
  // At the end of the stream: the last line, if it lacks nothing but its newline. One that was cut short is
  // dropped.
  Line* rest();

 private:
  Line* take(std::size_t end_of_line, std::size_t after);
  void drop_body();

  std::size_t max_line_bytes_;
  Buffer buffer_;
  std::size_t line_ = 0;     // where the current line begins
  std::size_t scanned_ = 0;  // up to where the scanner has read
  std::size_t dropped_ = 0;  // bytes of the current line that were thrown away
  std::size_t last_large_ = 0;
  json::Scanner scanner_;
  Line current_{scanner_.answer()};
};

}  // namespace callgate::rpc
