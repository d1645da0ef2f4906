#include "fleet.h"

#include <set>

#include "calls.h"
#include "json_members.h"

namespace callgate::bench {
namespace {

// Adds the names of a page's tools; false if one is there already.
bool add_names(std::string_view page, std::set<std::string>& names) {
  std::string_view tools = member(page, "tools");
  std::size_t at = tools.empty() ? 0 : skip_space(tools, 1);
  while (at < tools.size() && tools[at] == '{') {
    const std::size_t end = value_end(tools, at);
    const std::string_view name = member(tools.substr(at, end - at), "name");
    if (!names.emplace(name).second) return false;
    at = skip_space(tools, end);
    if (at < tools.size() && tools[at] == ',') at = skip_space(tools, at + 1);
  }
  return true;
}

bool is_complete(const Fleet& fleet, const std::set<std::string>& names) {
  for (int server = 0; server < fleet.servers(); ++server) {
    if (!names.contains('"' + fleet.tool(server, "echo") + '"')) return false;
  }
  return names.size() == static_cast<std::size_t>(fleet.servers() * kFleetToolsEach);
}

}  // namespace

std::string Fleet::tool(int server, const std::string& name) const {
  return setup.gateway ? fleet_name(server) + "__" + name : name;
}

Fleet start_fleet(Bench& bench, const Setup& setup, const std::string& state_dir, const std::string& config) {
  const auto command = setup.gateway ? command_for_fleet(setup, state_dir, config)
                                     : command_for_one(setup, state_dir, bench.options.server);
  return {setup, std::make_unique<Session>(command, fresh_path(bench, "stderr"))};
}

bool list_tools(Fleet& fleet, Instant& answered) {
  Session& session = *fleet.session;
  std::set<std::string> names;
  std::string cursor;
  do {
    const std::uint64_t id = session.next_id();
    const std::string params = cursor.empty() ? "{}" : "{\"cursor\":" + cursor + "}";
    const std::string request = "{\"jsonrpc\":\"2.0\",\"id\":" + std::to_string(id) +
                                ",\"method\":\"tools/list\",\"params\":" + params + "}\n";
    std::string_view line;
    if (!session.ask(request, line)) return false;
    answered = session.arrived();
    const Answer answer = read_answer(line);
    if (answer.id != id || !add_names(answer.result, names)) {
      return session.fail("wrong answer to tools/list: " + std::string(line.substr(0, 200)));
    }
    cursor = member(answer.result, "nextCursor");
  } while (!cursor.empty());
  return is_complete(fleet, names) ||
         session.fail("tools/list named " + std::to_string(names.size()) + " tools, not all that there are");
}

bool call_every_server(Fleet& fleet) {
  double micros = 0;
  for (int server = 0; server < fleet.servers(); ++server) {
    if (!call_echo(*fleet.session, fleet.tool(server, "echo"), micros)) return false;
  }
  return true;
}

bool bring_up(Fleet& fleet) {
  Instant answered;
  return fleet.session->initialize(answered) && list_tools(fleet, answered) && call_every_server(fleet);
}

}  // namespace callgate::bench
