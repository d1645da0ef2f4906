#include "core/base/recycle.h"

#include <iterator>

namespace callgate::recycle_detail {
namespace {

constexpr std::size_t kKeptBytes = 128u << 10;  // per list

// Opens the thread's lists when it first gives a block back, and empties them when it ends.
struct Keeper {
  Keeper() {
    for (std::size_t step = 1; step < std::size(lists); ++step) {
      lists[step].room = static_cast<std::uint32_t>(kKeptBytes / (step * kStep));
    }
  }
  ~Keeper() {
    for (List& list : lists) {
      while (Free* block = list.first) {
        list.first = block->next;
        ::operator delete(block);
      }
      list.room = 0;  // nothing is kept any more
    }
  }
};

}  // namespace

constinit thread_local List lists[kLargest / kStep + 1] = {};

void* take_from_heap(std::size_t size) {
  return ::operator new(step_of(size) * kStep);
}

// The list has no room: it is full, or the thread has kept nothing yet.
void give_back(void* block, std::size_t size) noexcept {
  static thread_local bool opened = false;
  if (opened) return ::operator delete(block);
  opened = true;
  static thread_local const Keeper keeper;
  recycled_delete(block, size);
}

}  // namespace callgate::recycle_detail
