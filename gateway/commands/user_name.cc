#include "gateway/commands/user_name.h"

#include <pwd.h>
#include <unistd.h>

namespace callgate::commands {

std::string user_name() {
  const passwd* user = ::getpwuid(::geteuid());
  return user && user->pw_name ? user->pw_name : std::to_string(::geteuid());
}

}  // namespace callgate::commands
