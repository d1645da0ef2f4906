#include "core/base/bytes.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "core/base/recycle.h"

namespace callgate {

Buffer::~Buffer() {
  std::free(data_);
}

char* Buffer::reserve_tail(std::size_t room) {
  if (capacity_ - size_ < room) {
    const std::size_t wanted = std::max({size_ + room, capacity_ * 2, std::size_t{512}});
    void* moved = std::realloc(data_, wanted);
    if (!moved) throw std::bad_alloc();
    data_ = static_cast<char*>(moved);
    capacity_ = wanted;
  }
  return data_ + size_;
}

void Buffer::erase_front(std::size_t count) {
  std::memmove(data_, data_ + count, size_ - count);
  size_ -= count;
}

Bytes Bytes::copy(std::string_view text) {
  if (text.empty()) return {};
  auto owner = std::allocate_shared_for_overwrite<char[]>(RecyclingAllocator<char>(), text.size());
  std::memcpy(owner.get(), text.data(), text.size());
  const std::string_view view(owner.get(), text.size());
  return Bytes(std::shared_ptr<const void>(std::move(owner)), view);
}

Bytes Bytes::adopt(Buffer&& buffer) {
  auto owner = std::make_shared<Buffer>(std::move(buffer));
  const std::string_view view = owner->view();
  return Bytes(std::move(owner), view);
}

Bytes Bytes::adopt(std::string&& text) {
  auto owner = std::make_shared<std::string>(std::move(text));
  const std::string_view view = *owner;
  return Bytes(std::move(owner), view);
}

}  // namespace callgate
