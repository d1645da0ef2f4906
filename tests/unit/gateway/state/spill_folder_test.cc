#include "gateway/state/spill_folder.h"

#include <sys/stat.h>

#include "scratch.h"

using namespace callgate;
using namespace callgate::state;
namespace fs = std::filesystem;

namespace {

guard::Spill spill(std::string name, std::size_t bytes, std::size_t files = 100, std::size_t most = 1 << 20) {
  return {std::move(name), std::string(bytes, 'x'), files, most};
}
// As if it had been written so many seconds ago.
void age(const fs::path& file, int seconds) {
  fs::last_write_time(file, fs::last_write_time(file) - std::chrono::seconds(seconds));
}

}  // namespace

TEST_CASE("spill folder: what is kept is read back, by its owner alone") {
  const test::Scratch scratch;
  const SpillFolder folder(scratch.path() / "spill");
  REQUIRE(folder.keep({"a-1.txt", "all of it\n", 10, 1000}));
  CHECK(folder.read("a-1.txt").value() == "all of it\n");
  struct stat about {};
  REQUIRE(::stat((folder.path() / "a-1.txt").c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  REQUIRE(::stat(folder.path().c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0700);
}

TEST_CASE("spill folder: nothing else is read or written") {
  const test::Scratch scratch;
  const SpillFolder folder(scratch.path() / "spill");
  test::write_all(scratch.path() / "key", "secret");
  CHECK(folder.read("a-1.txt").error().code == Errc::not_found);
  for (const char* name : {"../key", "key", "../a.txt", "", "a.tmp"}) {
    CHECK(folder.read(name).error().code == Errc::refused);
    CHECK(folder.keep(spill(name, 1)).error().code == Errc::refused);
  }
  REQUIRE(folder.keep(spill("a-1.txt", 1)));
  fs::create_symlink(scratch.path() / "key", folder.path() / "a-2.txt");
  CHECK_FALSE(folder.read("a-2.txt"));
}

TEST_CASE("spill folder: the oldest leave when there are too many, or too much") {
  const test::Scratch scratch;
  const SpillFolder folder(scratch.path() / "spill");
  for (int i = 0; i < 4; ++i) {
    const std::string name = "a-" + std::to_string(i) + ".txt";
    REQUIRE(folder.keep(spill(name, 100)));
    age(folder.path() / name, 100 - i);
  }
  test::write_all(folder.path() / "notes", "somebody's own");
  REQUIRE(folder.keep(spill("a-4.txt", 100, 3)));
  CHECK_FALSE(fs::exists(folder.path() / "a-0.txt"));
  CHECK_FALSE(fs::exists(folder.path() / "a-1.txt"));
  CHECK(fs::exists(folder.path() / "a-2.txt"));
  REQUIRE(folder.keep(spill("a-5.txt", 100, 100, 250)));
  CHECK_FALSE(fs::exists(folder.path() / "a-2.txt"));
  CHECK_FALSE(fs::exists(folder.path() / "a-3.txt"));
  CHECK(fs::exists(folder.path() / "a-4.txt"));
  // The same name again takes no second place.
  REQUIRE(folder.keep(spill("a-5.txt", 150, 2, 250)));
  CHECK(fs::exists(folder.path() / "a-4.txt"));
  CHECK(fs::exists(folder.path() / "notes"));
}
