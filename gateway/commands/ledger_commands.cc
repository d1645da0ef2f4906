#include "gateway/commands/ledger_commands.h"

#include <algorithm>
#include <iostream>
#include <set>

#include "core/json/view.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/ledger_damage.h"
#include "gateway/commands/ledger_record.h"
#include "gateway/commands/visible.h"
#include "gateway/state/ledger_reader.h"

namespace callgate::commands {
namespace {

constexpr Millis kLook{250};
constexpr std::size_t kToolColumns = 32, kDecisionColumns = 8, kDurationColumns = 9;

Colour colour_of(std::string_view decision) {
  if (decision == "allow") return Colour::green;
  if (decision == "deny" || decision == "suppress") return Colour::red;
  if (decision == "hold" || decision == "rewrite") return Colour::yellow;
  return decision == "cache" || decision == "replay" ? Colour::cyan : Colour::plain;
}

std::string padded(std::string text, std::size_t width) {
  text.append(width - std::min(width, columns(text)), ' ');
  return text;
}

// One line per record, in columns of fixed width, because what follows is not known yet.
void print_line(const LedgerRecord& record, Console& console) {
  console.out << paint(console, Colour::dim, visible(record.time)) << "  ";
  if (record.event == "gap") {
    console.out << paint(console, Colour::red, std::to_string(record.lost) + " records could not be written")
                << '\n';
    return;
  }
  if (record.event == "dispatch") {
    console.out << paint(console, Colour::dim, padded("dispatch", kDecisionColumns)) << "  "
                << padded(visible(record.name()), kToolColumns) << "  " << visible(record.call) << '\n';
    return;
  }
  const std::string duration = record.micros ? readable_duration(*record.micros) : "";
  console.out << paint(console, colour_of(record.decision),
                       padded(visible(record.decision), kDecisionColumns))
              << "  " << padded(visible(record.name()), kToolColumns) << "  "
              << std::string(kDurationColumns - std::min(kDurationColumns, columns(duration)), ' ')
              << duration << "  " << paint(console, Colour::dim, visible(record.call));
  // What a plain allow did is said by its outcome alone.
  if (!record.guard.empty()) console.out << "  " << visible(record.guard) << ": " << visible(record.reason);
  if (record.guard.empty() && !record.outcome.empty()) console.out << "  " << visible(record.outcome);
  for (const std::string& would : record.would_be) console.out << "  would " << visible(would);
  console.out << '\n';
}

void print(const std::vector<state::LedgerLine>& lines, bool json, Console& console) {
  for (const state::LedgerLine& line : lines) {
    if (json) {
      console.out << visible_json(line.text) << '\n';
    } else {
      print_line(read_ledger_record(line.text), console);
    }
  }
  console.out.flush();
}

void print_whole(const std::string& text, Console& console) {
  json::Members members(text);
  for (json::Member each; members.next(each);) {
    const bool is_text = json::type_of(each.value) == json::Type::string;
    console.out << paint(console, Colour::dim, padded(visible(each.key), 12)) << "  "
                << visible(is_text ? json::decode(each.value) : std::string(each.value)) << '\n';
  }
}

}  // namespace

int ledger_tail(const state::Directory& directory, std::size_t count, bool follow, bool json,
                Console& console) {
  state::LedgerReader reader(directory.ledger());
  auto lines = reader.tail(count);
  if (!lines) return fail(console, lines.error());
  const int exit = tell_damage(reader, console);
  if (exit != kOk && !follow) return exit;
  if (lines->empty() && count > 0 && !json && !follow) console.out << "No calls are recorded.\n";
  print(*lines, json, console);
  while (follow && console.pause(kLook)) {
    auto more = reader.more();
    if (!more) return fail(console, more.error());
    print(*more, json, console);
    (void)tell_damage(reader, console);
  }
  return kOk;
}

int ledger_show(const state::Directory& directory, const std::string& call, bool json, Console& console) {
  if (call.empty()) return fail(console, error(Errc::invalid, "the id of a call is missing"));
  state::LedgerReader reader(directory.ledger());
  std::vector<state::LedgerLine> exact, alike;
  std::set<std::string> ids;
  auto done = reader.each([&](std::string_view line) {
    const std::string id = json::decode(json::member(line, "call"));
    if (!id.starts_with(call)) return true;
    (id == call ? exact : alike).push_back({json::decode(json::member(line, "time")), std::string(line)});
    ids.insert(id);
    return true;
  });
  if (!done) return fail(console, done.error());
  (void)tell_damage(reader, console);
  std::vector<state::LedgerLine>& found = exact.empty() ? alike : exact;
  if (found.empty())
    return fail(console,
                error(Errc::not_found, "no call " + call + " in the ledger; see: callgate ledger tail"));
  if (exact.empty() && ids.size() > 1)
    return fail(console, error(Errc::invalid, std::to_string(ids.size()) + " calls begin with " + call +
                                                  ", " + *ids.begin() + " for one; type more of it"));
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
  for (const state::LedgerLine& line : found) {
    if (json) {
      console.out << visible_json(line.text) << '\n';
    } else {
      if (&line != &found.front()) console.out << '\n';
      print_whole(line.text, console);
    }
  }
  return kOk;
}

}  // namespace callgate::commands
