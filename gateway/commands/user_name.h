// Who sits at this command.
#pragma once

#include <string>

namespace callgate::commands {

// The login name, which the environment cannot forge; a number where there is none.
std::string user_name();

}  // namespace callgate::commands
