// Which definitions were accepted, for commands that judge and record nothing.
#pragma once

#include <filesystem>
#include <memory>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/guards/pins/store.h"
#include "gateway/config.h"

namespace callgate::commands {

// From the lock file of the configuration, if it has one, else from the store in the state directory, which
// is only read and may be missing. Error: unavailable, of a store that cannot be read.
Result<std::shared_ptr<guard::PinStore>> accepted_pins(const Config& config,
                                                       const std::filesystem::path& state,
                                                       const Clock& clock);

}  // namespace callgate::commands
