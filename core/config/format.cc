#include "core/config/format.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "core/config/tokens.h"
#include "core/config/utf8.h"

namespace callgate::config {
namespace {

constexpr std::size_t kStep = 2;
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, begins_character));
}

// One line of the result; what stands behind the code is aligned in the end.
struct Line {
  std::string code, comment;
};

// A token and where it stands among the others.
struct Piece {
  Token token;
  std::size_t partner = kNone;  // of a bracket: the other one
  std::size_t parent = kNone;   // the bracket that it stands in
  bool breaks = false;          // a new line begins with it
  bool blank = false;           // and a blank one before that
};

class Layout {
 public:
  explicit Layout(std::vector<Token> tokens) {
    move_commas(tokens);
    for (const Token& token : tokens) pieces_.push_back({token});
    settle_breaks();
    drop_last_commas();
    pair_brackets();
  }

  std::string text() {
    for (std::size_t at = 0; at < pieces_.size(); ++at) place(at);
    if (!lines_.empty()) align_comments();
    std::string out;
    for (const Line& line : lines_) out += line.code + line.comment + "\n";
    return out;
  }

 private:
  static bool is(const Token& token, TokenKind kind) { return token.kind == kind; }
  bool is(std::size_t at, TokenKind kind) const { return pieces_[at].token.kind == kind; }

  // A comma comes before the remark at the end of its line.
  static void move_commas(std::vector<Token>& tokens) {
    for (std::size_t at = 1; at < tokens.size(); ++at) {
      if (!is(tokens[at], TokenKind::comma) || !is(tokens[at - 1], TokenKind::line_comment)) continue;
      std::size_t first = at;
      while (tokens[first - 1].is_comment()) --first;
      tokens[at].newlines = 0;
      std::rotate(tokens.begin() + static_cast<std::ptrdiff_t>(first),
                  tokens.begin() + static_cast<std::ptrdiff_t>(at),
                  tokens.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    }
  }

  // Those of the author, where a line may begin.
  void settle_breaks() {
    for (std::size_t at = 1; at < pieces_.size(); ++at) {
      const Token &before = pieces_[at - 1].token, &token = pieces_[at].token;
      const bool forced = is(before, TokenKind::line_comment);
      const bool glued =
          is(token, TokenKind::comma) || is(token, TokenKind::colon) || is(before, TokenKind::colon);
      const bool empty = is(before, TokenKind::open) && is(token, TokenKind::close);
      pieces_[at].breaks = forced || (token.newlines > 0 && !glued && !empty);
      pieces_[at].blank = pieces_[at].breaks && token.newlines > 1 && !is(before, TokenKind::open) &&
                          !is(token, TokenKind::close);
    }
  }

  void drop_last_commas() {
    std::vector<Piece> kept;
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      const bool last = is(at, TokenKind::comma) && at + 1 < pieces_.size() && is(at + 1, TokenKind::close) &&
                        !pieces_[at + 1].breaks;
      if (!last) kept.push_back(pieces_[at]);
    }
    pieces_ = std::move(kept);
  }

