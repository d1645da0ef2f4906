#include "gateway/commands/server_commands.h"

#include <ostream>

#include "core/json/view.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/visible.h"
#include "gateway/state/control_socket.h"

namespace callgate::commands {
namespace {

constexpr Millis kTimeout{2000};
using json::member;

std::string text(std::string_view object, std::string_view key) {
  const std::string_view value = member(object, key);
  return json::type_of(value) == json::Type::string ? json::decode(value) : std::string(value);
}

// Why a server is not well, or what it did wrong, in a few words.
std::string remark(std::string_view server) {
  std::string words = text(server, "reason");
  if (const auto wait = json::integer(member(server, "retryInMs"))) {
    words += (words.empty() ? "" : "; ") + ("next try in " + std::to_string(*wait / 1000 + 1) + " s");
  }
  const auto count = [&](std::string_view key, std::string_view what) {
    const auto number = json::integer(member(server, key));
    if (number && *number > 0)
      words += (words.empty() ? "" : "; ") + std::to_string(*number) + std::string(what);
  };
  count("junkLines", " junk lines");
  count("foreignIds", " answers nobody asked for");
  count("refusedLines", " refused answers");
  json::Elements set_aside(member(server, "quarantined"));
  std::string_view each;
  while (set_aside.next(each))
    words += (words.empty() ? "" : "; ") + text(each, "what") + ": " + text(each, "why");
  return words;
}

Colour colour_of(const std::string& state) {
  if (state == "ready") return Colour::green;
  return state == "starting" || state == "idle" ? Colour::yellow : Colour::red;
}

}  // namespace

int servers_ls(const state::Directory& directory, bool json, Console& console) {
  Table table({"GATEWAY", "SERVER", "STATE", "PROTOCOL", "TOOLS", "PID", "STARTS", "REMARKS"});
  std::string array;
  std::size_t gateways = 0;
  for (const state::GatewayAddress& gateway : state::list_gateways(directory.run())) {
    const auto answer = state::ask_gateway(gateway, "{\"ask\":\"servers\"}", kTimeout);
    if (!answer || !json::valid(*answer)) continue;
    ++gateways;
    json::Elements walk(member(*answer, "servers"));
    std::string_view server;
    while (walk.next(server)) {
      array.append(array.empty() ? "" : ",").append("{\"gateway\":" + std::to_string(gateway.pid) + ",");
      array.append(visible_json(server.substr(1)));
      const std::string state = text(server, "state");
      table.add({std::to_string(gateway.pid), text(server, "name"), Table::Cell(state, colour_of(state)),
                 text(server, "protocol"), Table::Cell(text(server, "tools"), Colour::plain, true),
                 text(server, "pid"),
                 std::to_string(json::integer(member(server, "restarts")).value_or(0) + 1), remark(server)});
    }
  }
  if (json) {
    console.out << "[" << array << "]\n";
  } else if (gateways > 0) {
    table.print(console);
  }
  if (gateways > 0) return kOk;
  console.err << "callgate: no gateway runs on this state directory (" << directory.root().string() << ")\n";
  return kUnreachable;
}

int servers_restart(const state::Directory& directory, const std::string& name, Console& console) {
  bool found = false;
  for (const state::GatewayAddress& gateway : state::list_gateways(directory.run())) {
    const auto answer = state::ask_gateway(gateway, "{\"restart\":" + json::quote(name) + "}", kTimeout);
    found = found || (answer && json::is_true(member(*answer, "restarted")));
  }
  if (!found) console.err << "callgate: no running gateway has a server \"" << visible(name) << "\"\n";
  return found ? kOk : kNegative;
}

}  // namespace callgate::commands
