#include "core/guards/policy/match.h"

#include <algorithm>
#include <optional>

#include "core/base/glob.h"
#include "core/guard/tool_pattern.h"

namespace callgate::guard {
namespace {

// `alarming` is the value a server gains nothing by: that one is believed of anybody.
bool hint_fits(std::optional<bool> wanted, std::optional<bool> said, bool alarming, bool trusted) {
  if (!wanted) return true;
  return said == wanted && (trusted || *said == alarming);
}

}  // namespace

Fit fit_of(const policy::Match& match, const mcp::Tool& tool, const ToolFacts& facts) {
  const bool by_name =
      match.tools.empty() || std::ranges::any_of(match.tools, [&](const std::string& pattern) {
        return pattern_fits(pattern, tool);
      });
  const bool by_server =
      match.servers.empty() || std::ranges::any_of(match.servers, [&](const std::string& pattern) {
        return glob_matches(pattern, tool.server);
      });
  const bool by_effect =
      match.effects.empty() || std::ranges::find(match.effects, facts.effect) != match.effects.end();
  if (!by_name || !by_server || !by_effect) return Fit::no;
  if (!match.names_hints()) return Fit::yes;
  const bool by_hints = hint_fits(match.read_only, tool.hints.read_only, false, facts.trusted) &&
                        hint_fits(match.destructive, tool.hints.destructive, true, facts.trusted) &&
                        hint_fits(match.idempotent, tool.hints.idempotent, false, facts.trusted) &&
                        hint_fits(match.open_world, tool.hints.open_world, true, facts.trusted);
  if (!by_hints) return Fit::no;
  return facts.trusted ? Fit::yes : Fit::unproven;
}

}  // namespace callgate::guard
