#include "upstreams/command_image.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <cstdint>
#include <cstring>
#include <vector>

#include "upstreams/launcher.h"

namespace callgate {
namespace {

// The file: a Header, argc + 1 + envc + 1 slots, the strings. A slot holds the offset of its string, and 0 at
// the end of each list; one process of one program writes and reads it, so its own word size will do.
struct Header {
  std::uintptr_t argc, envc, cwd;
};
using Slot = std::uintptr_t;
static_assert(sizeof(Slot) == sizeof(char*));

}  // namespace

std::string command_image(const Command& command) {
  const Header header{command.argv.size(), command.env.size(), 0};
  std::vector<Slot> slots;
  std::string strings;
  const std::size_t start = sizeof header + (header.argc + header.envc + 2) * sizeof(Slot);
  const auto add = [&](const std::string& text) {
    const Slot offset = start + strings.size();
    strings.append(text).push_back('\0');
    return offset;
  };
  for (const std::string& text : command.argv) slots.push_back(add(text));
  slots.push_back(0);
  for (const std::string& text : command.env) slots.push_back(add(text));
  slots.push_back(0);
  const Header complete{header.argc, header.envc, add(command.cwd)};
  std::string image(start, '\0');
  std::memcpy(image.data(), &complete, sizeof complete);
  std::memcpy(image.data() + sizeof complete, slots.data(), slots.size() * sizeof(Slot));
  return image + strings;
}

MappedCommand map_command(int image_fd) {
  struct stat info {};
  if (::fstat(image_fd, &info) != 0) return {};
  const auto size = static_cast<std::size_t>(info.st_size);
  void* map = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, image_fd, 0);
  if (map == MAP_FAILED) return {};
  char* base = static_cast<char*>(map);
  const auto* header = static_cast<const Header*>(map);
  auto* slots = reinterpret_cast<char**>(base + sizeof(Header));
  for (std::size_t i = 0; i < header->argc + header->envc + 2; ++i) {
    Slot offset = 0;
    std::memcpy(&offset, &slots[i], sizeof offset);
    slots[i] = offset ? base + offset : nullptr;
  }
  return {slots, slots + header->argc + 1, base + header->cwd};
}

}  // namespace callgate
