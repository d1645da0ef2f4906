#include "gateway/commands/pin_commands.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <set>

#include "core/base/glob.h"
#include "core/json/view.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/offered_change.h"
#include "gateway/commands/user_name.h"
#include "gateway/commands/visible.h"
#include "gateway/state/control_socket.h"
#include "gateway/state/directory.h"

namespace callgate::commands {
namespace {

constexpr Millis kTell{200};

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

// Reads the lock file; what is wrong with it is printed.
std::optional<tool_lock::ToolLock> read_lock(const std::filesystem::path& file, Console& console) {
  config::Findings found;
  auto lock = tool_lock::read_lock_file(file, found);
  for (const config::Problem& problem : found.errors) console.err << config::render(problem) << "\n";
  return lock;
}

// In one step, so that nobody reads half a file.
Result<void> write_lock(const std::filesystem::path& file, const tool_lock::ToolLock& tools) {
  const std::string text = tool_lock::lock_text(tools);
  config::Findings found;
  const auto source = std::make_shared<const config::Source>(config::Source{file.string(), text});
  if (!tool_lock::read_lock(source, found))
    return error(Errc::refused, "it could not be read again: " + config::one_line(found.errors.front()),
                 file.string());
  const std::filesystem::path aside = file.string() + ".new";
  std::ofstream stream(aside, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  std::error_code failed;
  if (stream) std::filesystem::rename(aside, file, failed);
  if (!stream || failed) return error(Errc::io, "cannot be written", file.string());
  return {};
}

bool wanted(const OfferedChange& change, const std::vector<std::string>& names) {
  const guard::Pin& pin = change.offered;
  return names.empty() || std::ranges::any_of(names, [&](const std::string& name) {
           return glob_matches(name, pin.exposed) || glob_matches(name, pin.server + "__" + pin.tool);
         });
}

bool has_lock(const PinWork& work) {
  std::error_code ignored;
  return !work.lock.empty() && std::filesystem::exists(work.lock, ignored);
}

// A command that has said already what is wrong ends with this.
Error said() {
  return {Errc::refused, "", ""};
}

int fail_unless_said(Console& console, const Error& error) {
  return error.what.empty() ? int{kNegative} : fail(console, error);
}

// All that is different, against whatever says what was accepted.
Result<std::vector<OfferedChange>> differences(const PinWork& work, const Clock& clock, Console& console) {
  ToolCatalog catalog;
  if (work.can_ask) {
    CALLGATE_TRY(asked, ask_for_tools(work.run_options, work.state, true));
    catalog = std::move(asked);
    for (const std::string& missing : catalog.missing)
      console.err << "callgate: not looked at: " << visible(missing) << "\n";
  }
  if (has_lock(work)) {
    const auto lock = read_lock(work.lock, console);
    if (!lock) return said();
    return changes_against(*lock, catalog);
  }
  CALLGATE_TRY(directory, state::Directory::existing(work.state));
  state::Database database(directory.database());
  CALLGATE_TRY(rows, state::Pins(database, clock).list());
  return waiting_in(rows);
}

void print_all(const std::vector<OfferedChange>& changes, bool json, Console& console) {
  std::string array;
  for (const OfferedChange& change : changes) {
    if (json) {
      array += (array.empty() ? "" : ",\n") + to_json(change);
    } else {
      print(change, console);
    }
  }
  if (json) console.out << "[" << array << "]\n";
}

Result<void> accept(const PinWork& work, const std::vector<OfferedChange>& changes, const Clock& clock,
                    Console& console) {
  CALLGATE_TRY(directory, state::Directory::existing(work.state));
  if (has_lock(work)) {
    auto lock = read_lock(work.lock, console);
    if (!lock) return said();
    for (const OfferedChange& change : changes) {
      const guard::Pin& pin = change.offered;
      std::erase_if(*lock, [&](const tool_lock::LockedTool& tool) {
        return tool.server == pin.server && tool.tool == pin.tool;
      });
      if (!pin.digest.empty())
        lock->push_back({pin.server, pin.tool, pin.exposed, pin.digest, pin.definition});
    }
    if (auto written = write_lock(work.lock, *lock); !written) return written;
  } else {
    std::vector<guard::Pin> pins;
    for (const OfferedChange& change : changes) pins.push_back(change.offered);
    state::Database database(directory.database());
    if (auto done = state::Pins(database, clock).accept(pins, user_name()); !done) return done;
  }
  state::tell_gateways(directory.run(), "{\"pins\":\"changed\"}", kTell);
  return {};
}

bool agreed(const std::vector<OfferedChange>& changes, Console& console) {
  print_all(changes, false, console);
  console.out << "\nAccept " << (changes.size() == 1 ? "it" : "all " + std::to_string(changes.size()))
              << "? [y/N] " << std::flush;
  std::string answer;
  std::getline(console.in, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace

int tools_lock(const PinWork& work, const std::filesystem::path& out, Console& console) {
  const std::filesystem::path file = out.empty() ? work.lock : out;
  if (file.empty()) {
    console.err << "callgate: the lock file lies beside the configuration: name one with --config, or a file "
                   "with --out\n";
    return kUsage;
  }
  const auto catalog = ask_for_tools(work.run_options, work.state, true);
  if (!catalog) return fail(console, catalog.error());
  if (!catalog->missing.empty()) {
    console.err << "callgate: nothing was written: " << visible(joined(catalog->missing)) << "\n";
    return kTransient;
  }
  const tool_lock::ToolLock tools = locked(*catalog);
  if (auto written = write_lock(file, tools); !written) return fail(console, written.error());
  if (const auto directory = state::Directory::existing(work.state))
    state::tell_gateways(directory->run(), "{\"pins\":\"changed\"}", kTell);
  std::set<std::string> servers;
  for (const tool_lock::LockedTool& tool : tools) servers.insert(tool.server);
  if (work.json) {
    console.out << "{\"file\":" << json::quote(file.string()) << ",\"tools\":" << tools.size()
                << ",\"servers\":" << servers.size() << "}\n";
  } else {
    console.out << visible(file.string()) << ": " << tools.size() << " tools of " << servers.size()
                << " servers\n";
  }
  return kOk;
}

int tools_diff(const PinWork& work, const std::vector<std::string>& names, Console& console) {
  const SystemClock clock;
  auto changes = differences(work, clock, console);
  if (!changes) return fail_unless_said(console, changes.error());
  std::erase_if(*changes, [&](const OfferedChange& change) { return !wanted(change, names); });
  print_all(*changes, work.json, console);
  if (changes->empty() && !work.json) console.out << "Every tool is as it was accepted.\n";
  return changes->empty() ? kOk : kNegative;
}

int tools_approve(const PinWork& work, const std::vector<std::string>& names, bool yes, const Clock& clock,
                  Console& console) {
  if (!yes && !console.interactive) {
    console.err << "callgate: approving wants a person at a terminal; without one add --yes\n";
    return kUsage;
  }
  // What waits in the store is what hosts were offered: it needs no gateway to say it again.
  PinWork from = work;
  from.can_ask = has_lock(work);
  auto changes = differences(from, clock, console);
  if (!changes) return fail_unless_said(console, changes.error());
  for (const std::string& name : names) {
    const auto named = [&](const OfferedChange& change) { return wanted(change, {name}); };
    if (std::ranges::any_of(*changes, named)) continue;
    console.err << "callgate: nothing waits that is called \"" << visible(name)
                << "\"; `callgate tools diff` shows what does\n";
    return kNegative;
  }
  std::erase_if(*changes, [&](const OfferedChange& change) { return !wanted(change, names); });
  if (!changes->empty() && !yes && !agreed(*changes, console)) {
    console.out << "Nothing was accepted.\n";
    return kNegative;
  }
  if (!changes->empty()) {
    if (auto done = accept(work, *changes, clock, console); !done)
      return fail_unless_said(console, done.error());
  }
  std::string array;
  for (const OfferedChange& change : *changes) {
    const guard::Pin& pin = change.offered;
    array += std::string(array.empty() ? "" : ",") + "{\"name\":" + json::quote(pin.exposed) +
             ",\"server\":" + json::quote(pin.server) + ",\"hash\":" + json::quote(pin.digest) + "}";
    if (!work.json) console.out << "accepted  " << visible(pin.exposed) << "\n";
  }
  if (work.json) console.out << "[" << visible_json(array) << "]\n";
  if (changes->empty() && !work.json) console.out << "Nothing waits.\n";
  return kOk;
}

}  // namespace callgate::commands
