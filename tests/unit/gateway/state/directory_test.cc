#include "gateway/state/directory.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>

#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::test;
using state::Directory;
namespace fs = std::filesystem;

namespace {

unsigned mode_of(const fs::path& path) {
  struct stat about {};
  return ::lstat(path.c_str(), &about) == 0 ? about.st_mode & 07777u : 0u;
}

}  // namespace

TEST_CASE("directory: the flag wins over the environment, and that over the home") {
  const state::Environment all = {
      {"CALLGATE_STATE_DIR", "/a"}, {"XDG_STATE_HOME", "/b"}, {"HOME", "/home/u"}};
  CHECK(Directory::locate("/flag/../x", all).value() == "/x");
  CHECK(Directory::locate("", all).value() == "/a");
  CHECK(Directory::locate("", {{"XDG_STATE_HOME", "/b"}, {"HOME", "/home/u"}}).value() == "/b/callgate");
  CHECK(Directory::locate("", {{"XDG_STATE_HOME", "relative"}, {"HOME", "/h"}}).value() ==
        "/h/.local/state/callgate");
  CHECK(Directory::locate("here", {}).value() == fs::current_path() / "here");
  const auto none = Directory::locate("", {});
  REQUIRE(!none);
  CHECK(none.error().what.find("--state-dir") != std::string::npos);
}

TEST_CASE("directory: is made with its folders, for its owner alone") {
  Scratch scratch;
  const mode_t before = ::umask(0);
  const auto made = Directory::create(scratch.path() / "deep" / "state");
  ::umask(before);
  REQUIRE(made);
  for (const fs::path& path : {made->root(), made->catalog(), made->ledger(), made->run()})
    CHECK(mode_of(path) == 0700);
  CHECK(Directory::create(made->root()));
  CHECK(Directory::existing(made->root()));
}

TEST_CASE("directory: commands that look do not make it") {
  Scratch scratch;
  const auto none = Directory::existing(scratch.path() / "none");
  REQUIRE(!none);
  CHECK(none.error().code == Errc::unavailable);
  CHECK(!fs::exists(scratch.path() / "none"));
}

TEST_CASE("directory: refuses what others may change, and what is no directory") {
  Scratch scratch;
  fs::create_directory(scratch.path() / "open");
  ::chmod((scratch.path() / "open").c_str(), 0777);
  const auto open = Directory::create(scratch.path() / "open");
  REQUIRE(!open);
  CHECK(open.error().what.find("chmod 700") != std::string::npos);
  write_all(scratch.path() / "file", "x");
  CHECK(!Directory::create(scratch.path() / "file"));
  CHECK(!Directory::create(scratch.path() / "file" / "state"));
}

TEST_CASE("directory: no right to create it is an error with a remedy") {
  const int result = as_ordinary_user([] {
    const auto refused = Directory::create("/proc/callgate-state");
    return !refused && refused.error().what.find("--state-dir") != std::string::npos ? 0 : 1;
  });
  CHECK(result == 0);
}

TEST_CASE("directory: the key is random, private and stays the same") {
  Scratch scratch;
  const Directory state = scratch.state();
  const auto key = state.key();
  REQUIRE(key);
  CHECK(std::any_of(key->begin(), key->end(), [](auto byte) { return byte != 0; }));
  CHECK(state.key().value() == key.value());
  CHECK(mode_of(state.key_file()) == 0600);
  Scratch other;
  CHECK(other.state().key().value() != key.value());
}

TEST_CASE("directory: processes that make the key at once read the same one") {
  Scratch scratch;
  const Directory state = scratch.state();
  const auto results = race(16, [&](int i) {
    const auto key = state.key();
    if (!key) return 1;
    write_all(scratch.path() / std::to_string(i), std::string(key->begin(), key->end()));
    return 0;
  });
  CHECK(std::count(results.begin(), results.end(), 0) == 16);
  for (int i = 0; i < 16; ++i)
    CHECK(read_all(scratch.path() / std::to_string(i)) == read_all(state.key_file()));
  CHECK(std::distance(fs::directory_iterator(state.root()), {}) == 4);
}

TEST_CASE("directory: a key that is no key is named, not replaced") {
  Scratch scratch;
  const Directory state = scratch.state();
  write_all(state.key_file(), "short");
  ::chmod(state.key_file().c_str(), 0600);
  REQUIRE(!state.key());
  CHECK(state.key().error().what.find("remove it") != std::string::npos);
  CHECK(read_all(state.key_file()) == "short");
  fs::remove(state.key_file());
  REQUIRE(state.key());
  ::chmod(state.key_file().c_str(), 0644);
  REQUIRE(!state.key());
  CHECK(state.key().error().code == Errc::refused);
}
