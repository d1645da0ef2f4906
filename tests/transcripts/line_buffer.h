#pragma once

#include <string>
#include <vector>

namespace callgate::test {

// Takes bytes as they come and gives whole lines.
class LineBuffer {
 public:
  // Reads once from `fd`; false at the end of input. Complete lines are appended to `lines`, without '\n'.
  bool read_from(int fd, std::vector<std::string>& lines);

 private:
  std::string partial_;
};

}  // namespace callgate::test
