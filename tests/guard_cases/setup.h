// A recorded case, and the gateway that it asks for: what the knobs of its source mean in a policy of ours.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace callgate::guard_cases {

// Keeps the order of members, so that arguments are sent as they were recorded.
using Json = nlohmann::ordered_json;

struct Setup {
  Json policy = Json::object();  // of its "guards", those not named are off
  Json input_schema;             // of every tool; null: it has none
  Json earlier;                  // what a call before the first one returned; null: there was none
  std::string cwd = "/workspace";
  std::string agent;                             // who calls, unless a call's "actor" says so
  std::map<std::string, std::string> variables;  // of the environment, for "env.NAME"
  int clock_rate = 1;  // milliseconds of ours for one of the case: some limits of ours are in seconds
  bool tells_rewrites = false;  // the source knows refusals that tell what to do from plain ones
  bool faulty = false;          // its configuration holds a word that means nothing: it must not load
  bool ticketed = false;        // calls carry their "ticket_id" as an argument
  bool sessions_apart = false;  // each "session" of the calls is a host of its own
  std::string problem;          // why the case cannot be played
};

// By the case's source, config and gateway_guard, and the names of the tools it calls.
Setup setup_for(const Json& one);

// A row of an adapter's table: where a knob of the source goes. `knob` and `place` are paths with dots.
struct Row {
  std::string_view knob, place;
  Json (*convert)(const Json& value) = nullptr;
};

// Copies what the config says to its places, and notes knobs in `setup.problem` that stand neither in the
// rows nor in `known`.
void apply(std::span<const Row> rows, std::span<const std::string_view> known, const Json& config,
           Setup& setup);

// The value under a path with dots in `root`, made if it is not there.
Json& at_path(Json& root, std::string_view path);

// "refund" -> "*__refund"; for lists: each; for objects: each key.
Json pattern(const Json& name);

// The server and the server's own name for a tool: cut at the last '.' or ':'.
std::pair<std::string, std::string> names_of(const std::string& tool);

// One per source, in a file of its own.
void adapt_auraguard(const Json& one, Setup& setup);
void adapt_callguard(const Json& one, Setup& setup);
void adapt_edictum(const Json& one, Setup& setup);
void adapt_execution_guard(const Json& one, Setup& setup);
void adapt_chuk(const Json& one, Setup& setup);
void adapt_agentguard(const Json& one, Setup& setup);

}  // namespace callgate::guard_cases
