// The PATH that the user's own terminal has. A gateway started from a desktop gets only the system's folders,
// and would not find what version managers and package managers installed. The login shell is asked: spawn
// login_path_command(), close its input, read its output to the end within a limit, give it to
// parse_login_path().
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "upstreams/environment.h"
#include "upstreams/launcher.h"

namespace callgate {

// Whether `path` holds the system's folders only (/usr/local/bin, /usr/bin, /bin and their sbin), so that
// asking is worth the time a shell takes.
bool is_bare(std::string_view path);

// Runs the login shell, $SHELL or the one of the user's account, as a login and interactive one: some set
// PATH in the file of the one kind, some in that of the other.
Command login_path_command(const Environ& ours);

// PATH out of what the shell printed, whatever else its start-up files printed around it. Nothing if it is
// not there.
std::optional<std::string> parse_login_path(std::string_view output);

// The absolute folders of `login` in its order, then those of `ours` it lacks, each once.
std::string merge_paths(std::string_view ours, std::string_view login);

}  // namespace callgate
