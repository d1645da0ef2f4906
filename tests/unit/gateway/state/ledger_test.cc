#include "gateway/state/ledger.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <future>
#include <optional>
#include <set>
#include <sstream>

#include "gateway/state/file.h"
#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::test;
using namespace callgate::state;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files(const Directory& directory) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(directory.ledger()))
    if (entry.path().extension() == ".jsonl") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::string> lines(const Directory& directory) {
  std::vector<std::string> all;
  for (const fs::path& file : files(directory)) {
    std::istringstream in(read_all(file));
    for (std::string line; std::getline(in, line);) all.push_back(line);
  }
  return all;
}

std::string record(int i) {
  return "{\"call\":\"" + std::to_string(i) + "\"}";
}

struct Writer {
  explicit Writer(const Scratch& scratch, LedgerOptions options = {}) : directory(scratch.state()) {
    clock.start = WallTime(Millis(1'700'000'000'000));
    options.report = [this](std::string what) { said.push_back(std::move(what)); };
    ledger.emplace(directory, disk, clock, std::move(options));
  }
  ManualClock clock;
  std::vector<std::string> said;  // on the disk thread
  Directory directory;
  DiskThread disk;
  std::optional<LedgerWriter> ledger;
};

// Nothing can be written below a file.
void block(const Directory& directory) {
  fs::remove_all(directory.ledger());
  write_all(directory.ledger(), "");
}

}  // namespace

