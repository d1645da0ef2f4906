// Which program runs as a server, told from its command line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace callgate {

// SHA-256 over the command and those of its arguments that say what runs, lower-case hex. Left out are
// options, URLs and folders, which say how it runs and what it works on: another folder for the same server
// is the same program, another package or script is not. An argument counts as a folder if it begins with
// "/", "./", "../", "~" or a drive and its last part has no dot.
std::string program_of(std::string_view command, const std::vector<std::string>& arguments);

}  // namespace callgate
