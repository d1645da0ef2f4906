#include "core/config/report.h"

#include <algorithm>
#include <utility>

#include "core/config/utf8.h"

namespace callgate::config {
namespace {

constexpr std::size_t kShown = 120;  // characters of a line that are shown
constexpr std::size_t kBefore = 60;  // of them before the caret, when a line is longer

std::string_view line_around(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const std::size_t before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  std::string_view line = text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
  if (begin == 0 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  while (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// The characters [from, from + count) of a line.
std::string_view characters(std::string_view line, std::size_t from, std::size_t count) {
  std::size_t begin = line.size(), seen = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (!begins_character(line[at])) continue;
    if (seen == from) begin = at;
    if (seen == from + count) return line.substr(begin, at - begin);
    ++seen;
  }
  return line.substr(begin);
}

// The bytes that are no UTF-8 as question marks.
std::string well_formed(std::string_view text) {
  std::string shown;
  while (const auto bad = first_bad_utf8(text)) {
    shown.append(text.substr(0, *bad)).append(1, '?');
    text.remove_prefix(*bad + 1);
  }
  return shown.append(text);
}

// What a terminal must not interpret becomes a question mark; a tab stays, for the caret line repeats it.
// Every character stays one character.
std::string printable(std::string_view text) {
  std::string shown;
  for (const char c : well_formed(text)) {
    const auto byte = static_cast<unsigned char>(c);
    // U+0080 to U+009F are controls, too.
    const bool control_pair = byte >= 0x80 && byte <= 0x9F && shown.ends_with('\xC2');
    if (control_pair) shown.pop_back();
    shown += control_pair || (byte < 0x20 && c != '\t') || byte == 0x7F ? '?' : c;
  }
  return shown;
}

struct Excerpt {
  std::string line, caret;
};

Excerpt excerpt(const Source& source, const Place& place) {
  const std::string line = well_formed(line_around(source.text, place.offset));
  const auto length = static_cast<std::size_t>(std::count_if(line.begin(), line.end(), begins_character));
  const std::size_t column = std::min<std::size_t>(place.column - 1, length);
  const std::size_t from = length > kShown && column > kBefore ? column - kBefore : 0;
  const std::string lead = from > 0 ? "…" : "";
  Excerpt result;
  result.line = lead + printable(characters(line, from, kShown)) + (length > from + kShown ? "…" : "");
  result.caret = from > 0 ? " " : "";
  for (const char c : characters(line, from, column - from)) {
    if (begins_character(c)) result.caret += c == '\t' ? '\t' : ' ';
  }
  const std::size_t room =
      std::max<std::size_t>(1, std::min(length, from + kShown) - std::min(column, length));
  result.caret.append(std::clamp<std::size_t>(place.width, 1, room), '^');
  return result;
}

}  // namespace

std::string where(const Source& source, const Place& place) {
  return source.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

void sort_by_place(Problems& problems) {
  std::vector<const Source*> order{nullptr};
  for (const Problem& problem : problems) {
    if (std::ranges::find(order, problem.source.get()) == order.end()) order.push_back(problem.source.get());
  }
  const auto key = [&order](const Problem& problem) {
    return std::pair(std::ranges::find(order, problem.source.get()) - order.begin(), problem.place.offset);
  };
  std::ranges::stable_sort(problems, {}, key);
}

std::string render(const Problem& problem, std::string_view heading) {
  std::string text = std::string(heading) + ": " + printable(problem.what);
  const std::string number = std::to_string(problem.place.line);
  const std::string gutter(number.size() + 1, ' ');
  if (problem.source) {
    const Excerpt shown = excerpt(*problem.source, problem.place);
    text += "\n" + gutter + "┌─ " + printable(where(*problem.source, problem.place));
    text += "\n" + number + " │ " + shown.line;
    text += "\n" + gutter + "│ " + shown.caret;
    if (!problem.label.empty()) text += " " + printable(problem.label);
  } else if (!problem.label.empty()) {
    text += ": " + printable(problem.label);
  }
  if (!problem.hint.empty()) text += "\n" + gutter + "= hint: " + printable(problem.hint);
  return text;
}

std::string one_line(const Problem& problem) {
  std::string text = problem.source ? where(*problem.source, problem.place) + ": " : std::string();
  text += problem.what;
  if (!problem.label.empty()) text += ": " + problem.label;
  if (!problem.hint.empty()) text += " (" + problem.hint + ")";
  return printable(text);
}

}  // namespace callgate::config