  void pair_brackets() {
    std::vector<std::size_t> open;
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      if (is(at, TokenKind::close)) {
        pieces_[at].partner = open.back();
        pieces_[open.back()].partner = at;
        open.pop_back();
      }
      pieces_[at].parent = open.empty() ? kNone : open.back();
      if (is(at, TokenKind::open)) open.push_back(at);
    }
  }

  // What stands before a piece that begins no line.
  std::string_view gap(std::size_t at) const {
    if (at == 0) return "";
    const Token &before = pieces_[at - 1].token, &token = pieces_[at].token;
    if (is(token, TokenKind::comma) || is(token, TokenKind::colon)) return "";
    if (is(token, TokenKind::line_comment)) return "  ";
    if (token.is_comment() || before.is_comment()) return " ";
    if (is(before, TokenKind::open) && is(token, TokenKind::close)) return "";
    if (is(before, TokenKind::open)) return is_airy(at - 1) ? " " : "";
    if (is(token, TokenKind::close)) return is_airy(pieces_[at].partner) ? " " : "";
    return " ";
  }

  // Whether there is a blank inside the brackets: of objects, and of lists that begin with another bracket.
  bool is_airy(std::size_t open) const {
    return pieces_[open].token.text == "{" || is(open + 1, TokenKind::open);
  }

  bool begins_element(std::size_t at) const { return at > 0 && is(at - 1, TokenKind::comma); }

  // How wide it is from this piece to where a line may end: before the next element, or where one breaks.
  // Beyond a line it does not matter how far.
  std::size_t width_from(std::size_t from) const {
    std::size_t width = 0;
    int depth = 0;
    for (std::size_t at = from; at < pieces_.size() && width <= kLineWidth; ++at) {
      const bool may_end = at > from && (pieces_[at].breaks || (depth <= 0 && begins_element(at)));
      if (may_end || is(at, TokenKind::line_comment)) break;
      width += characters(pieces_[at].token.text) + (at > from ? gap(at).size() : 0);
      if (is(at, TokenKind::open)) ++depth;
      if (is(at, TokenKind::close)) --depth;
    }
    return width;
  }

  bool is_flat(std::size_t open) const {
    for (std::size_t at = open + 1; at <= pieces_[open].partner; ++at) {
      if (pieces_[at].breaks) return false;
    }
    return true;
  }

  // Breaks up what stands on one line and is too long for it: an object in a list hangs from its bracket, a
  // list of plain values is filled, everything else gets a line for each element.
  void open_up(std::size_t open) {
    const std::size_t close = pieces_[open].partner;
    const bool object = pieces_[open].token.text == "{";
    const std::size_t parent = pieces_[open].parent;
    if (object && parent != kNone && pieces_[parent].token.text == "[") return;
    bool plain = !object;
    for (std::size_t at = open + 1; at < close; ++at) plain = plain && !is(at, TokenKind::open);
    pieces_[open + 1].breaks = pieces_[close].breaks = true;
    for (std::size_t at = open + 2; at < close && !plain; ++at)
      pieces_[at].breaks = pieces_[at].breaks || (begins_element(at) && pieces_[at].parent == open);
  }

  void place(std::size_t at) {
    Piece& piece = pieces_[at];
    if (!piece.breaks && begins_element(at) && column() + 1 + width_from(at) > kLineWidth)
      piece.breaks = true;
    if (at == 0 || piece.breaks) {
      if (piece.blank) lines_.emplace_back();
      lines_.push_back({std::string(indent_of(at), ' '), {}});
    } else if (!is(at, TokenKind::line_comment)) {
      lines_.back().code += gap(at);
    }
    if (is(at, TokenKind::line_comment) && !piece.breaks && at > 0) {
      lines_.back().comment = piece.token.text;
      return;
    }
    if (is(at, TokenKind::open)) enter(at);
    append(piece.token.text);
  }

  // A block comment may have lines of its own, which stay as they are.
  void append(std::string_view text) {
    for (std::size_t end; (end = text.find('\n')) != text.npos; text.remove_prefix(end + 1)) {
      std::string_view line = text.substr(0, end);
      while (line.ends_with('\r')) line.remove_suffix(1);
      lines_.back().code += line;
      lines_.emplace_back();
    }
    lines_.back().code += text;
  }

  void enter(std::size_t open) {
    const bool empty = pieces_[open].partner == open + 1;
    if (!empty && is_flat(open) && column() + width_from(open) > kLineWidth) open_up(open);
    const bool block = pieces_[open + 1].breaks || is(open + 1, TokenKind::line_comment);
    const std::size_t base = pieces_[open].parent == kNone ? 0 : inside_[pieces_[open].parent].children;
    inside_.resize(pieces_.size());
    inside_[open] =
        block ? Inside{base + kStep, base} : Inside{column() + 1 + gap(open + 1).size(), column()};
  }

  std::size_t column() const { return characters(lines_.back().code); }
  std::size_t indent_of(std::size_t at) const {
    if (is(at, TokenKind::close)) return inside_[pieces_[at].partner].close;
    return pieces_[at].parent == kNone ? 0 : inside_[pieces_[at].parent].children;
  }

  // Remarks on lines that follow each other stand under each other.
  void align_comments() {
    for (std::size_t first = 0; first < lines_.size(); ++first) {
      std::size_t end = first, widest = 0;
      for (; end < lines_.size() && !lines_[end].comment.empty(); ++end)
        widest = std::max(widest, characters(lines_[end].code));
      for (; first < end; ++first)
        lines_[first].code.append(widest + 2 - characters(lines_[first].code), ' ');
    }
  }

  struct Inside {
    std::size_t children = 0, close = 0;  // indentation of what begins a line
  };
  std::vector<Piece> pieces_;
  std::vector<Inside> inside_;  // by the opening bracket
  std::vector<Line> lines_;
};

}  // namespace

std::string format_jsonc(const SourcePtr& source) {
  std::string text = Layout(tokens_of(source)).text();
  // A break may make room for what was measured before it; each turn only adds some, so there is a last one.
  for (std::string before; text != before;) {
    before = std::move(text);
    const auto again = std::make_shared<const Source>(Source{source->file, before});
    text = Layout(tokens_of(again)).text();
  }
  const std::size_t line = source->text.find('\n');
  if (line == std::string::npos || line == 0 || source->text[line - 1] != '\r') return text;
  std::string with_returns;
  for (const char c : text) {
    if (c == '\n') with_returns += '\r';
    with_returns += c;
  }
  return with_returns;
}

}  // namespace callgate::config
