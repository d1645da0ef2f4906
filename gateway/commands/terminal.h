// Where a command reads and writes, and the little it knows about terminals: colours and aligned columns.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace callgate::commands {

// The streams must outlive the console.
struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool interactive = false;  // a person sits at `in`
  bool colour = false;       // `out` is a terminal that shows colours
  std::size_t width = 0;     // columns of `out`; 0: not a terminal, nothing is cut
  // Waits between two looks at something that may change; false: enough.
  std::function<bool(Millis)> pause;
};

// Standard input and output. Colours only on a terminal, and not where $NO_COLOR is set and not empty
// (no-color.org) or $TERM is "dumb".
Console standard_console();

// Prints the error and returns the exit code that says the same.
int fail(Console& console, const Error& error);

enum class Colour : std::uint8_t { plain, bold, dim, red, green, yellow, cyan };
// `text` in a colour where the console shows any.
std::string paint(const Console& console, Colour colour, std::string_view text);

// Rows under headings. Cells are made visible() here; what does not fit the width is cut in the last column.
class Table {
 public:
  explicit Table(std::vector<std::string> headings) : headings_(std::move(headings)) {}
  struct Cell {
    std::string text;
    Colour colour = Colour::plain;
    bool right = false;  // numbers
    Cell(std::string t, Colour c = Colour::plain, bool r = false);
    Cell(const char* t) : Cell(std::string(t)) {}
  };
  void add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  void print(const Console& console) const;

 private:
  std::vector<std::string> headings_;
  std::vector<std::vector<Cell>> rows_;
};

// "in 4 min", "3 h ago", "now".
std::string relative_time(WallTime time, WallTime now);

}  // namespace callgate::commands
