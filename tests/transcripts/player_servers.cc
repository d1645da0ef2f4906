// The steps about the scripted servers, and about silence.
#include <algorithm>
#include <set>

#include "match.h"
#include "message.h"
#include "player.h"

namespace callgate::test {
namespace {

// What a gateway says to its servers by itself, at a time no test can know.
const std::set<std::string> kHousekeeping = {"initialize",          "notifications/initialized",
                                             "server/discover",     "tools/list",
                                             "prompts/list",        "ping",
                                             "resources/list",      "resources/templates/list",
                                             "subscriptions/listen"};

bool is_sync(const std::string& line) {
  return line.find(std::string("\"") + kSync) != line.npos;
}

}  // namespace

bool Player::round_trip_of(const std::string& id) {
  std::deque<std::string>& lines = stage_.host_lines();
  const auto answer = [&] {
    return std::find_if(lines.begin(), lines.end(),
                        [&](const std::string& line) { return has_id(line, id); });
  };
  send({{"id", id}, {"method", "ping"}});
  if (!stage_.wait([&] { return answer() != lines.end() || stage_.output_ended(); })) return false;
  if (answer() != lines.end()) lines.erase(answer());
  return true;
}

// After it, everything the host and the servers have said before has been acted upon: pings travel behind it.
std::string Player::barrier() {
  const std::string id = kSync + std::to_string(++syncs_);
  for (const auto& link : stage_.links()) {
    if (options_.direct || link->gone()) continue;
    const Json ping = {{"do", {{{"request", {{"method", "ping"}, {"id", id}}}}}}};
    if (!link->command(dump(ping))) continue;
    const bool answered = stage_.wait([&] {
      const auto& lines = link->received();
      return link->gone() || std::any_of(lines.begin(), lines.end(),
                                         [&](const std::string& line) { return has_id(line, id); });
    });
    if (!answered) return "the ping of " + link->name() + " is not answered";
  }
  if (!exited_ && stage_.takes_input() && !round_trip_of(id)) return "ping is not answered";
  for (const auto& link : stage_.links()) {
    if (!link->command("sync " + id)) continue;
    if (!stage_.wait([&] { return link->gone() || link->last_sync() == id; }))
      return link->name() + " does not answer";
  }
  return {};
}

std::string Player::silent(const Json& step) {
  if (std::string problem = barrier(); !problem.empty()) return problem;
  if (step["silent"] == "host" && step.contains("of")) {
    std::deque<std::string> lines = stage_.host_lines();
    lines.insert(lines.end(), aside_.begin(), aside_.end());
    for (const std::string& line : lines) {
      const std::optional<Json> message = read_wire(line);
      if (message && step["of"] == method_of(*message)) return "the host was told " + line.substr(0, 1500);
    }
    return {};
  }
  if (step["silent"] == "host") {
    for (const std::string& line : stage_.host_lines()) {
      const std::optional<Json> message = read_wire(line);
      if (!message || !is_list_change(method_of(*message)))
        return "the host was told " + line.substr(0, 1500);
    }
    return {};
  }
  for (const std::string& line : stage_.link(step["silent"])->received()) {
    const std::optional<Json> message = read_wire(line);
    const std::string method = message ? method_of(*message) : "";
    const bool counts =
        step.contains("of") ? step["of"] == method : !kHousekeeping.contains(method) && !is_sync(line);
    if (counts) return "the server received " + line.substr(0, 1500);
  }
  return {};
}

std::string Player::server(const Json& step) {
  const std::string verb = std::next(step.begin()).key();
  ServerLink* link = stage_.link(step["server"]);
  const bool speaks = verb == "sends" || verb == "sendsRaw" || verb == "does";
  if (speaks && !stage_.wait([&] { return link->runs() > 0; })) return link->name() + " was never started";
  return (this->*server_verbs().at(verb))(step);
}

const std::map<std::string, Player::Verb>& Player::server_verbs() {
  using P = Player;
  static const std::map<std::string, Verb> kVerbs = {
      {"sends", &P::server_sends},       {"sendsRaw", &P::server_sends_raw}, {"does", &P::server_does},
      {"received", &P::server_received}, {"started", &P::server_started},    {"starts", &P::server_starts},
      {"died", &P::server_died}};
  return kVerbs;
}

// Waits until it is done, so that nothing the host says next can overtake it.
std::string Player::server_does(const Json& step) {
  ServerLink* link = stage_.link(step["server"]);
  if (!link->command(dump({{"do", step["does"]}}))) return "the server is not running";
  const bool ends = std::any_of(step["does"].begin(), step["does"].end(), [](const Json& action) {
    return action.contains("exit") || action.contains("kill") || action.contains("close");
  });
  if (ends) return {};
  const std::string id = kSync + std::to_string(++syncs_);
  if (!link->command("sync " + id)) return {};
  const int run = link->runs();
  const bool done = stage_.wait([&] { return link->over(run) || link->last_sync() == id; });
  return done ? "" : link->name() + " does not answer";
}

std::string Player::server_sends(const Json& step) {
  const Json action = {{"send", step["sends"]}};
  return server_does({{"server", step["server"]}, {"does", Json::array({action})}});
}

std::string Player::server_sends_raw(const Json& step) {
  const Json action = {{"raw", step["sendsRaw"]}};
  return server_does({{"server", step["server"]}, {"does", Json::array({action})}});
}

// The next line that server received; what a gateway says to its servers by itself is passed over unless
// asked for.
std::string Player::server_received(const Json& step) {
  ServerLink* link = stage_.link(step["server"]);
  const std::string wanted = method_of(step["received"]);
  while (true) {
    if (!stage_.wait([&] { return !link->received().empty(); })) return "the server received nothing in time";
    const std::string line = link->received().front();
    link->received().pop_front();
    const std::optional<Json> message = read_wire(line);
    const std::string method = message ? method_of(*message) : "";
    if (is_sync(line) || (method != wanted && kHousekeeping.contains(method))) continue;
    return check(step["received"], step, line);
  }
}

std::string Player::server_started(const Json& step) {
  ServerLink* link = stage_.link(step["server"]);
  const bool started = stage_.wait([&] { return link->runs() >= step["started"].get<int>(); });
  return started ? "" : "started " + std::to_string(link->runs()) + " times";
}

std::string Player::server_starts(const Json& step) {
  if (std::string problem = barrier(); !problem.empty()) return problem;
  const int runs = stage_.link(step["server"])->runs();
  return step["starts"] == runs ? "" : "started " + std::to_string(runs) + " times";
}

std::string Player::server_died(const Json& step) {
  ServerLink* link = stage_.link(step["server"]);
  return stage_.wait([&] { return link->over(step["died"]); }) ? "" : "the process is still there";
}

}  // namespace callgate::test
