#include "gateway/commands/offered_change.h"

#include <algorithm>
#include <ostream>

#include "core/guards/pins/definition.h"
#include "core/json/view.h"
#include "gateway/commands/line_diff.h"
#include "gateway/commands/visible.h"

namespace callgate::commands {
namespace {

using guard::Change;
using guard::Pin;
using guard::PinState;

std::string_view state_of(const OfferedChange& change) {
  if (change.offered.digest.empty()) return "gone";
  return change.before ? "changed" : "pending";
}

void print_line(std::string_view line, Console& console) {
  const char sign = line.empty() ? ' ' : line.front();
  const Colour colour = sign == '+'   ? Colour::green
                        : sign == '-' ? Colour::red
                        : sign == '@' ? Colour::cyan
                                      : Colour::plain;
  console.out << "    " << paint(console, colour, visible(line)) << "\n";
}

// Every line of a text behind a sign.
void print_lines(char sign, std::string_view text, Console& console) {
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    print_line(std::string(1, sign) + " " + std::string(text.substr(from, end - from)), console);
    from = end + 1;
  }
}

void print_change(const Change& change, Console& console) {
  console.out << "  " << paint(console, Colour::bold, visible(change.path)) << "\n";
  const auto is_text = [](const std::string& value) { return value.starts_with('"'); };
  if (is_text(change.before) && is_text(change.after)) {
    for (const std::string& line : line_diff(json::decode(change.before), json::decode(change.after)))
      print_line(line, console);
    return;
  }
  if (!change.before.empty()) print_lines('-', tool_lock::laid_out(change.before), console);
  if (!change.after.empty()) print_lines('+', tool_lock::laid_out(change.after), console);
}

}  // namespace

std::vector<OfferedChange> waiting_in(const std::vector<state::StoredPin>& rows) {
  std::vector<OfferedChange> waiting;
  for (const state::StoredPin& row : rows) {
    if (row.state == PinState::approved) continue;
    OfferedChange change{row.pin, {}};
    for (const state::StoredPin& other : rows) {
      const bool same_tool = other.pin.server == row.pin.server && other.pin.tool == row.pin.tool;
      if (other.state != PinState::approved || !same_tool) continue;
      const bool nearer =
          other.pin.program == row.pin.program || !change.before || change.before->program != row.pin.program;
      if (nearer) change.before = other.pin;
    }
    waiting.push_back(std::move(change));
  }
  return waiting;
}

tool_lock::ToolLock locked(const ToolCatalog& catalog) {
  tool_lock::ToolLock lock;
  for (const OfferedTool& tool : catalog.tools) {
    lock.push_back({tool.server, tool.tool, tool.name, guard::pin_digest(tool.definition),
                    guard::pinned_part(tool.definition)});
  }
  return lock;
}

std::vector<OfferedChange> changes_against(const tool_lock::ToolLock& lock, const ToolCatalog& catalog) {
  std::vector<OfferedChange> changes;
  const auto pin_of = [](const tool_lock::LockedTool& tool) {
    return Pin{tool.server, tool.tool, "", tool.hash, tool.definition, tool.name};
  };
  const tool_lock::ToolLock now = locked(catalog);
  const auto in = [](const tool_lock::ToolLock& tools, const tool_lock::LockedTool& wanted) {
    return std::ranges::find_if(tools, [&](const tool_lock::LockedTool& tool) {
      return tool.server == wanted.server && tool.tool == wanted.tool;
    });
  };
  for (const tool_lock::LockedTool& tool : now) {
    const auto known = in(lock, tool);
    if (known == lock.end()) changes.push_back({pin_of(tool), {}});
    if (known != lock.end() && known->hash != tool.hash) changes.push_back({pin_of(tool), pin_of(*known)});
  }
  for (const tool_lock::LockedTool& tool : lock) {
    const auto away = [&](const std::string& missing) { return missing.starts_with(tool.server + " is "); };
    if (in(now, tool) != now.end() || std::ranges::any_of(catalog.missing, away)) continue;
    changes.push_back({{tool.server, tool.tool, "", "", "", tool.name}, pin_of(tool)});
  }
  return changes;
}

void print(const OfferedChange& change, Console& console) {
  const Pin& offered = change.offered;
  const std::string_view state = state_of(change);
  const Colour colour = state == "gone" ? Colour::dim : state == "pending" ? Colour::cyan : Colour::yellow;
  console.out << paint(console, Colour::bold, visible(offered.exposed)) << "  "
              << paint(console, colour, state) << "  " << visible(offered.tool) << " of "
              << visible(offered.server) << "\n";
  if (state == "gone") return;
  if (!change.before) return print_lines('+', tool_lock::laid_out(offered.definition), console);
  if (change.before->program != offered.program && !change.before->program.empty())
    console.out << "  " << paint(console, Colour::bold, "another program runs under this name") << "\n";
  if (change.before->digest == offered.digest) return;
  for (const Change& one : guard::changes_between(change.before->definition, offered.definition))
    print_change(one, console);
}

std::string to_json(const OfferedChange& change) {
  const Pin& offered = change.offered;
  std::string out = "{\"name\":" + json::quote(offered.exposed) +
                    ",\"server\":" + json::quote(offered.server) + ",\"tool\":" + json::quote(offered.tool) +
                    ",\"state\":" + json::quote(state_of(change));
  if (!offered.digest.empty()) out += ",\"hash\":" + json::quote(offered.digest);
  if (change.before && change.before->program != offered.program && !offered.digest.empty())
    out += ",\"otherProgram\":true";
  if (!change.before) return visible_json(out + ",\"definition\":" + offered.definition + "}");
  std::string list;
  if (!offered.digest.empty() && change.before->digest != offered.digest) {
    for (const Change& one : guard::changes_between(change.before->definition, offered.definition)) {
      list += (list.empty() ? "{\"path\":" : ",{\"path\":") + json::quote(one.path);
      if (!one.before.empty()) list += ",\"before\":" + one.before;
      if (!one.after.empty()) list += ",\"after\":" + one.after;
      list += "}";
    }
  }
  return visible_json(out + ",\"changes\":[" + list + "]}");
}

}  // namespace callgate::commands
