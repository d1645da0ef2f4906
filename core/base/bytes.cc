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

// The bytes stand behind their owner, in one piece of memory.
class Bytes::Block final : public Owner {
 public:
  static Block* of(std::size_t size) { return new (recycled_new(sizeof(Block) + size)) Block(size); }
  char* text() { return reinterpret_cast<char*>(this + 1); }
  void free() noexcept override { recycled_delete(this, sizeof(Block) + size_); }

 private:
  explicit Block(std::size_t size) : size_(size) {}
  const std::size_t size_;
};

template <class Text>
class Bytes::Adopted final : public Owner, public Recycled {
 public:
  explicit Adopted(Text&& taken) : text(std::move(taken)) {}
  void free() noexcept override { delete this; }
  const Text text;
};

Bytes Bytes::copy(std::string_view text) {
  if (text.empty()) return {};
  Block* block = Block::of(text.size());
  std::memcpy(block->text(), text.data(), text.size());
  return Bytes(block, {block->text(), text.size()});
}

Bytes Bytes::adopt(Buffer&& buffer) {
  auto* owner = new Adopted<Buffer>(std::move(buffer));
  return Bytes(owner, owner->text.view());
}

Bytes Bytes::adopt(std::string&& text) {
  auto* owner = new Adopted<std::string>(std::move(text));
  return Bytes(owner, owner->text);
}

}  // namespace callgate
