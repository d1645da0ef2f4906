#include "upstreams/pipe.h"

#include <doctest/doctest.h>

#include <functional>
#include <optional>
#include <vector>

#include "tests/unit/memory_in_use.h"
#include "tests/unit/upstreams/event_loop.h"

using namespace callgate;

namespace {

struct Watching final : Outbox::Watcher {
  void unwritable(const Error& error) override { reason = error.what; }
  void drained() override { ++drains; }
  std::optional<std::string> reason;
  int drains = 0;
};

struct Listening final : LineReader::Sink {
  void line(const rpc::Line& line) override {
    lines.emplace_back(line.bytes.view());
    if (each) each();
  }
  void ended(const Error& error) override {
    ++ends;
    reason = error.what;
  }
  std::function<void()> each;
  std::vector<std::string> lines;
  int ends = 0;
  std::string reason;
};

struct Writing {
  explicit Writing(std::size_t max_bytes = 1u << 20) : wire(socket_wire()) {
    outbox = std::make_shared<Outbox>(loop.context, loop.turns, wire.ours.release(), watching, max_bytes);
  }
  // Everything until the outbox is empty, read as the peer would.
  std::string drain() {
    std::string all;
    do {
      loop.settle();
      all += read_now(wire.theirs.get());
    } while (outbox->queued() > 0);
    return all + read_now(wire.theirs.get());
  }
  EventLoop loop;
  Wire wire;
  Watching watching;
  std::shared_ptr<Outbox> outbox;
};

struct Reading {
  explicit Reading(std::size_t max_line = 1u << 20) : wire(socket_wire()) {
    reader = std::make_shared<LineReader>(loop.context, loop.turns, wire.ours.release(), listening, max_line);
    reader->start();
  }
  ~Reading() { reader->close(); }
  void say(std::string_view text) {
    while (!text.empty()) {
      text = write_now(wire.theirs.get(), text);
      loop.settle();
    }
  }
  EventLoop loop;
  Wire wire;
  Listening listening;
  std::shared_ptr<LineReader> reader;
};

std::string filler(std::size_t size, char c) {
  return "\"" + std::string(size, c) + "\"";
}

}  // namespace

