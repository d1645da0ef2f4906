// What kind of effect a tool has on the world, as far as anybody can tell before it runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/mcp/tool.h"

namespace callgate::guard {

// `unknown` counts as write wherever it matters: it is never answered from memory and makes earlier reads
// stale.
// `pure` is a read that depends on its arguments alone. Ordered: what is later is worse.
enum class Effect : std::uint8_t { pure, read, unknown, write, exec, destructive };
inline constexpr std::string_view kEffectWords[] = {"pure",  "read", "unknown",
                                                    "write", "exec", "destructive"};
constexpr std::string_view to_string(Effect effect) {
  return kEffectWords[static_cast<std::size_t>(effect)];
}

// By the verb in a tool's name, cut at '_', '-', '.' and the humps of camelCase: "delete_file" and
// "repo-deleteAll" are destructive, "list_deleted_files", "dropdown_options" and "skill_search" are not. The
// first verb counts; with "and" or "or" in the name ("find_and_delete") the strictest does. Destructive is
// also what nobody gets back: money that is handed over ("transfer_funds", "pay_invoice"), what is called off
// ("cancel_order"). A bare "pay" or "transfer" is a write.
Effect effect_of_name(std::string_view name);

// Trusted hints first, then the name. A destructiveHint alone makes a tool write, because careful servers set
// it on every edit; with `strict` it makes it destructive, trusted or not.
Effect effect_of(const mcp::Tool& tool, bool trusted, bool strict);

}  // namespace callgate::guard
