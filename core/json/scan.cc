#include "core/json/scan.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace callgate::json {
namespace {

constexpr std::size_t kUsualDepth = 128;  // levels that have their room from the start
constexpr std::size_t kKeptLevels = 4096;
constexpr std::size_t kMaxLine = std::numeric_limits<std::uint32_t>::max();  // without the newline

// Empties a scratch text, and gives back what an unusually long key has taken.
void release(std::string& text) {
  constexpr std::size_t kKept = 64 * 1024;
  text.clear();
  if (text.capacity() > kKept) text.shrink_to_fit();
}

}  // namespace

Scanner::Scanner(int max_depth) : max_depth_(static_cast<std::size_t>(std::max(max_depth, 1))) {
  levels_.resize(std::min(max_depth_, kUsualDepth) + 1);
  reset();
}

void Scanner::reset() {
  begin(Place::message, true);
}

// Once per line: what only an unusual line has touched is not looked at again.
void Scanner::begin(Place root, bool newline_ends) {
  root_ = root;
  newline_ends_ = newline_ends;
  state_ = State::value;
  ended_ = dropped_ = rooted_ = capturing_ = escaped_ = high_ = two_ids_ = false;
  watching_ = true;
  base_ = 0;
  cut_size_ = 0;
  if (levels_.size() > kKeptLevels) levels_ = std::vector<Level>(kUsualDepth + 1);
  top_ = levels_.data();
  limit_ = top_ + std::min(max_depth_, levels_.size() - 1);
  slot_ = nullptr;
  keys_.clear();
  if (!kept_.empty()) release(kept_);
  if (!decoded_.empty()) release(decoded_);
  answer_.parts = {};
  answer_.refused = Refused::no;
  answer_.reason.clear();
  answer_.batch = answer_.blank = false;
  answer_.id.clear();
}

std::size_t Scanner::feed(std::string_view bytes) {
  if (ended_ || bytes.empty()) return 0;
  piece_ = token_ = bytes.data();
  const char *end = piece_ + bytes.size(), *p = piece_;
  const std::size_t room = kMaxLine + 1 - std::min(base_, kMaxLine + 1);
  if (bytes.size() <= room) [[likely]] {
    p = walk(p, end);
  } else {
    p = walk(p, piece_ + room);
    if (!ended_) {
      refuse(Refused::syntax, "the line is longer than 4 GiB", kMaxLine);
      state_ = State::broken;
      p = walk(p, end);
    }
  }
  if (state_ == State::broken) capturing_ = false;
  if (capturing_ && (!dropped_ || kept_.size() <= kMaxId)) kept_.append(token_, p);
  const auto read = static_cast<std::size_t>(p - piece_);
  base_ += read;
  return read;
}

void Scanner::drop_body() {
  dropped_ = true;
  watching_ = false;
  keys_.clear();
}

void Scanner::keep_id(std::string_view text) {
  answer_.id = text.size() <= kMaxId ? text : std::string_view();
}

const Scanned& Scanner::finish() {
  newline_ends_ = true;
  if (!ended_) feed("\n");
  if (state_ == State::done && rooted_ && !two_ids_) [[likely]]
    return answer_;
  if (state_ == State::value && depth() == 0) {
    answer_.blank = true;
  } else if (state_ == State::done && !rooted_) {
    refuse(Refused::not_object, "the message is neither an object nor an array of objects", 0);
  } else if (state_ != State::done && state_ != State::broken) {
    refuse(Refused::syntax, "the line ends before the message does", length());
  }
  if (two_ids_) answer_.id.clear();
  return answer_;
}

Scanned scan(std::string_view line, int max_depth) {
  static thread_local Scanner scanner;
  scanner.max_depth_ = static_cast<std::size_t>(std::max(max_depth, 1));
  scanner.reset();
  if (scanner.feed(line) < line.size() || scanner.ended()) {
    scanner.refuse(Refused::syntax, "a newline inside the message", scanner.length());
  }
  scanner.finish();
  return std::move(scanner.answer_);
}

bool valid(std::string_view text, int max_depth) {
  static thread_local Scanner scanner;
  scanner.max_depth_ = static_cast<std::size_t>(std::max(max_depth, 1));
  scanner.begin(Place::plain, false);
  scanner.feed(text);
  const Scanned& answer = scanner.finish();
  return (answer.refused == Refused::no && !answer.blank) || answer.refused == Refused::not_object;
}

}  // namespace callgate::json
