#include "gateway/commands/approvals_commands.h"

#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "gateway/commands/exit_code.h"
#include "gateway/commands/user_name.h"
#include "gateway/commands/visible.h"
#include "gateway/state/approvals.h"
#include "gateway/state/control_socket.h"

namespace callgate::commands {
namespace {

using Json = nlohmann::ordered_json;
using state::Approval;
using state::ApprovalState;

constexpr Millis kLook{500};
constexpr Millis kTell{200};

// A store, opened for one command.
struct Store {
  Store(const state::Directory& directory, const Clock& clock)
      : database(directory.database()), approvals(database, clock) {}
  state::Database database;
  state::Approvals approvals;
};

std::string dump(const Json& json, int indent = -1) {
  return visible_json(json.dump(indent, ' ', false, Json::error_handler_t::replace));
}

// Pending, used and the like, as people say it.
std::string status(const Approval& it, WallTime now) {
  if (it.state != ApprovalState::approved) return std::string(to_string(it.state));
  if (it.consumed) return "used";
  return it.valid_until && *it.valid_until <= now ? "lapsed" : "approved";
}

Colour colour_of(std::string_view status) {
  if (status == "pending") return Colour::yellow;
  if (status == "approved") return Colour::green;
  return status == "denied" ? Colour::red : Colour::dim;
}

void put_time(Json& json, const char* name, const std::optional<WallTime>& time) {
  if (time) json[name] = rfc3339(*time);
}

Json to_json(const Approval& it, WallTime now) {
  Json json = {
      {"id", it.id},     {"state", to_string(it.state)}, {"status", status(it, now)}, {"server", it.server},
      {"tool", it.tool}, {"name", it.exposed},           {"summary", it.summary}};
  const bool whole = it.arguments_bytes == static_cast<std::int64_t>(it.arguments.size());
  Json arguments = whole ? Json::parse(it.arguments, nullptr, false) : Json(Json::value_t::discarded);
  json["arguments"] = arguments.is_discarded() ? Json(it.arguments) : std::move(arguments);
  if (!whole) json["argumentsBytes"] = it.arguments_bytes;
  json["rule"] = it.rule;
  json["reason"] = it.reason;
  json["principal"] = it.principal;
  json["assurance"] = it.out_of_band ? "out-of-band" : "any";
  json["digest"] = it.digest;
  put_time(json, "createdAt", it.created);
  put_time(json, "expiresAt", it.expires);
  put_time(json, "resolvedAt", it.resolved);
  put_time(json, "validUntil", it.valid_until);
  put_time(json, "consumedAt", it.consumed);
  if (!it.channel.empty()) json["resolver"] = {{"channel", it.channel}, {"identity", it.identity}};
  if (!it.note.empty()) json["note"] = it.note;
  return json;
}

// The arguments as a tree, or as they are if they are cut or hold a number no tree can hold.
std::string readable_arguments(const Approval& it) {
  if (it.arguments_bytes == static_cast<std::int64_t>(it.arguments.size())) {
    const Json tree = Json::parse(it.arguments, nullptr, false);
    if (!tree.is_discarded()) return dump(tree, 2);
  }
  std::string text = visible(it.arguments);
  if (it.arguments_bytes > static_cast<std::int64_t>(it.arguments.size()))
    text += "\n(the first " + std::to_string(it.arguments.size()) + " of " +
            std::to_string(it.arguments_bytes) + " bytes)";
  return text;
}

void print_record(const Approval& it, WallTime now, Console& console) {
  const auto line = [&](std::string_view name, const std::string& value) {
    std::string label(name);
    label.resize(11, ' ');
    if (!value.empty()) console.out << paint(console, Colour::dim, label) << visible(value) << '\n';
  };
  const std::string said = status(it, now);
  console.out << paint(console, Colour::bold, it.id) << "  " << paint(console, colour_of(said), said) << '\n';
  line("tool", it.exposed + (it.exposed == it.tool ? "" : "  (" + it.tool + " of " + it.server + ")"));
  line("reason", it.reason);
  line("rule", it.rule);
  line("principal", it.principal);
  line("asked", rfc3339(it.created) + "  (" + relative_time(it.created, now) + ")");
  if (it.state == ApprovalState::pending)
    line("expires", rfc3339(it.expires) + "  (" + relative_time(it.expires, now) + ")");
  if (it.resolved) line("decided", rfc3339(*it.resolved) + " by " + it.identity + " (" + it.channel + ")");
  if (it.valid_until && !it.consumed) line("valid until", rfc3339(*it.valid_until));
  if (it.consumed) line("used", rfc3339(*it.consumed));
  line("note", it.note);
  line("digest", it.digest);
  console.out << paint(console, Colour::dim, "arguments") << '\n' << readable_arguments(it) << '\n';
}

// A word that names no approval, however it is spelled, is a negative answer and no misuse of the command.
int fail_to_find(Console& console, const Error& error) {
  const int code = fail(console, error);
  return error.code == Errc::invalid ? int{kNegative} : code;
}

int resolve(const state::Directory& directory, const Clock& clock, Store& store, const std::string& id,
            bool approve, const std::string& note, bool json, Console& console) {
  auto done = store.approvals.resolve(id, approve, {"cli", user_name()}, note);
  if (!done) return fail_to_find(console, done.error());
  // Gateways look into the store anyway; this only spares them the wait.
  state::tell_gateways(directory.run(), dump({{"approval", done->id}}), kTell);
  const std::string what = visible(done->exposed) + " " + visible(done->summary);
  if (json) {
    console.out << dump(to_json(*done, clock.today())) << '\n';
  } else if (approve) {
    console.out
        << paint(console, Colour::green, "approved ") << done->id << "  " << what
        << "\nIt runs once, if the same call comes "
        << relative_time(done->valid_until.value_or(clock.today()), clock.today()).replace(0, 2, "within")
        << ".\n";
  } else {
    console.out << paint(console, Colour::red, "denied ") << done->id << "  " << what << '\n';
  }
  return kOk;
}

}  // namespace

int approvals_ls(const state::Directory& directory, const Clock& clock, bool all, bool json,
                 Console& console) {
  Store store(directory, clock);
  auto found = store.approvals.list(all);
  if (!found) return fail(console, found.error());
  const WallTime now = clock.today();
  if (json) {
    Json array = Json::array();
    for (const Approval& it : *found) array.push_back(to_json(it, now));
    console.out << dump(array, 2) << '\n';
    return kOk;
  }
  if (found->empty()) {
    console.out << (all ? "No approvals are remembered.\n" : "Nothing waits for approval.\n");
    return kOk;
  }
  Table table({"ID", "STATE", "ASKED", all ? "DECIDED" : "EXPIRES", "TOOL", "ARGUMENTS"});
  for (const Approval& it : *found) {
    const std::string said = status(it, now);
    const std::string when = !all          ? relative_time(it.expires, now)
                             : it.resolved ? relative_time(*it.resolved, now) + " by " + it.identity
                                           : "";
    table.add({{it.id, Colour::bold},
               {said, colour_of(said)},
               relative_time(it.created, now),
               when,
               it.exposed,
               it.summary});
  }
  table.print(console);
  return kOk;
}

int approvals_show(const state::Directory& directory, const Clock& clock, const std::string& id, bool json,
                   Console& console) {
  Store store(directory, clock);
  auto found = store.approvals.find(id);
  if (!found) return fail_to_find(console, found.error());
  if (json) {
    console.out << dump(to_json(*found, clock.today()), 2) << '\n';
  } else {
    print_record(*found, clock.today(), console);
  }
  return kOk;
}

int approvals_approve(const state::Directory& directory, const Clock& clock, const std::string& id,
                      const std::string& note, bool yes, bool json, Console& console) {
  Store store(directory, clock);
  if (yes) return resolve(directory, clock, store, id, true, note, json, console);
  if (!console.interactive) {
    console.err << "callgate: approving wants a person at a terminal; without one add --yes\n";
    return kUsage;
  }
  auto found = store.approvals.find(id);
  if (!found) return fail_to_find(console, found.error());
  if (found->state == ApprovalState::pending) {
    print_record(*found, clock.today(), console);
    console.out << "\nLet this call run once? [y/N] " << std::flush;
    std::string answer;
    std::getline(console.in, answer);
    if (answer != "y" && answer != "Y" && answer != "yes") {
      console.out << "Nothing was decided; it still waits. To refuse it: callgate deny " << found->id << '\n';
      return kNegative;
    }
  }
  return resolve(directory, clock, store, found->id, true, note, json, console);
}

int approvals_deny(const state::Directory& directory, const Clock& clock, const std::string& id,
                   const std::string& note, bool json, Console& console) {
  Store store(directory, clock);
  return resolve(directory, clock, store, id, false, note, json, console);
}

int approvals_watch(const state::Directory& directory, const Clock& clock, bool json, Console& console) {
  Store store(directory, clock);
  std::set<std::string> known;
  do {
    auto found = store.approvals.list(false);
    if (!found) return fail(console, found.error());
    std::set<std::string> waiting;
    for (const Approval& it : *found) {
      waiting.insert(it.id);
      if (known.contains(it.id)) continue;
      if (json) {
        console.out << dump(to_json(it, clock.today())) << '\n';
      } else {
        console.out << paint(console, Colour::bold, it.id) << "  " << visible(it.exposed) << "  "
                    << visible(it.summary) << "\n        " << visible(it.reason)
                    << "\n        callgate approve " << it.id << "  |  callgate deny " << it.id << '\n';
      }
    }
    known = std::move(waiting);
    console.out.flush();
  } while (console.pause(kLook));
  return kOk;
}

}  // namespace callgate::commands
