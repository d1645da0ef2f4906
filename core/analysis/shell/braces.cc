#include "core/analysis/shell/braces.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace callgate::analysis::shell {
namespace {

constexpr std::size_t kMostWords = 128, kMostCells = 65536, kLongestWord = 2048;

// A character, or (piece set) something that is not text and stays whole.
struct Cell {
  char c = 0;
  bool quoted = false;
  const Piece* piece = nullptr;

  bool is(char what) const { return piece == nullptr && !quoted && c == what; }
};
using Cells = std::vector<Cell>;

Cells cells_of(const Word& word) {
  Cells cells;
  for (const Piece& piece : word.pieces) {
    if (piece.kind != Piece::Kind::text) {
      cells.push_back({0, piece.quoted, &piece});
      continue;
    }
    if (piece.text.empty()) cells.push_back({0, true, &piece});
    for (const char c : piece.text) cells.push_back({c, piece.quoted, nullptr});
  }
  return cells;
}

Word word_of(const Cells& cells) {
  Word word;
  for (const Cell& cell : cells) {
    if (cell.piece != nullptr) {
      word.pieces.push_back(*cell.piece);
      continue;
    }
    const bool extends = !word.pieces.empty() && word.pieces.back().kind == Piece::Kind::text &&
                         word.pieces.back().quoted == cell.quoted;
    if (!extends) word.pieces.push_back({Piece::Kind::text, cell.quoted, {}, {}, {}, {}});
    word.pieces.back().text += cell.c;
  }
  return word;
}

// "{1..5}" or "{a..e}" between `from` and `to`: its members.
std::vector<Cells> range(const Cells& cells, std::size_t from, std::size_t to) {
  std::string text;
  for (std::size_t i = from; i < to; ++i) {
    if (cells[i].piece != nullptr || cells[i].quoted) return {};
    text += cells[i].c;
  }
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos || dots == 0) return {};
  const std::string left = text.substr(0, dots), right = text.substr(dots + 2);
  int first = 0, last = 0;
  const bool letters = left.size() == 1 && right.size() == 1 && (left[0] < '0' || left[0] > '9');
  if (letters) {
    first = left[0], last = right[0];
  } else {
    const auto whole = [](const std::string& digits, int& value) {
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
      return error == std::errc() && end == digits.data() + digits.size();
    };
    if (!whole(left, first) || !whole(right, last)) return {};
  }
  std::vector<Cells> members;
  const long long step = first <= last ? 1 : -1;
  for (long long at = first;; at += step) {
    const std::string name = letters ? std::string(1, static_cast<char>(at)) : std::to_string(at);
    Cells member;
    for (const char c : name) member.push_back({c, false, nullptr});
    members.push_back(std::move(member));
    if (at == last || members.size() > kMostWords) return members;
  }
}

struct Group {
  std::size_t open, close;
  std::vector<Cells> members;
};

// The first group that has several members.
std::optional<Group> first_group(const Cells& cells) {
  // Where the bracket at each place closes, found from the back in one pass.
  std::vector<std::size_t> stack, closes(cells.size(), 0);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].is('{')) stack.push_back(i);
    if (cells[i].is('}') && !stack.empty()) closes[stack.back()] = i, stack.pop_back();
  }
  for (std::size_t open = 0; open < cells.size(); ++open) {
    const std::size_t close = closes[open];
    if (close == 0) continue;
    Group group{open, close, {}};
    std::size_t start = open + 1, inner = 0;
    for (std::size_t i = open + 1; i < close; ++i) {
      if (cells[i].is('{') && closes[i] != 0) ++inner;
      if (cells[i].is('}') && inner > 0) --inner;
      if (!cells[i].is(',') || inner > 0) continue;
      group.members.emplace_back(cells.begin() + static_cast<long>(start),
                                 cells.begin() + static_cast<long>(i));
      start = i + 1;
    }
    if (group.members.empty()) {
      group.members = range(cells, open + 1, close);
    } else {
      group.members.emplace_back(cells.begin() + static_cast<long>(start),
                                 cells.begin() + static_cast<long>(close));
    }
    if (!group.members.empty()) return group;
    // {x} stands for itself; what lies inside of it comes next.
  }
  return std::nullopt;
}

}  // namespace

bool expand_braces(const Word& word, std::vector<Word>& into) {
  bool open = false;
  for (const Piece& piece : word.pieces) {
    open |= piece.kind == Piece::Kind::text && !piece.quoted && piece.text.find('{') != std::string::npos;
  }
  if (!open) return true;
  std::vector<Cells> waiting{cells_of(word)}, done;
  if (waiting[0].size() > kLongestWord) return false;
  std::size_t spent = 0;
  bool expanded = false;
  while (!waiting.empty()) {
    const Cells cells = std::move(waiting.back());
    waiting.pop_back();
    spent += cells.size() + 1;
    const std::optional<Group> group = first_group(cells);
    if (!group) {
      done.push_back(cells);
    } else {
      expanded = true;
      if (group->members.size() > kMostWords) return false;
      for (std::size_t i = group->members.size(); i-- > 0;) {
        Cells one(cells.begin(), cells.begin() + static_cast<long>(group->open));
        one.insert(one.end(), group->members[i].begin(), group->members[i].end());
        one.insert(one.end(), cells.begin() + static_cast<long>(group->close) + 1, cells.end());
        spent += one.size();
        waiting.push_back(std::move(one));
      }
    }
    if (done.size() + waiting.size() > kMostWords || spent > kMostCells) return false;
  }
  if (!expanded) return true;
  for (const Cells& cells : done) into.push_back(word_of(cells));
  return true;
}

}  // namespace callgate::analysis::shell
