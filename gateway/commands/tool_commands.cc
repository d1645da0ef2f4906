#include "gateway/commands/tool_commands.h"

#include <algorithm>
#include <ostream>

#include "core/guards/pins/definition.h"
#include "core/json/view.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/tool_catalog.h"
#include "gateway/commands/visible.h"
#include "gateway/state/directory.h"
#include "gateway/state/pins.h"
#include "gateway/tool_lock/lock_file.h"

namespace callgate::commands {
namespace {

using json::member;

std::string hints(std::string_view tool) {
  const std::string_view annotations = member(tool, "annotations");
  std::string words;
  const auto add = [&](std::string_view key, std::string_view word) {
    if (json::is_true(member(annotations, key))) words.append(words.empty() ? "" : " ").append(word);
  };
  add("readOnlyHint", "read-only");
  add("destructiveHint", "destructive");
  add("idempotentHint", "idempotent");
  add("openWorldHint", "open-world");
  return words;
}

// What a gateway with this configuration would say of the definition; "none" if it was never seen. Error:
// what says so cannot be read.
Result<std::string> pin_of(const PinWork& work, const OfferedTool& tool, const std::string& hash,
                           const Clock& clock) {
  std::error_code ignored;
  if (!work.lock.empty() && std::filesystem::exists(work.lock, ignored)) {
    config::Findings found;
    const auto lock = tool_lock::read_lock_file(work.lock, found);
    if (!lock) return error(Errc::refused, config::one_line(found.errors.front()));
    for (const tool_lock::LockedTool& known : *lock) {
      if (known.server == tool.server && known.tool == tool.tool)
        return known.hash == hash ? "approved" : "changed";
    }
    return "pending";
  }
  const auto directory = state::Directory::existing(work.state);
  if (!directory) return "none";
  state::Database database(directory->database());
  CALLGATE_TRY(rows, state::Pins(database, clock).list());
  std::string state = "none";
  for (const state::StoredPin& row : rows) {
    // A server without a name of its own carries its program's behind it.
    const bool same_server = row.pin.server == tool.server || row.pin.server.starts_with(tool.server + " ");
    if (!same_server || row.pin.tool != tool.tool || row.pin.digest != hash) continue;
    state = guard::to_string(row.state);
    if (row.state == guard::PinState::approved) break;
  }
  return state;
}

}  // namespace

int tools_ls(const std::vector<std::string>& run_options, const std::filesystem::path& state, bool json,
             Console& console) {
  auto catalog = ask_for_tools(run_options, state, false);
  if (!catalog) return fail(console, catalog.error());
  Table table({"TOOL", "SERVER", "HINTS", "DESCRIPTION"});
  std::string array;
  json::Elements walk(member(catalog->answer, {"result", "tools"}));
  std::string_view tool;
  while (walk.next(tool)) {
    const std::string name = json::decode(member(tool, "name"));
    const std::string& server = catalog->servers[name];
    array.append(array.empty() ? "{\"server\":" : ",{\"server\":").append(json::quote(server)).append(",");
    array.append(tool.substr(1));
    std::string description = json::decode(member(tool, "description"));
    description = description.substr(0, description.find('\n'));
    table.add({name, server, Table::Cell(hints(tool), Colour::dim), std::move(description)});
  }
  if (json) {
    console.out << "[" << visible_json(array) << "]\n";
  } else {
    table.print(console);
  }
  return kOk;
}

int tools_show(const PinWork& work, const std::string& name, const Clock& clock, Console& console) {
  const auto catalog = ask_for_tools(work.run_options, work.state, true);
  if (!catalog) return fail(console, catalog.error());
  const auto tool = std::ranges::find(catalog->tools, name, &OfferedTool::name);
  if (tool == catalog->tools.end()) {
    console.err << "callgate: no tool \"" << visible(name) << "\"; `callgate tools ls` lists them\n";
    return kNegative;
  }
  const std::string hash = guard::pin_digest(tool->definition);
  const auto pin = pin_of(work, *tool, hash, clock);
  if (!pin) return fail(console, pin.error());
  if (work.json) {
    console.out << visible_json("{\"name\":" + json::quote(name) +
                                ",\"server\":" + json::quote(tool->server) +
                                ",\"tool\":" + json::quote(tool->tool) + ",\"hash\":" + json::quote(hash) +
                                ",\"pin\":" + json::quote(*pin) + ",\"definition\":" + tool->definition + "}")
                << "\n";
    return kOk;
  }
  console.out << paint(console, Colour::bold, visible(name)) << "  " << visible(tool->tool) << " of "
              << visible(tool->server) << "\n"
              << paint(console, Colour::dim, "pin   ") << *pin << "\n"
              << paint(console, Colour::dim, "hash  ") << hash << "\n"
              << tool_lock::laid_out(tool->definition) << "\n";
  return kOk;
}

}  // namespace callgate::commands
