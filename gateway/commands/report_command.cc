#include "gateway/commands/report_command.h"

#include <algorithm>
#include <charconv>
#include <iostream>
#include <nlohmann/json.hpp>

#include "gateway/commands/exit_code.h"
#include "gateway/commands/ledger_damage.h"
#include "gateway/commands/tally.h"
#include "gateway/commands/visible.h"
#include "gateway/state/ledger_reader.h"

namespace callgate::commands {
namespace {

using Json = nlohmann::ordered_json;
using Named = std::pair<std::string, const CallTally*>;

// The busiest first.
std::vector<Named> sorted(const std::map<std::string, CallTally>& tallies) {
  std::vector<Named> all;
  for (const auto& [name, tally] : tallies) all.emplace_back(name, &tally);
  std::stable_sort(all.begin(), all.end(),
                   [](const Named& a, const Named& b) { return a.second->calls > b.second->calls; });
  return all;
}

// At most five tools, by what 95 % of their calls do not exceed.
std::vector<Named> slowest(const std::map<std::string, CallTally>& tallies) {
  constexpr std::size_t kMost = 5;
  std::vector<Named> all = sorted(tallies);
  std::erase_if(all, [](const Named& one) { return one.second->durations.count() == 0; });
  std::ranges::stable_sort(all, std::greater(),
                           [](const Named& one) { return one.second->durations.percentile(95); });
  if (all.size() > kMost) all.resize(kMost);
  return all;
}

Json to_json(const CallTally& tally) {
  return {{"calls", tally.calls},
          {"denied", tally.denied},
          {"held", tally.held},
          {"cached", tally.cached},
          {"changed", tally.changed},
          {"errors", tally.errors},
          {"p50Us", tally.durations.percentile(50)},
          {"p95Us", tally.durations.percentile(95)},
          {"executed", tally.executed},
          {"timeUs", tally.micros},
          {"spent", tally.spent.text()},
          {"saved", tally.saved.text()}};
}

Json to_json(const std::map<std::string, CallTally>& tallies, const char* key) {
  Json array = Json::array();
  for (const auto& [name, tally] : sorted(tallies)) {
    Json one = {{key, name}};
    one.update(to_json(*tally));
    array.push_back(std::move(one));
  }
  return array;
}

void print_json(const Tally& tally, std::uint64_t damaged, Console& console) {
  Json json = {{"from", tally.first}, {"to", tally.last}};
  json.update(to_json(tally.all));
  json["decisions"] = Json::object();
  for (const auto& [decision, count] : tally.decisions) json["decisions"][decision] = count;
  json["guards"] = Json::object();
  for (const auto& [guard, count] : tally.guards) json["guards"][guard] = count;
  json["wouldBe"] = Json::object();
  for (const auto& [would, count] : tally.would_be) json["wouldBe"][would] = count;
  json["servers"] = to_json(tally.servers, "server");
  json["tools"] = to_json(tally.tools, "tool");
  json["slowest"] = Json::array();
  for (const auto& [name, tool] : slowest(tally.tools))
    json["slowest"].push_back({{"tool", name}, {"p95Us", tool->durations.percentile(95)}});
  json["runs"] = tally.runs.size();
  json["effects"] = {{"done", tally.effects.done},
                     {"indeterminate", tally.effects.indeterminate},
                     {"notSent", tally.effects.not_sent}};
  json["quarantined"] = Json::object();
  for (const auto& [tool, refused] : tally.set_aside) json["quarantined"][tool] = refused;
  json["lostRecords"] = tally.lost;
  json["damagedLines"] = damaged;
  console.out << visible_json(json.dump(2, ' ', false, Json::error_handler_t::replace)) << '\n';
}

Table::Cell number(std::uint64_t value, Colour colour = Colour::plain) {
  return {value ? std::to_string(value) : "-", value ? colour : Colour::dim, true};
}

void print_table(const char* heading, const std::vector<Named>& rows, Console& console) {
  Table table({heading, "CALLS", "DENIED", "HELD", "CACHED", "CHANGED", "ERRORS", "P50", "P95"});
  for (const auto& [name, tally] : rows) {
    const auto time = [&, it = tally](int percent) {
      return Table::Cell(it->durations.count() ? readable_duration(it->durations.percentile(percent)) : "-",
                         Colour::plain, true);
    };
    table.add({name, number(tally->calls), number(tally->denied, Colour::red),
               number(tally->held, Colour::yellow), number(tally->cached, Colour::cyan),
               number(tally->changed), number(tally->errors, Colour::red), time(50), time(95)});
  }
  table.print(console);
}

void print_counts(const char* heading, const std::map<std::string, std::uint64_t>& counts, Console& console) {
  if (counts.empty()) return;
  console.out << '\n';
  Table table({heading, "CALLS"});
  for (const auto& [name, count] : counts) table.add({name, number(count)});
  table.print(console);
}

void print_summary(const Tally& tally, Console& console) {
  const CallTally& all = tally.all;
  console.out << "  " << all.executed << " ran, " << all.cached << " answered from memory, " << all.denied
              << " denied, " << all.held << " held; "
              << readable_duration(static_cast<std::int64_t>(all.micros)) << " in " << tally.runs.size()
              << (tally.runs.size() == 1 ? " run\n" : " runs\n");
  if (all.spent != policy::Amount() || all.saved != policy::Amount())
    console.out << "  cost: " << all.spent.text() << " spent, " << all.saved.text() << " saved\n";
  const EffectTally& effects = tally.effects;
  if (effects.done + effects.indeterminate + effects.not_sent > 0) {
    console.out << "  side effects: " << effects.done << " done, " << effects.indeterminate
                << " indeterminate, " << effects.not_sent << " not sent\n";
  }
  console.out << '\n';
}

void print_slowest(const Tally& tally, Console& console) {
  if (tally.tools.size() < 2) return;
  Table table({"SLOWEST", "P95", "IN ALL"});
  for (const auto& [name, tool] : slowest(tally.tools)) {
    table.add({name,
               {readable_duration(tool->durations.percentile(95)), Colour::plain, true},
               {readable_duration(static_cast<std::int64_t>(tool->micros)), Colour::plain, true}});
  }
  console.out << '\n';
  table.print(console);
}

void print_text(const Tally& tally, Console& console) {
  if (tally.all.calls == 0) {
    console.out << "No calls are recorded.\n";
  } else {
    console.out << tally.all.calls << (tally.all.calls == 1 ? " call" : " calls") << " from "
                << visible(tally.first) << " to " << visible(tally.last) << '\n';
    print_summary(tally, console);
    print_table("SERVER", sorted(tally.servers), console);
    console.out << '\n';
    print_table("TOOL", sorted(tally.tools), console);
    print_slowest(tally, console);
  }
  print_counts("GUARD", tally.guards, console);
  print_counts("WOULD (OBSERVED)", tally.would_be, console);
  print_counts("SET ASIDE FOR A SESSION", tally.set_aside, console);
  if (tally.lost) console.out << '\n' << tally.lost << " records could not be written.\n";
}

}  // namespace

Result<std::string> read_since(const std::string& since, WallTime now) {
  if (since.empty()) return std::string();
  std::int64_t count = 0;
  const auto [end, failed] = std::from_chars(since.data(), since.data() + since.size(), count);
  const std::string_view unit(end, static_cast<std::size_t>(since.data() + since.size() - end));
  const auto before = [&](std::int64_t seconds) -> Result<std::string> {
    return rfc3339(now - std::chrono::seconds(seconds * count));
  };
  // 100 years of anything, so that nothing overflows.
  if (failed == std::errc() && count >= 0 && count <= 36'500) {
    if (unit == "s") return before(1);
    if (unit == "m") return before(60);
    if (unit == "h") return before(3600);
    if (unit == "d") return before(24 * 3600);
  }
  // "2026-11-18T10:00": digits where a time has digits, and its own signs elsewhere.
  constexpr std::string_view kForm = "0000-00-00T00:00:00.000Z";
  bool fits = since.size() >= 4 && since.size() <= kForm.size();
  // No half numbers: "2026-1" would mean October and later.
  fits = fits &&
         (since.size() == kForm.size() || (kForm[since.size()] != '0' && kForm[since.size() - 1] == '0'));
  for (std::size_t i = 0; fits && i < since.size(); ++i)
    fits = kForm[i] == '0' ? since[i] >= '0' && since[i] <= '9' : since[i] == kForm[i];
  if (fits) return since;
  return error(Errc::invalid, "'" + since + "' is no time; write 30m, 24h, 7d or 2026-11-18T10:00",
               "--since");
}

int report(const state::Directory& directory, const Clock& clock, const ReportSpan& span, bool json,
           Console& console) {
  auto earliest = read_since(span.since, clock.today());
  if (!earliest) return fail(console, earliest.error());
  state::LedgerReader reader(directory.ledger());
  Tally tally;
  auto done = reader.each([&](std::string_view line) {
    const LedgerRecord record = read_ledger_record(line);
    const bool of_run = span.run.empty() || (record.is_call() && record.run() == span.run);
    if (of_run && record.time >= *earliest) tally.add(record);
    return true;
  });
  if (!done) return fail(console, done.error());
  const int exit = tell_damage(reader, console);
  if (json) {
    print_json(tally, reader.damaged(), console);
  } else if (exit == kOk) {
    print_text(tally, console);
  }
  return exit;
}

}  // namespace callgate::commands
