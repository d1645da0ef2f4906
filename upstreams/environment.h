// What a server inherits from the gateway's environment, and where its program lies.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace callgate {

using Environ = std::map<std::string, std::string>;

// The variables of this process. Entries without a name are left out.
Environ current_environment();

// The environment of a server as "NAME=value", sorted by name: of ours only HOME, LANG, LC_*, LOGNAME, PATH,
// SHELL, TERM, TMPDIR, USER, CLAUDE_PROJECT_DIR and CLAUDE_CODE_SESSION_ID, so that no secret of the
// gateway's reaches a server unasked; and all that is configured, which wins. PATH is merged with
// `login_path` (see login_path.h), which may be empty.
std::vector<std::string> child_environment(const Environ& ours, const Environ& configured,
                                           std::string_view login_path);

// The absolute path of the program `name`. With a slash it is a path, relative to `cwd`; otherwise it is
// searched for on `path` (the value of PATH), whose relative folders are relative to `cwd` as well. An empty
// `cwd` means this process's own. Errors: not_found and refused, in words for people, with what was looked
// for and where.
Result<std::string> find_program(std::string_view name, std::string_view path, std::string_view cwd);

// The folders of a PATH, in order; an empty one comes as ".", which is what it means. None for an empty PATH.
std::vector<std::string_view> path_folders(std::string_view path);

}  // namespace callgate
