// Bytes that nobody changes any more, shared by whoever still reads them; and the buffer they grow in.
#pragma once

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace callgate {

// A growing run of raw bytes. Unlike std::string it never clears what it is about to fill, and it grows by
// realloc, which moves pages instead of copying them once a line is large.
class Buffer {
 public:
  Buffer() = default;
  Buffer(Buffer&& other) noexcept { swap(other); }
  Buffer& operator=(Buffer&& other) noexcept {
    Buffer taken(std::move(other));
    swap(taken);
    return *this;
  }
  ~Buffer();

  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }
  const char* data() const { return data_; }
  std::string_view view() const { return {data_, size_}; }

  // At least `room` writable bytes after the end; valid until the next call that grows.
  char* reserve_tail(std::size_t room);
  // `count` bytes of the tail were written and now belong to the content.
  void commit(std::size_t count) { size_ += count; }
  void append(std::string_view text) {
    if (text.empty()) return;
    std::memcpy(capacity_ - size_ >= text.size() ? data_ + size_ : reserve_tail(text.size()), text.data(),
                text.size());
    size_ += text.size();
  }
  // Drops the first `count` bytes; the rest moves to the front.
  void erase_front(std::size_t count);
  void clear() { size_ = 0; }

 private:
  void swap(Buffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }
  char* data_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

// A shared slice of bytes. Cheap to copy; the bytes live as long as any slice of them does. The count of
// slices is a plain number: all slices of the same bytes belong to one thread.
class Bytes {
 public:
  Bytes() = default;
  static Bytes copy(std::string_view text);
  static Bytes adopt(Buffer&& buffer);
  static Bytes adopt(std::string&& text);

  std::string_view view() const { return view_; }
  std::size_t size() const { return view_.size(); }
  bool empty() const { return view_.empty(); }
  // A part of these bytes that keeps the whole alive. `part` must lie inside view().
  Bytes slice(std::string_view part) const { return Bytes(owner_, part); }

 private:
  struct Owner {
    virtual void free() noexcept = 0;
    std::uint32_t slices = 0;

   protected:
    ~Owner() = default;
  };
  friend void intrusive_ptr_add_ref(Owner* owner) noexcept { ++owner->slices; }
  friend void intrusive_ptr_release(Owner* owner) noexcept {
    if (--owner->slices == 0) owner->free();
  }
  class Block;
  template <class Text>
  class Adopted;

  Bytes(boost::intrusive_ptr<Owner> owner, std::string_view view) : owner_(std::move(owner)), view_(view) {}
  boost::intrusive_ptr<Owner> owner_;
  std::string_view view_;
};

}  // namespace callgate
