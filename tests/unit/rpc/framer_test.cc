#include "core/rpc/framer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "core/json/view.h"
#include "tests/unit/memory_in_use.h"

using namespace callgate;
using namespace callgate::rpc;
using namespace std::string_literals;

namespace {

// A line that outlives the framer's own.
struct Kept {
  explicit Kept(const Line& line)
      : bytes(line.bytes), scanned(line.scanned), length(line.length), too_long(line.too_long) {}
  Bytes bytes;
  json::Scanned scanned;
  std::size_t length;
  bool too_long;
};

void pour(Framer& framer, std::string_view bytes, std::vector<Kept>& lines) {
  while (!bytes.empty()) {
    const std::span<char> room = framer.room();
    REQUIRE(!room.empty());
    const std::size_t count = std::min(room.size(), bytes.size());
    std::memcpy(room.data(), bytes.data(), count);
    framer.filled(count);
    bytes.remove_prefix(count);
    while (const Line* line = framer.next()) lines.emplace_back(*line);
  }
}

// All of a stream's lines, read in chunks of random sizes up to `largest`.
std::vector<Kept> lines_of(std::string_view stream, std::size_t largest, std::uint32_t seed,
                           std::size_t ceiling = 64u << 20) {
  Framer framer(ceiling);
  std::vector<Kept> lines;
  std::mt19937 random(seed);
  while (!stream.empty()) {
    const std::size_t count = std::min<std::size_t>(stream.size(), 1 + random() % largest);
    pour(framer, stream.substr(0, count), lines);
    stream.remove_prefix(count);
  }
  if (const Line* last = framer.rest()) lines.emplace_back(*last);
  CHECK(!framer.rest());
  return lines;
}

std::string message(int id, std::size_t size) {
  return R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"result":{"text":")" +
         std::string(size, 'x') + "\"}}";
}

}  // namespace

TEST_SUITE("framer") {
  TEST_CASE("any chunking gives the same lines") {
    std::mt19937 random(3);
    std::vector<std::string> sent;
    std::string stream;
    for (int i = 0; i < 60; ++i) {
      const std::size_t sizes[] = {0, 5, 700, 32'700, 32'800, 65'536, 150'000};
      sent.push_back(message(i, sizes[random() % std::size(sizes)]));
      stream += sent.back() + "\n";
    }
    for (const std::size_t largest : {1u, 7u, 64u << 10, 200u << 10, 10u << 20}) {
      const std::vector<Kept> lines = lines_of(stream, largest, 5);
      REQUIRE(lines.size() == sent.size());
      for (std::size_t i = 0; i < sent.size(); ++i) {
        REQUIRE(lines[i].bytes.view() == sent[i]);
        REQUIRE(lines[i].length == sent[i].size());
        REQUIRE(lines[i].scanned.refused == json::Refused::no);
        REQUIRE(lines[i].scanned.id == std::to_string(i));
        REQUIRE(json::text_of(lines[i].bytes.view(), lines[i].scanned.parts.id) == std::to_string(i));
      }
    }
  }

  TEST_CASE("blank lines are passed over, CRLF ends a line too") {
    const std::string one = message(1, 3), two = message(2, 3);
    for (const std::size_t largest : {1u, 2u, 100u}) {
      const auto lines = lines_of("\n\r\n  \t\n" + one + "\r\n\n\n" + two + "\n \n", largest, 1);
      REQUIRE(lines.size() == 2);
      CHECK(lines[0].bytes.view() == one + "\r");
      CHECK(lines[0].scanned.refused == json::Refused::no);
      CHECK(lines[1].bytes.view() == two);
    }
  }

  TEST_CASE("the last line may lack its newline") {
    const std::string one = message(1, 3), two = message(2, 100'000);
    for (const std::size_t largest : {1u, 100u, 1u << 20}) {
      const auto lines = lines_of(one + "\n" + two, largest, 1);
      REQUIRE(lines.size() == 2);
      CHECK(lines[1].bytes.view() == two);
      CHECK(lines[1].scanned.refused == json::Refused::no);
    }
    CHECK(lines_of("", 1, 1).empty());
    CHECK(lines_of("\n  ", 1, 1).empty());
    // Cut off in the middle, it is nobody's message.
    CHECK(lines_of(std::string_view(one).substr(0, 40), 9, 1).empty());
  }

  TEST_CASE("a broken line does not touch its neighbours") {
    const std::string one = message(1, 3);
    const auto lines = lines_of(one + "\n{\"id\":1,]\xff\n\0junk\n"s + one + "\n", 5, 2);
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].scanned.refused == json::Refused::no);
    CHECK(lines[1].scanned.refused == json::Refused::syntax);
    CHECK(lines[2].scanned.refused == json::Refused::syntax);
    CHECK(lines[3].bytes.view() == one);
    CHECK(lines[3].scanned.refused == json::Refused::no);
  }

