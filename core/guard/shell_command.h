// The shell commands among a call's arguments, and what they would do.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/analysis/shell/shell.h"
#include "core/guard/effect.h"
#include "core/guard/facts.h"
#include "core/json/outline.h"
#include "core/mcp/tool.h"

namespace callgate::guard {

// Or the SQL statements: they are judged alike.
struct ShellCommand {
  std::uint32_t entry = 0;  // the outline's value that holds it, a string or a list of words
  std::string text;         // as a shell would be given it: words of lists are quoted
  analysis::ShellReport report;
};

// Of tools that run things: the strings and lists of words under "command", "cmd", "argv", "args" and their
// like, joined where a program and its words stand apart; of all others under "command" and its plain
// spellings, but for those that are trusted to only read, or that by their names write or read something
// that is no shell's. Statements under "sql", of databases also under "query". Code of other languages and
// prose ("code", "prompt") is nobody's command line. At most kMaxShellCommands; where there are more, the
// last one's report says so (`beyond`).
std::vector<ShellCommand> shell_commands_of(const mcp::Tool& tool, const ToolFacts& facts,
                                            const json::Outline& arguments);
inline constexpr std::size_t kMaxShellCommands = 64;

// What kind of effect that is: sending something out counts as exec.
Effect effect_of(analysis::ShellClass is);

// The worst of `base` and of all commands.
Effect worst_effect(Effect base, const std::vector<ShellCommand>& commands);

}  // namespace callgate::guard
