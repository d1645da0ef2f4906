#include "core/rpc/framer.h"

#include <algorithm>

namespace callgate::rpc {
namespace {

constexpr std::size_t kRead = 64u << 10;
// From here on a line keeps the buffer it was read into instead of being copied out of it.
constexpr std::size_t kLarge = 32u << 10;

}  // namespace

Framer::Framer(std::size_t max_line_bytes) : max_line_bytes_(max_line_bytes) {}

std::span<char> Framer::room() {
  // Once a line has turned out large, it gets at once the room that the last large one needed.
  const std::size_t so_far = buffer_.size() - line_;
  const std::size_t wanted = so_far < kRead || so_far >= last_large_ ? kRead : last_large_ - so_far + kRead;
  char* tail = buffer_.reserve_tail(wanted);
  return {tail, buffer_.capacity() - buffer_.size()};
}

void Framer::filled(std::size_t count) {
  buffer_.commit(count);
}

Line* Framer::next() {
  current_.bytes = {};  // a large line must not live on until the next one comes
  for (;;) {
    if (scanner_.ended()) scanner_.reset();
    const std::string_view unread = buffer_.view().substr(scanned_);
    if (unread.empty()) break;
    scanned_ += scanner_.feed(unread);
    if (scanner_.ended()) {
      if (Line* line = take(scanned_ - 1, scanned_)) return line;
      continue;
    }
    if (scanner_.length() > max_line_bytes_) drop_body();
  }
  if (line_ == buffer_.size()) {
    buffer_.clear();
    line_ = scanned_ = 0;
  } else if (line_ > 0) {
    buffer_.erase_front(line_);
    scanned_ -= line_;
    line_ = 0;
  }
  return nullptr;
}

Line* Framer::rest() {
  if (scanner_.ended() || scanner_.length() == 0) return nullptr;
  Line* line = take(buffer_.size(), buffer_.size());
  if (line && line->scanned.refused == json::Refused::syntax) return nullptr;
  return line;
}

void Framer::drop_body() {
  dropped_ += scanned_ - line_;
  scanner_.drop_body();
  buffer_.clear();
  line_ = scanned_ = 0;
  scanner_.drop_body();
}

Line* Framer::take(std::size_t end_of_line, std::size_t after) {
  Line& line = current_;
  line.bytes = {};
  line.length = scanner_.length();
  scanner_.finish();
  line.too_long = dropped_ > 0 || line.length > max_line_bytes_;
  const std::string_view text = buffer_.view().substr(line_, end_of_line - line_);
  if (!line.too_long && !line.scanned.blank) {
    if (text.size() < kLarge) {
      line.bytes = Bytes::copy(text);
    } else {
      Buffer rest;
      rest.append(buffer_.view().substr(after));
      last_large_ = text.size();
      const Bytes whole = Bytes::adopt(std::move(buffer_));
      line.bytes = whole.slice(whole.view().substr(line_, line.length));
      buffer_ = std::move(rest);
      after = 0;
    }
  }
  dropped_ = 0;
  line_ = scanned_ = after;
  if (line.scanned.blank && !line.too_long) return nullptr;
  return &line;
}

}  // namespace callgate::rpc
