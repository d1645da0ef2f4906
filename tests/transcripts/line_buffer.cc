#include "line_buffer.h"

#include <unistd.h>

#include <cerrno>

namespace callgate::test {

bool LineBuffer::read_from(int fd, std::vector<std::string>& lines) {
  char chunk[65536];
  const ssize_t n = ::read(fd, chunk, sizeof chunk);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return true;
  if (n <= 0) {
    if (!partial_.empty()) lines.push_back(std::move(partial_));
    partial_.clear();
    return false;
  }
  const std::size_t old = partial_.size();
  partial_.append(chunk, static_cast<std::size_t>(n));
  std::size_t begin = 0;
  for (std::size_t end = partial_.find('\n', old); end != partial_.npos; end = partial_.find('\n', begin)) {
    lines.push_back(partial_.substr(begin, end - begin));
    begin = end + 1;
  }
  partial_.erase(0, begin);
  return true;
}

}  // namespace callgate::test
