#include "gateway/commands/accepted_pins.h"

#include "gateway/state/directory.h"
#include "gateway/state/pins.h"

namespace callgate::commands {

Result<std::shared_ptr<guard::PinStore>> accepted_pins(const Config& config,
                                                       const std::filesystem::path& state,
                                                       const Clock& clock) {
  auto pins = std::make_shared<guard::MemoryPins>();
  if (config.tool_lock) {
    pins->set_locked();
    for (const tool_lock::LockedTool& tool : *config.tool_lock)
      pins->accept({tool.server, tool.tool, "", tool.hash, tool.definition, tool.name});
    return pins;
  }
  const auto directory = state::Directory::existing(state);
  std::error_code ignored;
  if (!directory || !std::filesystem::exists(directory->database(), ignored)) return pins;
  state::Database database(directory->database());
  CALLGATE_TRY(rows, state::Pins(database, clock).list());
  for (state::StoredPin row : rows) {
    if (row.state != guard::PinState::approved) continue;
    // A server without a name of its own carries its program's behind it.
    const std::size_t blank = row.pin.server.rfind(' ');
    if (config.unnamed && blank != std::string::npos) row.pin.server.resize(blank);
    pins->accept(row.pin);
  }
  return pins;
}

}  // namespace callgate::commands
