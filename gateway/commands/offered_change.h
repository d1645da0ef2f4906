// A tool that is not as it was accepted, and how it is shown to a person.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/guards/pins/changes.h"
#include "core/guards/pins/store.h"
#include "gateway/commands/terminal.h"
#include "gateway/commands/tool_catalog.h"
#include "gateway/state/pins.h"
#include "gateway/tool_lock/lock_file.h"

namespace callgate::commands {

struct OfferedChange {
  guard::Pin offered;                // without a digest: it is not offered any more
  std::optional<guard::Pin> before;  // what was accepted; nothing: it is new
};

// What waits in the store, each beside the latest that was accepted, of the same program if there is one.
std::vector<OfferedChange> waiting_in(const std::vector<state::StoredPin>& rows);

// How what is offered differs from a lock file. A tool of a server that did not come is not said to be gone.
std::vector<OfferedChange> changes_against(const tool_lock::ToolLock& lock, const ToolCatalog& catalog);

// What `catalog` offers, for a lock file.
tool_lock::ToolLock locked(const ToolCatalog& catalog);

// For people: a heading, and below it what is different, place by place: texts line by line, everything else
// as JSON. A new tool is shown whole.
void print(const OfferedChange& change, Console& console);
// {"name","server","tool","state":"pending|changed|gone","hash","changes":[{"path","before","after"}]};
// "before" and "after" are missing where there is nothing, and a new tool has its "definition" instead.
std::string to_json(const OfferedChange& change);

}  // namespace callgate::commands
