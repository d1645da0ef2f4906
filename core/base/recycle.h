// Memory for the many short-lived small things of a call: freed blocks wait in a list per size for the next
// one, so that a call costs no trip through malloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>

namespace callgate {

namespace recycle_detail {

inline constexpr std::size_t kStep = 128, kLargest = 4096;

struct Free {
  Free* next;
};

// Freed blocks of one size. Trivial, so that reaching the thread's own costs nothing.
struct List {
  Free* first;
  std::uint32_t room;  // for so many more
};
extern constinit thread_local List lists[kLargest / kStep + 1];

// Never 0: also an empty block must be able to hold a link.
constexpr std::size_t step_of(std::size_t size) {
  return size ? (size + kStep - 1) / kStep : 1;
}

void* take_from_heap(std::size_t size);
void give_back(void* block, std::size_t size) noexcept;

}  // namespace recycle_detail

// As operator new and delete. Blocks over 4 KiB go straight to the heap. The lists belong to a thread, hold
// at most 128 KiB each, and take blocks of any origin. Throws std::bad_alloc.
inline void* recycled_new(std::size_t size) {
  namespace detail = recycle_detail;
  if (size > detail::kLargest) return ::operator new(size);
  detail::List& list = detail::lists[detail::step_of(size)];
  detail::Free* block = list.first;
  if (!block) return detail::take_from_heap(size);
  list.first = block->next;
  ++list.room;
  return block;
}

inline void recycled_delete(void* block, std::size_t size) noexcept {
  namespace detail = recycle_detail;
  if (size > detail::kLargest) return ::operator delete(block);
  detail::List& list = detail::lists[detail::step_of(size)];
  if (list.room == 0) return detail::give_back(block, size);
  list.first = new (block) detail::Free{list.first};
  --list.room;
}

// The same as a base class.
struct Recycled {
  static void* operator new(std::size_t size) { return recycled_new(size); }
  static void operator delete(void* block, std::size_t size) noexcept { recycled_delete(block, size); }
};

// The same for containers.
template <class T>
struct RecyclingAllocator {
  using value_type = T;
  RecyclingAllocator() = default;
  template <class U>
  RecyclingAllocator(const RecyclingAllocator<U>&) {}
  T* allocate(std::size_t count) { return static_cast<T*>(recycled_new(count * sizeof(T))); }
  void deallocate(T* block, std::size_t count) noexcept { recycled_delete(block, count * sizeof(T)); }
  bool operator==(const RecyclingAllocator&) const = default;
};

}  // namespace callgate
