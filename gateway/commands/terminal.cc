#include "gateway/commands/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "gateway/commands/exit_code.h"
#include "gateway/commands/visible.h"

namespace callgate::commands {
namespace {

constexpr std::size_t kGap = 2;

// The longest beginning of `text` that fits `room` columns, with "…" where something is missing.
std::string cut(std::string_view text, std::size_t room) {
  if (columns(text) <= room) return std::string(text);
  while (!text.empty() && columns(text) + 1 > room) {
    do {
      text.remove_suffix(1);
    } while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80);
    // The lead byte of the character that went.
    if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.remove_suffix(1);
  }
  return std::string(text) + "…";
}

}  // namespace

Console standard_console() {
  Console console{std::cin, std::cout, std::cerr, false, false, 0, nullptr};
  console.interactive = ::isatty(0) == 1;
  const char* no_colour = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  const bool terminal = ::isatty(1) == 1;
  console.colour = terminal && !(no_colour && *no_colour) && !(kind && std::string_view(kind) == "dumb");
  winsize size{};
  if (terminal && ::ioctl(1, TIOCGWINSZ, &size) == 0) console.width = size.ws_col;
  console.pause = [](Millis time) {
    std::cout.flush();
    std::this_thread::sleep_for(time);
    return std::cout.good();
  };
  return console;
}

int fail(Console& console, const Error& error) {
  console.err << "callgate: " << visible(to_string(error)) << '\n';
  return exit_code(error);
}

std::string paint(const Console& console, Colour colour, std::string_view text) {
  if (!console.colour || colour == Colour::plain) return std::string(text);
  constexpr std::string_view kCodes[] = {"0", "1", "2", "31", "32", "33", "36"};
  return "\x1b[" + std::string(kCodes[static_cast<std::size_t>(colour)]) + "m" + std::string(text) +
         "\x1b[0m";
}

Table::Cell::Cell(std::string t, Colour c, bool r) : text(visible(t)), colour(c), right(r) {}

void Table::print(const Console& console) const {
  std::vector<std::size_t> widths;
  for (const std::string& heading : headings_) widths.push_back(columns(heading));
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i)
      widths[i] = std::max(widths[i], columns(row[i].text));
  const auto line = [&](const std::vector<Cell>& row) {
    std::size_t used = 0;
    std::string out;
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      const bool last = i + 1 == row.size();
      std::string text = row[i].text;
      if (last && console.width > used + 8) text = cut(text, console.width - used);
      const std::string space(widths[i] - std::min(widths[i], columns(text)), ' ');
      out += row[i].right ? space + paint(console, row[i].colour, text) : paint(console, row[i].colour, text);
      if (last) break;
      if (!row[i].right) out += space;
      out += std::string(kGap, ' ');
      used += widths[i] + kGap;
    }
    console.out << out << '\n';
  };
  std::vector<Cell> head;
  for (std::size_t i = 0; i < headings_.size(); ++i)
    head.emplace_back(headings_[i], Colour::dim,
                      !rows_.empty() && i < rows_.front().size() && rows_.front()[i].right);
  line(head);
  for (const auto& row : rows_) line(row);
}

std::string relative_time(WallTime time, WallTime now) {
  const bool future = time > now;
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(future ? time - now : now - time).count();
  if (seconds < 1) return "now";
  std::string text;
  if (seconds < 100) {
    text = std::to_string(seconds) + " s";
  } else if (seconds < 100 * 60) {
    text = std::to_string(seconds / 60) + " min";
  } else if (seconds < 48 * 3600) {
    text = std::to_string(seconds / 3600) + " h";
  } else {
    text = std::to_string(seconds / (24 * 3600)) + " d";
  }
  return future ? "in " + text : text + " ago";
}

}  // namespace callgate::commands
