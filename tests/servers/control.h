#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace callgate::test {

// What a test sees of the scripted server and says to it, apart from MCP: a record file of every line
// received, byte for byte, and a unix socket to the test. Both are optional. README.md lists the lines on the
// socket. The connection is deliberately left open in forked children: its end of file says that the whole
// tree is gone.
class Control {
 public:
  // Empty paths leave that part out. Returns what went wrong, or an empty string.
  std::string open(const std::string& record_path, const std::string& socket_path);

  // Writes a line as it came to both.
  void received(std::string_view line);
  // Tells the test about an event: one letter, a space, text without newlines.
  void note(char kind, std::string_view text);

  int fd() const { return socket_; }
  // Commands that have arrived, one line each. Call when fd() is readable; the process ends with the test.
  std::vector<std::string> commands();

 private:
  int record_ = -1;
  int socket_ = -1;
  std::string partial_;
};

// Writes everything, waiting as needed; false once the reader is gone.
bool write_all(int fd, std::string_view bytes);

}  // namespace callgate::test