TEST_CASE("ledger: lines come out as they went in, in one private file") {
  Scratch scratch;
  Writer writer(scratch);
  CHECK(files(writer.directory).empty());
  for (int i = 0; i < 100; ++i) writer.ledger->append(record(i));
  writer.ledger->append("{\"a\":\n1}");
  REQUIRE(writer.ledger->flush());
  const auto found = lines(writer.directory);
  REQUIRE(found.size() == 101);
  for (int i = 0; i < 100; ++i) CHECK(found[static_cast<std::size_t>(i)] == record(i));
  CHECK(found.back() == "{\"a\": 1}");
  REQUIRE(files(writer.directory).size() == 1);
  const fs::path file = files(writer.directory).front();
  CHECK(file.filename().string().starts_with("2023-11-14-" + std::to_string(::getpid()) + "-"));
  struct stat about {};
  REQUIRE(::stat(file.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  CHECK(writer.ledger->counts().written == 101);
}

TEST_CASE("ledger: is written by itself, and whole when the writer ends") {
  Scratch scratch;
  Writer writer(scratch);
  writer.ledger->append(record(1));
  writer.ledger.reset();
  CHECK(lines(writer.directory).size() == 1);
  LedgerOptions soon;
  soon.window = Millis{1};
  writer.ledger.emplace(writer.directory, writer.disk, writer.clock, soon);
  writer.ledger->append(record(2));
  while (writer.ledger->counts().written == 0) std::this_thread::yield();
  CHECK(lines(writer.directory).size() == 2);
}

TEST_CASE("ledger: after the end of the disk thread lines are written by the caller") {
  Scratch scratch;
  Writer writer(scratch);
  writer.disk.stop();
  writer.ledger->append(record(1));
  CHECK(lines(writer.directory).size() == 1);
  writer.ledger->append(record(2));
  writer.ledger.reset();
  CHECK(lines(writer.directory).size() == 2);
}

TEST_CASE("ledger: a full file and a new day begin a new one, old ones go") {
  Scratch scratch;
  LedgerOptions options;
  options.max_bytes = 100;
  Writer writer(scratch, options);
  write_all(writer.directory.ledger() / "2020-01-01-1-aa.jsonl", "{}\n");
  write_all(writer.directory.ledger() / "notes.txt", "mine");
  for (const char* name : {"2020-01-01-1-aa.jsonl", "notes.txt"}) {
    const timespec old[2] = {{1'577'836'800, 0}, {1'577'836'800, 0}};
    ::utimensat(AT_FDCWD, (writer.directory.ledger() / name).c_str(), old, 0);
  }
  for (int i = 0; i < 10; ++i) {
    writer.ledger->append("{\"text\":\"" + std::string(40, 'x') + "\"}");
    REQUIRE(writer.ledger->flush());
  }
  CHECK(files(writer.directory).size() == 10);
  CHECK(!fs::exists(writer.directory.ledger() / "2020-01-01-1-aa.jsonl"));
  CHECK(fs::exists(writer.directory.ledger() / "notes.txt"));
  writer.clock.advance(std::chrono::hours(24));
  writer.ledger->append("{}");
  REQUIRE(writer.ledger->flush());
  CHECK(files(writer.directory).back().filename().string().starts_with("2023-11-15-"));
}

TEST_CASE("ledger: a durable line is in the file when its turn comes") {
  Scratch scratch;
  Writer writer(scratch);
  std::vector<std::promise<std::size_t>> seen(20);
  for (std::size_t i = 0; i < seen.size(); ++i)
    writer.ledger->append_durable(record(static_cast<int>(i)), [&, i](Result<void> done) {
      seen[i].set_value(done ? lines(writer.directory).size() : 0);
    });
  for (std::size_t i = 0; i < seen.size(); ++i) CHECK(seen[i].get_future().get() > i);
}

TEST_CASE("ledger: a folder that was removed comes back") {
  Scratch scratch;
  Writer writer(scratch);
  writer.ledger->append(record(1));
  REQUIRE(writer.ledger->flush());
  fs::remove_all(writer.directory.root());
  writer.ledger->append(record(2));
  REQUIRE(writer.ledger->flush());
  CHECK(lines(writer.directory) == std::vector<std::string>{record(2)});
}

TEST_CASE("ledger: a failing disk is reported once; what fits is kept, what does not is counted") {
  Scratch scratch;
  LedgerOptions options;
  options.queue_bytes = 400;
  Writer writer(scratch, options);
  block(writer.directory);
  writer.ledger->append(record(0));
  REQUIRE(!writer.ledger->flush());
  for (int i = 1; i < 100; ++i) writer.ledger->append(record(i));
  CHECK(!writer.ledger->flush());
  std::promise<bool> durable;
  writer.ledger->append_durable(record(100),
                                [&](Result<void> done) { durable.set_value(static_cast<bool>(done)); });
  CHECK(durable.get_future().get() == false);
  const LedgerCounts counts = writer.ledger->counts();
  CHECK(counts.appended + counts.lost == 101);
  CHECK(counts.lost > 50);
  CHECK(counts.written == 0);

  fs::remove(writer.directory.ledger());
  REQUIRE(writer.ledger->flush());
  const auto found = lines(writer.directory);
  REQUIRE(found.size() == counts.appended + 1);
  CHECK(found.front() == record(0));
  CHECK(found.back().find("\"event\":\"gap\",\"lost\":" + std::to_string(counts.lost)) != std::string::npos);
  writer.disk.drain();
  REQUIRE(writer.said.size() == 2);
  CHECK(writer.said[0].find("cannot write the ledger") != std::string::npos);
  CHECK(writer.said[1].find("written again") != std::string::npos);
}

TEST_CASE("ledger: a line that a full disk cut off is finished when there is room") {
  // A limit on the size of files fails half-way, as a full disk does; it needs a process of its own.
  const auto results = race(1, [](int) {
    Scratch scratch;
    Writer writer(scratch);
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit tight{50, limit.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
    for (int i = 0; i < 10; ++i) writer.ledger->append(record(i));
    if (writer.ledger->flush()) return 1;
    if (read_all(files(writer.directory).front()).size() != 50) return 2;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    for (int i = 10; i < 20; ++i) writer.ledger->append(record(i));
    if (!writer.ledger->flush()) return 3;
    const auto found = lines(writer.directory);
    if (found.size() != 20) return 4;
    for (int i = 0; i < 20; ++i)
      if (found[static_cast<std::size_t>(i)] != record(i)) return 5;
    return 0;
  });
  CHECK(results.front() == 0);
}

TEST_CASE("ledger: a cut-off line begins anew when the file had to be changed") {
  const auto results = race(1, [](int) {
    Scratch scratch;
    Writer writer(scratch);
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit tight{50, limit.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
    for (int i = 0; i < 10; ++i) writer.ledger->append(record(i));
    if (writer.ledger->flush()) return 1;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    fs::remove_all(writer.directory.ledger());
    if (!writer.ledger->flush()) return 2;
    const auto found = lines(writer.directory);
    // Three lines of 13 bytes and a part of the fourth had been written.
    if (found.size() != 7 || found.front() != record(3)) return 3;
    return 0;
  });
  CHECK(results.front() == 0);
}

TEST_CASE("ledger: the memory for lines is bounded, and none is lost to a slow disk") {
  Scratch scratch;
  LedgerOptions options;
  options.queue_bytes = 256;
  Writer writer(scratch, options);
  for (int i = 0; i < 2000; ++i) writer.ledger->append(record(i));
  writer.ledger->append("{\"long\":\"" + std::string(1000, 'x') + "\"}");
  REQUIRE(writer.ledger->flush());
  CHECK(lines(writer.directory).size() == 2001);
  CHECK(writer.ledger->counts().lost == 0);
}

TEST_CASE("ledger: several threads, and several writers, share one directory") {
  Scratch scratch;
  Writer writer(scratch);
  LedgerWriter second(writer.directory, writer.disk, writer.clock, {});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 1000; ++i) (i % 2 ? second : *writer.ledger).append(record(t * 1000 + i));
    });
  for (auto& thread : threads) thread.join();
  REQUIRE(writer.ledger->flush());
  REQUIRE(second.flush());
  const auto found = lines(writer.directory);
  CHECK(found.size() == 4000);
  CHECK(std::set<std::string>(found.begin(), found.end()).size() == 4000);
  CHECK(files(writer.directory).size() == 2);
}

TEST_CASE("ledger: what was flushed survives a kill, and only the last line may be torn") {
  Scratch scratch;
  const Directory directory = scratch.state();
  int said[2];
  REQUIRE(::pipe(said) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    Writer writer(scratch);
    for (int i = 0; i < 500; ++i) writer.ledger->append(record(i));
    if (!writer.ledger->flush()) ::_exit(1);
    (void)!::write(said[1], "x", 1);
    for (int i = 500;; ++i) writer.ledger->append(record(i));
  }
  char c;
  REQUIRE(::read(said[0], &c, 1) == 1);
  ::kill(child, SIGKILL);
  CHECK(exit_status(child) == 128 + SIGKILL);
  ::close(said[0]);
  ::close(said[1]);
  const auto found = lines(directory);
  REQUIRE(found.size() >= 500);
  bool whole = true;
  for (std::size_t i = 0; i + 1 < found.size(); ++i) whole = whole && found[i] == record(static_cast<int>(i));
  CHECK(whole);
}

TEST_CASE("file: a full device is said in the system's words") {
  Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  if (!full) return;  // Linux has it
  std::size_t offset = 0;
  CHECK(write_from(full.get(), "text", offset) == ENOSPC);
  CHECK(offset == 0);
}

TEST_CASE("file: replaced in one step, and nothing left behind when that fails") {
  Scratch scratch;
  REQUIRE(replace_file(scratch.path() / "f", "one"));
  REQUIRE(replace_file(scratch.path() / "f", "two"));
  CHECK(read_all(scratch.path() / "f") == "two");
  fs::create_directory(scratch.path() / "d");
  CHECK(!replace_file(scratch.path() / "d", "three"));
  CHECK(std::distance(fs::directory_iterator(scratch.path()), {}) == 2);
  CHECK(read_file(scratch.path() / "f", 2).error().code == Errc::invalid);
  CHECK(read_file(scratch.path() / "f", 3)->view() == "two");
  CHECK(read_file(scratch.path() / "d", 3).error().code == Errc::invalid);
  CHECK(read_file(scratch.path() / "none", 3).error().code == Errc::not_found);
}
