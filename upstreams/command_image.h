// A Command as the bytes of one file, so that the process that executes it needs neither heap nor copying: it
// maps the file, turns offsets into pointers where they stand, and calls execve.
#pragma once

#include <string>

namespace callgate {

struct Command;

std::string command_image(const Command& command);

// A mapped image; pointers into it live until exec or exit. `argv` is null when the file could not be mapped.
struct MappedCommand {
  char** argv = nullptr;
  char** env = nullptr;
  const char* cwd = nullptr;
};
MappedCommand map_command(int image_fd);

}  // namespace callgate
