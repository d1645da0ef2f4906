// `callgate approvals …`: what waits for a person, and the person's answer.
#pragma once

#include <string>

#include "core/base/clock.h"
#include "gateway/commands/terminal.h"
#include "gateway/state/directory.h"

namespace callgate::commands {

// Each returns the exit code of the program (exit_code.h) and prints errors to console.err.

// What waits, or with `all` everything that is remembered. JSON: one array.
int approvals_ls(const state::Directory& directory, const Clock& clock, bool all, bool json,
                 Console& console);

// One record whole: what would run, which rule asks, who decided.
int approvals_show(const state::Directory& directory, const Clock& clock, const std::string& id, bool json,
                   Console& console);

// Shows what will run and asks; without a person at the terminal `yes` has to be given. JSON: the record.
int approvals_approve(const state::Directory& directory, const Clock& clock, const std::string& id,
                      const std::string& note, bool yes, bool json, Console& console);
int approvals_deny(const state::Directory& directory, const Clock& clock, const std::string& id,
                   const std::string& note, bool json, Console& console);

// Prints what begins to wait, until console.pause() says that it is enough. JSON: one object per line.
int approvals_watch(const state::Directory& directory, const Clock& clock, bool json, Console& console);

}  // namespace callgate::commands
