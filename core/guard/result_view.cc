#include "core/guard/result_view.h"

#include <string>

#include "core/json/escape.h"
#include "core/json/skip.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

using json::between;

// "text" and its like, whatever the block is.
bool is_text(std::string_view key) {
  return key == "text" || key == "description" || key == "title";
}
bool holds_blocks(std::string_view key) {
  return key == "content" || key == "contents" || key == "messages" || key == "resource";
}

class Reader {
 public:
  explicit Reader(ResultView& view)
      : view_(view), p_(view.result.data()), end_(view.result.data() + view.result.size()) {}

  void read() {
    // Blocks nest: messages hold content, content holds resources.
    constexpr int kLevels = 4;
    p_ = json::skip_space(p_, end_);
    blocks(kLevels);
  }

 private:
  // An object that is a block or holds some, or a list of them.
  void blocks(int levels) {
    const bool list = p_ != end_ && *p_ == '[';
    if (levels == 0 || (!list && (p_ == end_ || *p_ != '{'))) return skip();
    const bool top = p_ == view_.result.data();
    ++p_;
    while ((p_ = json::skip_separators(p_, end_)) != end_ && *p_ != '}' && *p_ != ']') {
      if (!list) {
        if (*p_ != '"') break;
        member(levels, top);
      } else if (*p_ == '[') {
        blocks(levels - 1);
      } else {
        blocks(levels);
      }
    }
    if (p_ != end_) ++p_;
  }

  void member(int levels, bool top) {
    const std::string_view key = read_key();
    const char* const begin = p_;
    if (is_text(key) && p_ != end_ && *p_ == '"') {
      skip();
      view_.texts.push_back({inside(begin), false});
    } else if (holds_blocks(key)) {
      blocks(levels - 1);
    } else {
      skip();
      if (key == "structuredContent") view_.texts.push_back({between(begin, p_), true});
    }
    if (top) note(key, between(begin, p_));
  }

  void note(std::string_view key, std::string_view value) {
    if (key == "content") view_.content = value;
    if (key == "structuredContent") view_.structured = value;
    if (key == "isError") view_.failed = json::is_true(value);
    if (key == "resultType") view_.complete = json::equals(value, "complete");
  }

  // Leaves p_ at the value. A key that is written with escapes is the same key.
  std::string_view read_key() {
    const char* const begin = p_ + 1;
    p_ = json::skip_literal(p_, end_);
    const std::string_view raw = inside(begin - 1);
    p_ = json::skip_space(p_, end_);
    if (p_ != end_ && *p_ == ':') p_ = json::skip_space(p_ + 1, end_);
    if (raw.find('\\') == raw.npos) return raw;
    decoded_.clear();
    json::append_decoded(decoded_, raw);
    return decoded_;
  }

  // Of the literal from `begin` to p_.
  std::string_view inside(const char* begin) const {
    return between(begin + 1, p_ - begin > 1 ? p_ - 1 : begin + 1);
  }
  void skip() { p_ = json::skip_value(p_, end_); }

  ResultView& view_;
  const char *p_, *end_;
  std::string decoded_;
};

// Most results are one text and nothing else, written like this. False: it is something else.
bool read_single_text(ResultView& view) {
  constexpr std::string_view kHead = R"({"content":[{"type":"text","text":")", kClose = "}]";
  const std::string_view all = view.result;
  if (!all.starts_with(kHead)) return false;
  const char *const quote = all.data() + kHead.size() - 1, *const end = all.data() + all.size();
  const char* const behind = json::skip_literal(quote, end);
  const std::string_view rest = between(behind, end);
  if (!rest.starts_with(kClose)) return false;
  const std::string_view last = rest.substr(kClose.size());
  if (last != "}" && last != R"(,"isError":false})") return false;
  view.content = between(all.data() + all.find('['), behind + kClose.size());
  view.texts.push_back({between(quote + 1, behind - 1), false});
  return true;
}

}  // namespace

ResultView::ResultView(std::string_view text) : result(text) {
  if (!read_single_text(*this)) Reader(*this).read();
}

}  // namespace callgate::guard