  TEST_CASE("a line over the ceiling is dropped, but its id is known wherever it stands") {
    const std::string body = "\"result\":{\"text\":\"" + std::string(5000, 'x') + "\"}",
                      head = R"("jsonrpc":"2.0")";
    const std::string bodies[] = {
        "{\"id\":42," + head + "," + body + "}",
        "{" + head + "," + body + ",\"id\":42}",
        "{" + body + ",\"id\":42," + head + "}",
        "{" + body + ", \"id\" : 42 }",
    };
    const std::string small = message(7, 100);
    for (const std::string& line : bodies) {
      for (const std::size_t largest : {1u, 64u, 100u << 10}) {
        const auto lines = lines_of(small + "\n" + line + "\n" + small + "\n", largest, 3, 1000);
        REQUIRE(lines.size() == 3);
        CHECK(lines[1].too_long);
        CHECK(lines[1].bytes.empty());
        CHECK(lines[1].length == line.size());
        CHECK(lines[1].scanned.id == "42");
        for (const int i : {0, 2}) {
          CHECK(!lines[static_cast<std::size_t>(i)].too_long);
          CHECK(lines[static_cast<std::size_t>(i)].bytes.view() == small);
        }
      }
    }
  }

  TEST_CASE("exactly at the ceiling is not over it") {
    const std::string line = message(1, 100);
    for (const std::size_t largest : {1u, 1000u}) {
      CHECK(!lines_of(line + "\n", largest, 1, line.size()).at(0).too_long);
      CHECK(lines_of(line + "\n", largest, 1, line.size() - 1).at(0).too_long);
      CHECK(!lines_of(line, largest, 1, line.size()).at(0).too_long);
      CHECK(lines_of(line, largest, 1, line.size() - 1).at(0).too_long);
    }
  }

  TEST_CASE("white space over the ceiling is too long, not blank") {
    const auto lines = lines_of(std::string(5000, ' ') + "\n" + message(1, 1) + "\n", 100, 1, 1000);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].too_long);
    CHECK(!lines[1].too_long);
  }

  TEST_CASE("a dropped line takes no memory however long it is") {
    // Distinct keys at a place where repeated ones are refused, and one key without end.
    for (const bool many : {true, false}) {
      Framer framer(1000);
      std::vector<Kept> lines;
      pour(framer, R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"a":1)", lines);
      if (!many) pour(framer, ",\"", lines);
      const std::size_t before = memory_in_use();
      for (int i = 0; i < 200'000; ++i) {
        pour(framer, many ? ",\"k" + std::to_string(i) + "\":1" : std::string(10, 'k'), lines);
      }
      CHECK(memory_in_use() < before + (256u << 10));
      pour(framer, many ? "}}\n" : "\":1}}\n", lines);
      REQUIRE(lines.size() == 1);
      CHECK(lines[0].too_long);
      CHECK(lines[0].scanned.id == "1");
    }
  }

  TEST_CASE("lines keep their bytes when the framer goes on and when it goes") {
    std::vector<Kept> lines;
    {
      Framer framer;
      for (int i = 0; i < 20; ++i) pour(framer, message(i, i % 2 ? 200'000 : 20) + "\n", lines);
    }
    REQUIRE(lines.size() == 20);
    for (int i = 0; i < 20; ++i) {
      CHECK(lines[static_cast<std::size_t>(i)].bytes.view() == message(i, i % 2 ? 200'000 : 20));
    }
  }
}
