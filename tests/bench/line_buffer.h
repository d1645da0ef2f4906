// Bytes in, lines out: the receiving end of a pipe. Memory only grows, so that after a warm-up no call
// allocates.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace callgate::bench {

class LineBuffer {
 public:
  // Room to read into, at least 64 KiB. Ends the life of every line handed out before.
  std::span<char> room() {
    if (begin_ == end_) begin_ = scanned_ = end_ = 0;
    if (capacity_ - end_ < kChunkBytes) make_room();
    return {bytes_.get() + end_, capacity_ - end_};
  }

  // Says that the first `count` bytes of the room were filled.
  void filled(std::size_t count) { end_ += count; }

  // The next whole line without its newline, valid until the next room().
  std::optional<std::string_view> next_line() {
    const void* hit = scanned_ < end_ ? std::memchr(bytes_.get() + scanned_, '\n', end_ - scanned_) : nullptr;
    if (!hit) {
      scanned_ = end_;
      return std::nullopt;
    }
    const std::size_t newline = static_cast<std::size_t>(static_cast<const char*>(hit) - bytes_.get());
    const std::string_view line(bytes_.get() + begin_, newline - begin_);
    begin_ = scanned_ = newline + 1;
    return line;
  }

 private:
  static constexpr std::size_t kChunkBytes = 65536;

  void make_room() {
    const std::size_t held = end_ - begin_;
    if (held + kChunkBytes > capacity_) {
      capacity_ = capacity_ ? capacity_ * 2 : 4 * kChunkBytes;
      std::unique_ptr<char[]> larger(new char[capacity_]);
      if (held) std::memcpy(larger.get(), bytes_.get() + begin_, held);
      bytes_ = std::move(larger);
    } else {
      std::memmove(bytes_.get(), bytes_.get() + begin_, held);
    }
    scanned_ -= begin_;
    begin_ = 0;
    end_ = held;
  }

  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_ = 0, begin_ = 0, scanned_ = 0, end_ = 0;
};

}  // namespace callgate::bench
