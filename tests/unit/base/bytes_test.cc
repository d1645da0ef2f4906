#include "core/base/bytes.h"

#include <doctest/doctest.h>

#include <cstring>
#include <string>

using namespace callgate;

TEST_SUITE("bytes") {
  TEST_CASE("a buffer grows by what is appended and gives back its front") {
    Buffer buffer;
    CHECK(buffer.view().empty());
    buffer.append("");
    CHECK(buffer.capacity() == 0);
    std::string expected;
    for (int i = 0; i < 1000; ++i) {
      const std::string piece(static_cast<std::size_t>(i % 7), static_cast<char>('a' + i % 26));
      buffer.append(piece);
      expected += piece;
    }
    CHECK(buffer.view() == expected);
    buffer.erase_front(10);
    CHECK(buffer.view() == expected.substr(10));
    buffer.erase_front(buffer.size());
    CHECK(buffer.view().empty());
  }

  TEST_CASE("the tail has the room that was asked for, and belongs to the content only once committed") {
    Buffer buffer;
    buffer.append("ab");
    for (const std::size_t room : {1u, 600u, 70'000u}) {
      char* tail = buffer.reserve_tail(room);
      CHECK(buffer.capacity() - buffer.size() >= room);
      std::memset(tail, 'x', room);
      CHECK(buffer.view() == "ab");
    }
    buffer.commit(3);
    CHECK(buffer.view() == "abxxx");
    buffer.clear();
    CHECK(buffer.view().empty());
    CHECK(buffer.capacity() >= 70'000);
  }

  TEST_CASE("a moved buffer takes its bytes along and leaves an empty one") {
    Buffer first;
    first.append("one");
    Buffer second(std::move(first));
    CHECK(second.view() == "one");
    CHECK(first.view().empty());
    Buffer third;
    third.append("gone");
    third = std::move(second);
    CHECK(third.view() == "one");
    CHECK(second.view().empty());
    second.append("again");
    CHECK(second.view() == "again");
  }

  TEST_CASE("bytes are shared, not copied") {
    const Bytes whole = Bytes::copy("hello world");
    const Bytes other = whole;
    CHECK(other.view().data() == whole.view().data());
    const Bytes word = whole.slice(whole.view().substr(6));
    CHECK(word.view() == "world");
    CHECK(word.view().data() == whole.view().data() + 6);
    CHECK(Bytes::copy("").empty());
    CHECK(Bytes().slice({}).empty());
  }

  TEST_CASE("a slice keeps the whole alive") {
    Bytes part;
    {
      std::string text = "short";
      const Bytes from_string = Bytes::adopt(std::move(text));
      part = from_string.slice(from_string.view().substr(1, 3));
    }
    CHECK(part.view() == "hor");
    {
      Buffer buffer;
      buffer.append(std::string(100'000, 'y'));
      const char* where = buffer.data();
      const Bytes from_buffer = Bytes::adopt(std::move(buffer));
      CHECK(from_buffer.view().data() == where);
      part = from_buffer.slice(from_buffer.view().substr(99'999));
    }
    CHECK(part.view() == "y");
  }
}
