// What can be set of the guard `policy` besides permissions, default and rules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/guard/effect.h"
#include "core/guard/mode.h"
#include "core/policy/action.h"
#include "core/policy/knob.h"
#include "core/policy/knobs/stages.h"

namespace callgate::policy {

// What is said of tools by the pattern of their names: "tools": {"db__*": {"class": "write", "once": true}}.
struct ToolEntry {
  std::string pattern;
  std::optional<Action> access;
  std::vector<std::string> require_args;  // must be there
  std::optional<std::int64_t> risk;       // for the guard `risk`
  std::optional<guard::Effect> effect;    // "class"
  std::optional<bool> once, is_volatile;

  friend bool operator==(const ToolEntry&, const ToolEntry&) = default;
};
using ToolTable = std::vector<ToolEntry>;

void read_value(const config::Node& node, ToolTable& table);
std::string print_value(const ToolTable& table, const config::Shape& shape);

struct PolicyKnobs {
  // What happens to calls of a class that no rule decides about, where there is no "default". A deny always
  // holds.
  struct Effects {
    Action pure = Action::allow, read = Action::allow, unknown = Action::allow, write = Action::allow,
           exec = Action::allow, destructive = Action::ask;
    bool read_only = false;  // whatever may change something is refused
    Action of(guard::Effect effect) const;
  };
  // Who may call. An agent's name comes from the launch, never from what the host says of itself.
  struct Identity {
    bool required = false;
    ByTool<std::vector<std::string>> agents;  // name -> patterns of the tools it may call; none: anybody
    Action on_unknown = Action::deny;
  };
  // A signed token (JWT) in a variable of the gateway's environment.
  struct CapabilityToken {
    enum class Require : std::uint8_t { none, changes, all };
    enum class Algorithm : std::uint8_t { hs256, eddsa };
    Require require = Require::none;
    Algorithm algorithm = Algorithm::hs256;
    std::string variable = "CALLGATE_TOKEN";
    std::string key_variable = "CALLGATE_TOKEN_KEY";
  };
  // Tools whose numbers are worth a look.
  struct Numeric {
    std::vector<std::string> tools;
    double z = 8;
    std::int64_t degenerate = 3;
  };

  enum class OnError : std::uint8_t { hold, deny };

  guard::Mode mode = guard::Mode::enforce;
  std::string environment = "dev";
  ByTool<std::vector<std::string>> env_block{{"prod", {"destructive"}}};
  Effects effects;
  Identity identity;
  CapabilityToken capability_token;
  ToolTable tools;
  bool missing_field = false;
  OnError on_error = OnError::deny;
  std::size_t message_max = 500, placeholder_cap = 200, regex_input = 10'000;
  std::int64_t prior_max = 4096;
  StageList stages;
  Numeric numeric;
  // By server: whether it may ask the host's model for a text, and the user for input.
  ByTool<Action> sampling{{"*", Action::allow}}, elicitation{{"*", Action::allow}};
};
std::span<const Knob> policy_knobs();

}  // namespace callgate::policy
