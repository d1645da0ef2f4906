#include "core/mcp/uri_template.h"

#include <string>
#include <vector>

namespace callgate::mcp {
namespace {

// One piece of a template: a literal character, or a run of characters of a class (possibly empty), which
// some expansions open with a character of their own or leave out as a whole.
struct Piece {
  enum Kind { literal, segment, anything } kind;
  char c = 0;  // the literal, or what opens the run; 0: nothing does
};

bool takes(const Piece& piece, char c) {
  return piece.kind == Piece::anything || (c != '/' && c != '?' && c != '#');
}

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{') {
      pieces.push_back({Piece::literal, text[i]});
      continue;
    }
    const std::size_t close = text.find('}', i);
    if (close == std::string_view::npos) {
      pieces.push_back({Piece::literal, text[i]});
      continue;
    }
    const char first = close > i + 1 ? text[i + 1] : '\0';
    const bool opened = first != '\0' && std::string_view("#/?&.;").find(first) != std::string_view::npos;
    const bool narrow = !opened ? first != '+' : first == '.' || first == ';';
    const bool exploded = text[close - 1] == '*';
    pieces.push_back({narrow && !exploded ? Piece::segment : Piece::anything, opened ? first : '\0'});
    i = close;
  }
  return pieces;
}

}  // namespace

bool matches_template(std::string_view uri_template, std::string_view uri) {
  // reach[i]: the pieces so far can match the first i characters.
  std::vector<bool> reach(uri.size() + 1, false);
  reach[0] = true;
  for (const Piece& piece : pieces_of(uri_template)) {
    if (piece.kind == Piece::literal) {
      for (std::size_t i = uri.size(); i > 0; --i) reach[i] = reach[i - 1] && uri[i - 1] == piece.c;
      reach[0] = false;
    } else {
      // A run begins anywhere the pieces before it reach, or behind the character there that opens it.
      bool before = reach[0], inside = !piece.c && before;
      for (std::size_t i = 1; i <= uri.size(); ++i) {
        const char c = uri[i - 1];
        const bool here = reach[i];
        inside = (inside && takes(piece, c)) || (piece.c ? before && c == piece.c : here);
        reach[i] = here || inside;
        before = here;
      }
    }
  }
  return reach[uri.size()];
}

}  // namespace callgate::mcp
