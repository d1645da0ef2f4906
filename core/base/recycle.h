// Memory for the many short-lived small things of a call: freed blocks wait in a short list per size for the
// next one, so that a call costs no trip through malloc's slow paths.
#pragma once

#include <cstddef>

namespace callgate {

// As operator new and delete. Blocks over 4 KiB go straight to the heap. The lists belong to a thread, hold
// at most a few dozen blocks each, and take blocks of any origin. Throws std::bad_alloc.
void* recycled_new(std::size_t size);
void recycled_delete(void* block, std::size_t size) noexcept;

// The same as a base class.
struct Recycled {
  static void* operator new(std::size_t size) { return recycled_new(size); }
  static void operator delete(void* block, std::size_t size) noexcept { recycled_delete(block, size); }
};

// The same for std::allocate_shared and containers.
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
