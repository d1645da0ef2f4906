// callgate policy validate, callgate schema: they read and print, nothing is started.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace callgate {

// Checks files and prints every error, or one line that says they are valid. A file with "mcpServers" or
// "policy" at its top level is read as a configuration with all it names, and each server that could not
// start is an error too; the others are the layers of one policy, in their order. With `json` one object
// comes out:
// {"valid": bool, "errors": [{"file", "line", "column", "message", "label", "hint"}], "warnings": […]}; a
// member without a value is left out. `environment` is what ${VAR} looks into. Returns the exit code: 0
// valid, 1 not.
int policy_validate(const std::vector<std::filesystem::path>& files, bool json,
                    const std::map<std::string, std::string>& environment, std::ostream& out);

// Prints the JSON Schema (draft-07) of a kind of file, "config" or "policy". Returns 0, or 2 for another
// kind.
int print_schema(std::string_view kind, std::ostream& out);

}  // namespace callgate
