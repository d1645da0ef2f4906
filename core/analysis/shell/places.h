// Which places of a machine are more than a file among others.
#pragma once

#include <string_view>

namespace callgate::analysis::shell {

// Disks, memory and the switches of the kernel.
bool is_precious(std::string_view path);

// Files whose former content the system cannot do without.
bool is_vital(std::string_view path);

// A folder a system or somebody's home stands on, or all that is in one: "/", "/etc/", "~/*", "C:\Windows".
bool is_root_place(std::string_view path);

}  // namespace callgate::analysis::shell
