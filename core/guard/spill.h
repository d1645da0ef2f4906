// What is too large for the host and is kept beside it: whole results on disk.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace callgate::guard {

// A text that the gateway writes into its folder of spilled results.
struct Spill {
  std::string name;  // of the file: the call's id and ".txt" or ".json"
  std::string text;
  std::size_t max_files = 0, max_bytes = 0;  // of all files of the folder; the oldest leave first
};

// Whether a spilled result may be called so: letters, digits, '-', and one ending.
bool is_spill_name(std::string_view name);
// "file:///home/ada/.local/state/callgate/spill/8f3a61c2-17.txt": under which a host reads it, from the
// gateway or from the disk itself. `folder` is absolute. An empty name gives what all begin with.
std::string spill_uri(std::string_view folder, std::string_view name);

}  // namespace callgate::guard
