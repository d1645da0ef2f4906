// The steps that send to the program, read from it, and speak with the scripted servers.
#include <algorithm>
#include <set>

#include "match.h"
#include "player.h"

namespace callgate {
namespace {

constexpr const char* kSync = "driver-sync-";
constexpr const char* kMeta = "io.modelcontextprotocol/";

// What a gateway says to its servers by itself, at a time no test can know.
const std::set<std::string> kHousekeeping = {"initialize",          "notifications/initialized",
                                             "server/discover",     "tools/list",
                                             "prompts/list",        "ping",
                                             "resources/list",      "resources/templates/list",
                                             "subscriptions/listen"};

std::string method_of(const Json& message) {
  if (!message.is_object() || !message.contains("method") || !message["method"].is_string()) return {};
  return message["method"];
}

bool is_list_change(const std::string& method) {
  return method.ends_with("/list_changed");
}

bool is_sync(const std::string& line) {
  return line.find(std::string("\"") + kSync) != line.npos;
}

std::vector<std::string> literals(const Json& step, const char* key) {
  if (!step.contains(key)) return {};
  if (step[key].is_string()) return {step[key]};
  return step[key].get<std::vector<std::string>>();
}

std::string hex_bytes(const std::string& digits) {
  std::string out;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    out += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  return out;
}

}  // namespace

void Player::send(Json message) {
  Json whole = {{"jsonrpc", "2.0"}};
  whole.update(message);
  stage_.program().send(dump(whole) + "\n");
}

std::string Player::host(const Json& step) {
  send(step["host"]);
  return {};
}

// A request of 2026-07-28: what its envelope leaves out is filled in.
std::string Player::modern(const Json& step) {
  Json message = step["modern"];
  Json& meta = message["params"]["_meta"];
  const Json capabilities = step.value("capabilities", case_.header.value("capabilities", Json::object()));
  const Json client = {{"name", "transcript"}, {"version", "1.0.0"}};
  const Json envelope = {
      {"protocolVersion", "2026-07-28"}, {"clientInfo", client}, {"clientCapabilities", capabilities}};
  for (const auto& [key, value] : envelope.items()) {
    if (!meta.contains(kMeta + key)) meta[kMeta + key] = value;
  }
  send(message);
  return {};
}

std::string Player::raw(const Json& step) {
  stage_.program().send(step["raw"].get<std::string>() + "\n");
  return {};
}

std::string Player::raw_hex(const Json& step) {
  stage_.program().send(hex_bytes(step["rawHex"]) + "\n");
  return {};
}

std::string Player::bytes(const Json& step) {
  stage_.program().send(step["bytes"].get<std::string>());
  return {};
}

// One line of any size: head, `fill` times 'x', tail.
std::string Player::big(const Json& step) {
  const Json& parts = step["big"];
  const std::string fill(parts["fill"].get<std::size_t>(), 'x');
  stage_.program().send(parts["head"].get<std::string>() + fill + parts["tail"].get<std::string>() + "\n");
  return {};
}

std::string Player::open(const Json& step) {
  const Json client = {{"name", "transcript"}, {"version", "1.0.0"}};
  send({{"id", "open"},
        {"method", "initialize"},
        {"params",
         {{"protocolVersion", step["open"]},
          {"capabilities", step.value("capabilities", case_.header.value("capabilities", Json::object()))},
          {"clientInfo", step.value("clientInfo", case_.header.value("clientInfo", client))}}}});
  const Json pattern = {{"id", "open"}, {"result", {{"protocolVersion", step["open"]}}}};
  std::string line;
  if (std::string problem = take_host_line(pattern, line); !problem.empty()) return problem;
  if (std::string problem = check(pattern, Json::object(), line); !problem.empty()) return problem;
  send({{"method", "notifications/initialized"}});
  return {};
}

// The next line for the host. list_changed may come at any time, so it is set aside until a step asks for it;
// and a step that does ask finds it among the others.
std::string Player::take_host_line(const Json& pattern, std::string& line) {
  std::deque<std::string>& lines = stage_.host_lines();
  const bool wants_change = is_list_change(method_of(pattern));
  while (true) {
    for (auto it = lines.begin(); it != lines.end();) {
      const std::optional<Json> message = read_wire(*it);
      const bool change = message && is_list_change(method_of(*message));
      if (!change && !wants_change) break;
      if (change) {
        aside_.push_back(*it);
        it = lines.erase(it);
      } else {
        ++it;
      }
    }
    for (auto it = aside_.begin(); wants_change && it != aside_.end(); ++it) {
      Json ignored;
      if (!mismatch(pattern, *read_wire(*it), ignored).empty()) continue;
      line = *it;
      aside_.erase(it);
      return {};
    }
    if (!wants_change && !lines.empty()) {
      line = lines.front();
      lines.pop_front();
      return {};
    }
    const std::size_t seen = lines.size();
    if (!stage_.wait([&] { return lines.size() > seen || stage_.output_ended(); }))
      return "nothing came in time";
    if (lines.size() == seen) return "the program closed its output";
  }
}

// Compares a line with what the step wants of it, and keeps what it captures.
std::string Player::check(const Json& pattern, const Json& step, const std::string& line) {
  const std::optional<Json> message = read_wire(line);
  const std::string came = "\n     line: " + line.substr(0, 1500);
  if (!message) return "no JSON" + came;
  Json captured = Json::object();
  if (std::string why = mismatch(pattern, *message, captured); !why.empty()) return why + came;
  for (const std::string& text : literals(step, "contains")) {
    if (line.find(text) == line.npos) return "expected the bytes " + text + came;
  }
  for (const std::string& text : literals(step, "lacks")) {
    if (line.find(text) != line.npos) return "did not expect the bytes " + text + came;
  }
  for (const auto& [name, pointer] : object_at(step, "capture").items()) {
    const Json::json_pointer place(pointer.get<std::string>());
    if (!message->contains(place)) return "nothing to capture at " + place.to_string() + came;
    captured[name] = (*message)[place];
  }
  variables_.update(captured);
  return {};
}

std::string Player::expect(const Json& step) {
  std::string line;
  if (std::string problem = take_host_line(step["expect"], line); !problem.empty()) return problem;
  return check(step["expect"], step, line);
}

std::string Player::expect_raw(const Json& step) {
  std::string line;
  if (std::string problem = take_host_line(Json(), line); !problem.empty()) return problem;
  return step["expectRaw"] == line ? "" : "expected these bytes, came\n     line: " + line.substr(0, 1500);
}

// As many lines as there are patterns, in any order; a line takes the first pattern that fits it.
std::string Player::expect_any(const Json& step) {
  std::vector<Json> open(step["expectAny"].begin(), step["expectAny"].end());
  while (!open.empty()) {
    const auto change =
        std::find_if(open.begin(), open.end(), [](const Json& p) { return is_list_change(method_of(p)); });
    std::string line, why;
    if (std::string problem = take_host_line(change != open.end() ? *change : Json(), line);
        !problem.empty()) {
      return problem + "; still expected: " + dump(Json(open));
    }
    const auto fits = std::find_if(open.begin(), open.end(), [&](const Json& p) {
      why = check(p, step, line);
      return why.empty();
    });
    if (fits == open.end()) return "a line that fits none of " + dump(Json(open)) + "; the last: " + why;
    open.erase(fits);
  }
  return {};
}

bool Player::round_trip_of(const std::string& id) {
  std::deque<std::string>& lines = stage_.host_lines();
  const auto answer = [&] {
    return std::find_if(lines.begin(), lines.end(),
                        [&](const std::string& line) { return line.find("\"" + id + "\"") != line.npos; });
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
      return link->gone() || std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
               return line.find("\"" + id + "\"") != line.npos;
             });
    });
    if (!answered) return "the ping of " + link->name() + " is not answered";
  }
  if (!exited_ && stage_.program().in() >= 0 && !round_trip_of(id)) return "ping is not answered";
  for (const auto& link : stage_.links()) {
    if (!link->command("sync " + id)) continue;
    if (!stage_.wait([&] { return link->gone() || link->last_sync() == id; }))
      return link->name() + " does not answer";
  }
  return {};
}

std::string Player::silent(const Json& step) {
  if (std::string problem = barrier(); !problem.empty()) return problem;
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
      {"received", &P::server_received}, {"started", &P::server_started},    {"died", &P::server_died}};
  return kVerbs;
}

std::string Player::server_does(const Json& step) {
  const bool said = stage_.link(step["server"])->command(dump({{"do", step["does"]}}));
  return said ? "" : "the server is not running";
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

std::string Player::server_died(const Json& step) {
  ServerLink* link = stage_.link(step["server"]);
  return stage_.wait([&] { return link->over(step["died"]); }) ? "" : "the process is still there";
}

}  // namespace callgate