TEST_SUITE("outbox") {
  TEST_CASE("lines leave in order, whatever their size") {
    Writing writing;
    std::string expected;
    for (int i = 0; i < 300; ++i) {
      const std::string line =
          filler(i % 10 == 0 ? 40'000u : static_cast<std::size_t>(i), static_cast<char>('a' + i % 26));
      writing.outbox->push(line);
      expected += line + "\n";
    }
    CHECK(writing.outbox->queued() == expected.size());
    CHECK(read_now(writing.wire.theirs.get()).empty());
    CHECK(writing.drain() == expected);
    CHECK(writing.outbox->queued() == 0);
  }

  TEST_CASE("drafts are spliced on the way out") {
    Writing writing;
    for (const std::size_t size : {10u, 20'000u}) {
      rpc::Draft draft;
      draft.line = Bytes::copy("[1," + filler(size, 'x') + ",2]");
      const auto end = static_cast<std::uint32_t>(draft.line.size());
      draft.edits.push_back({json::Span{1, 1}, filler(size, 'y')});
      draft.edits.push_back({json::Span{end - 2, 1}, ""});
      writing.outbox->push(draft);
      CHECK(writing.drain() == "[" + filler(size, 'y') + "," + filler(size, 'x') + ",]\n");
    }
  }

  TEST_CASE("a turn gathers lines, and they leave at its end") {
    Writing writing;
    {
      const Turns::Scope turn(writing.loop.turns);
      writing.outbox->push("1");
      {
        const Turns::Scope inner(writing.loop.turns);
        writing.outbox->push("2");
      }
      CHECK(read_now(writing.wire.theirs.get()).empty());
    }
    CHECK(read_now(writing.wire.theirs.get()) == "1\n2\n");
  }

  TEST_CASE("beyond its bound there is no room, at half of it there is again, told once") {
    Writing writing(1000);
    const std::string much(4u << 20, 'm');
    CHECK(writing.outbox->room());
    writing.outbox->push(much);
    CHECK(!writing.outbox->room());
    writing.loop.settle();
    CHECK(!writing.outbox->room());
    CHECK(writing.watching.drains == 0);
    CHECK(writing.drain() == much + "\n");
    CHECK(writing.outbox->room());
    CHECK(writing.watching.drains == 1);
    writing.outbox->push("small");
    CHECK(writing.drain() == "small\n");
    CHECK(writing.watching.drains == 1);
  }

  TEST_CASE("a peer that is always a little behind costs no more memory than what is queued") {
    Writing writing(1u << 20);
    const std::string line(1000, 'l');
    // Fill the pipe, so that something always waits.
    for (int i = 0; i < 600; ++i) writing.outbox->push(line);
    writing.loop.settle();
    REQUIRE(writing.outbox->queued() > 0);
    const std::size_t before = memory_in_use();
    for (int i = 0; i < 20'000; ++i) {
      writing.outbox->push(line);
      read_now(writing.wire.theirs.get(), 1001);
      writing.loop.settle();
    }
    REQUIRE(writing.outbox->queued() > 0);
    CHECK(writing.outbox->queued() < (1u << 20));
    CHECK(memory_in_use() < before + (4u << 20));
    writing.outbox->close();
  }

  TEST_CASE("a peer that no longer reads is told of once, and nothing is taken any more") {
    Writing writing;
    writing.wire.theirs.reset();
    writing.outbox->push("x");
    writing.loop.settle();
    CHECK(writing.watching.reason == "Broken pipe");
    CHECK(!writing.outbox->open());
    writing.watching.reason.reset();
    writing.outbox->push("y");
    writing.loop.settle();
    CHECK(!writing.watching.reason);
    CHECK(writing.outbox->queued() == 0);
  }

  TEST_CASE("a peer that goes while much waits") {
    Writing writing;
    writing.outbox->push(std::string(4u << 20, 'm'));
    writing.loop.settle();
    REQUIRE(writing.outbox->queued() > 0);
    writing.wire.theirs.reset();
    writing.loop.settle();
    CHECK(writing.watching.reason);
    CHECK(writing.outbox->queued() == 0);
  }

  TEST_CASE("finish writes what is queued, close does not") {
    Writing writing;
    const std::string much(2u << 20, 'm');
    writing.outbox->push(much);
    writing.outbox->finish();
    writing.outbox->push("too late");
    std::string got;
    while (writing.outbox->open()) {
      writing.loop.settle();
      got += read_now(writing.wire.theirs.get());
    }
    got += read_now(writing.wire.theirs.get());
    CHECK(got == much + "\n");
    CHECK(at_end(writing.wire.theirs.get()));

    Writing other;
    other.outbox->push("x");
    other.outbox->close();
    other.loop.settle();
    CHECK(at_end(other.wire.theirs.get()));
    Writing idle;
    idle.outbox->finish();
    CHECK(!idle.outbox->open());
  }

  TEST_CASE("an outbox may go while it waits for its turn") {
    Writing writing;
    writing.outbox->push("x");
    writing.outbox.reset();
    writing.loop.settle();
    CHECK(at_end(writing.wire.theirs.get()));
  }
}

TEST_SUITE("line reader") {
  TEST_CASE("lines come as they are complete") {
    Reading reading;
    reading.say("{}\n[1");
    CHECK(reading.listening.lines == std::vector<std::string>{"{}"});
    reading.say("]\n\n\n{\"a\":1}\n");
    CHECK(reading.listening.lines == std::vector<std::string>{"{}", "[1]", "{\"a\":1}"});
  }

  TEST_CASE("the end comes once, after the last line") {
    Reading reading;
    reading.say("{}\n{\"last\":1}");
    reading.wire.theirs.reset();
    reading.loop.settle();
    CHECK(reading.listening.lines == std::vector<std::string>{"{}", "{\"last\":1}"});
    CHECK(reading.listening.ends == 1);
    CHECK(reading.listening.reason.empty());
  }

  TEST_CASE("while it is paused the peer feels it") {
    Reading reading;
    reading.reader->pause(true);
    reading.say("1\n");
    // The read that was under way may bring what it brings; after it nothing is taken.
    const auto taken = reading.listening.lines.size();
    std::string much;
    while (much.size() < (8u << 20)) much += "{}\n";
    const std::size_t rest = write_now(reading.wire.theirs.get(), much).size();
    reading.loop.settle();
    CHECK(rest > 0);
    CHECK(write_now(reading.wire.theirs.get(), "x").size() == 1);
    CHECK(reading.listening.lines.size() == taken);
    reading.reader->pause(false);
    reading.loop.settle();
    CHECK(reading.listening.lines.size() > 1000);
  }

  TEST_CASE("pausing and resuming in the middle of a line's handling reads on once") {
    Reading reading;
    reading.listening.each = [&] {
      reading.reader->pause(true);
      reading.reader->pause(false);
    };
    std::string sent;
    std::vector<std::string> expected;
    for (int i = 0; i < 400; ++i) {
      expected.push_back(filler(i % 40 == 0 ? 50'000u : 300u, static_cast<char>('a' + i % 26)));
      sent += expected.back() + "\n";
    }
    reading.say(sent);
    CHECK(reading.listening.lines == expected);
  }

  TEST_CASE("closed by its sink in the middle of a chunk, it says nothing more") {
    Reading reading;
    reading.listening.each = [&] { reading.reader->close(); };
    reading.say("1\n2\n3\n");
    CHECK(reading.listening.lines.size() == 1);
    CHECK(reading.listening.ends == 0);
  }

  TEST_CASE("what a reader answers leaves before it waits for more") {
    Reading reading;
    Wire back = socket_wire();
    Watching watching;
    auto outbox = std::make_shared<Outbox>(reading.loop.context, reading.loop.turns, back.ours.release(),
                                           watching, 1000);
    reading.listening.each = [&] { outbox->push("answer"); };
    reading.say("1\n2\n");
    CHECK(read_now(back.theirs.get()) == "answer\nanswer\n");
  }
}
