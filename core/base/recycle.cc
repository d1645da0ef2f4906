#include "core/base/recycle.h"

#include <array>
#include <cstdint>
#include <new>

namespace callgate {
namespace {

constexpr std::size_t kStep = 128, kLargest = 4096;
constexpr std::uint32_t kKept = 64;  // per size

struct Free {
  Free* next;
};

struct Lists {
  struct List {
    Free* first = nullptr;
    std::uint32_t count = 0;
  };
  std::array<List, kLargest / kStep + 1> of{};
  ~Lists() {
    for (List& list : of) {
      while (Free* block = list.first) {
        list.first = block->next;
        ::operator delete(block);
      }
      list.count = kKept;  // nothing is kept any more
    }
  }
};

thread_local Lists lists;

// Never 0: also an empty block must be able to hold a link.
std::size_t step_of(std::size_t size) {
  return size ? (size + kStep - 1) / kStep : 1;
}

}  // namespace

void* recycled_new(std::size_t size) {
  if (size > kLargest) return ::operator new(size);
  Lists::List& list = lists.of[step_of(size)];
  if (Free* block = list.first) {
    list.first = block->next;
    --list.count;
    return block;
  }
  return ::operator new(step_of(size) * kStep);
}

void recycled_delete(void* block, std::size_t size) noexcept {
  if (size <= kLargest) {
    Lists::List& list = lists.of[step_of(size)];
    if (list.count < kKept) {
      list.first = new (block) Free{list.first};
      ++list.count;
      return;
    }
  }
  ::operator delete(block);
}

}  // namespace callgate
