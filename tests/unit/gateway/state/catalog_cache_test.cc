#include "gateway/state/catalog_cache.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "gateway/state/era_memory.h"
#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::test;
using namespace callgate::state;
namespace fs = std::filesystem;

namespace {

CatalogIdentity identity() {
  return {"npx", {"-y", "server"}, "/srv", {{"A", "1"}}, "legacy", "{}"};
}

CatalogEntry entry() {
  CatalogEntry it;
  it.server = "fs \"quoted\"";
  it.era = Era::modern;
  it.protocol_version = "2026-07-28";
  it.server_info = Bytes::copy(R"({"name":"x", "version":"1"})");
  it.instructions = Bytes::copy(R"("two\nlines")");
  it.tools = {Bytes::copy(R"({ "name":"a","n":1.50,"s":"caf\u00e9" })"), Bytes::copy(R"({"name":"b"})")};
  it.resources = {Bytes::copy(R"({"uri":"file:///x"})")};
  return it;
}

std::vector<std::string> texts(const std::vector<Bytes>& items) {
  std::vector<std::string> all;
  for (const Bytes& item : items) all.emplace_back(item.view());
  return all;
}

void age(const fs::path& path, int days) {
  const time_t then = ::time(nullptr) - days * 24 * 3600;
  const timespec times[2] = {{then, 0}, {then, 0}};
  ::utimensat(AT_FDCWD, path.c_str(), times, 0);
}

}  // namespace

TEST_CASE("catalog cache: gives back what was stored, byte for byte") {
  Scratch scratch;
  const CatalogCache cache(scratch.path());
  const std::string key = catalog_key(identity());
  CHECK(cache.load(key).error().code == Errc::not_found);
  REQUIRE(cache.store(key, catalog_text(key, entry())));
  const auto loaded = cache.load(key);
  REQUIRE(loaded);
  CHECK(loaded->server == entry().server);
  CHECK(loaded->era == Era::modern);
  CHECK(loaded->protocol_version == "2026-07-28");
  CHECK(loaded->server_info.view() == entry().server_info.view());
  CHECK(loaded->capabilities.empty());
  CHECK(loaded->instructions.view() == entry().instructions.view());
  CHECK(texts(loaded->tools) == texts(entry().tools));
  CHECK(texts(loaded->resources) == texts(entry().resources));
  CHECK(loaded->prompts.empty());
  struct stat about {};
  REQUIRE(::stat((scratch.path() / (key + ".json")).c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
}

TEST_CASE("catalog cache: everything that changes a server's lists changes the key") {
  std::set<std::string> keys{catalog_key(identity())};
  const auto add = [&](auto change) {
    CatalogIdentity it = identity();
    change(it);
    CHECK(keys.insert(catalog_key(it)).second);
  };
  add([](auto& it) { it.command = "npy"; });
  add([](auto& it) { it.args = {"-y server"}; });
  add([](auto& it) { it.args = {"-y", "server", ""}; });
  add([](auto& it) { it.cwd = "/srv/"; });
  add([](auto& it) { it.env["A"] = "2"; });
  add([](auto& it) { it.env["B"] = "1"; });
  add([](auto& it) { it.protocol = "modern"; });
  add([](auto& it) { it.capabilities = "{ }"; });
  CHECK(catalog_key(identity()) == catalog_key(identity()));
  CHECK(catalog_key(identity()).size() == 64);
}

TEST_CASE("catalog cache: damaged and foreign files are ignored with a reason") {
  Scratch scratch;
  const CatalogCache cache(scratch.path());
  const std::string key = catalog_key(identity());
  const fs::path file = scratch.path() / (key + ".json");
  REQUIRE(cache.store(key, catalog_text(key, entry())));
  const std::string good = read_all(file);
  const auto reason = [&](const std::string& text) {
    write_all(file, text);
    const auto loaded = cache.load(key);
    return loaded ? std::string("fine") : loaded.error().what;
  };
  CHECK(reason(good) == "fine");
  CHECK(reason("").find("damaged") == 0);
  CHECK(reason(good.substr(0, good.size() / 2)).find("damaged") == 0);
  CHECK(reason(std::string(good.size(), '\0')).find("damaged") == 0);
  CHECK(reason("[]").find("damaged") == 0);
  CHECK(reason("{}").find("not a catalog") == 0);
  std::string other = good;
  other.replace(other.find("\"version\":1"), 11, "\"version\":2");
  CHECK(reason(other).find("written in another version") == 0);
  other = good;
  other.replace(other.find(key), 1, other.substr(other.find(key), 1) == "a" ? "b" : "a");
  CHECK(reason(other).find("belongs to another key") == 0);
  REQUIRE(cache.store(key, catalog_text(key, entry())));
  CHECK(cache.load(key));
}

TEST_CASE("catalog cache: a symbolic link is not followed") {
  Scratch scratch;
  const CatalogCache cache(scratch.path());
  const std::string key = catalog_key(identity());
  write_all(scratch.path() / "elsewhere", "{}");
  fs::create_symlink(scratch.path() / "elsewhere", scratch.path() / (key + ".json"));
  CHECK(!cache.load(key));
  REQUIRE(cache.store(key, catalog_text(key, entry())));
  CHECK(read_all(scratch.path() / "elsewhere") == "{}");
  CHECK(cache.load(key));
}

TEST_CASE("catalog cache: what nobody uses for a month is forgotten") {
  Scratch scratch;
  const CatalogCache cache(scratch.path());
  const std::string used = "used", unused = "unused";
  REQUIRE(cache.store(used, catalog_text(used, entry())));
  REQUIRE(cache.store(unused, catalog_text(unused, entry())));
  write_all(scratch.path() / "x.json.0011.tmp", "left behind");
  age(scratch.path() / "used.json", 40);
  age(scratch.path() / "unused.json", 40);
  age(scratch.path() / "x.json.0011.tmp", 40);
  CHECK(cache.load(used));
  cache.prune(SystemClock().today());
  CHECK(cache.load(used));
  CHECK(!cache.load(unused));
  CHECK(std::distance(fs::directory_iterator(scratch.path()), {}) == 1);
}

TEST_CASE("catalog cache: the same lists are not written again") {
  Scratch scratch;
  const CatalogCache cache(scratch.path());
  REQUIRE(cache.store("k", catalog_text("k", entry())));
  struct stat first {
  }, second{};
  REQUIRE(::stat((scratch.path() / "k.json").c_str(), &first) == 0);
  REQUIRE(cache.store("k", catalog_text("k", entry())));
  REQUIRE(::stat((scratch.path() / "k.json").c_str(), &second) == 0);
  CHECK(first.st_ino == second.st_ino);
  CatalogEntry changed = entry();
  changed.tools.pop_back();
  REQUIRE(cache.store("k", catalog_text("k", changed)));
  CHECK(cache.load("k")->tools.size() == 1);
}

TEST_CASE("catalog cache: writers and readers in several processes never see half a file") {
  Scratch scratch;
  const CatalogCache cache(scratch.path());
  REQUIRE(cache.store("k", catalog_text("k", entry())));
  const auto results = race(4, [&](int i) {
    for (int n = 0; n < 200; ++n) {
      CatalogEntry it = entry();
      it.tools.resize(static_cast<std::size_t>(n % 3), it.tools.front());
      if (i % 2 == 0 ? !cache.store("k", catalog_text("k", it)) : !cache.load("k")) return 1;
    }
    return 0;
  });
  CHECK(std::count(results.begin(), results.end(), 0) == 4);
}

TEST_CASE("era memory: remembers by launch command, for a month") {
  Scratch scratch;
  const WallTime now(Millis(1'700'000'000'000));
  const std::string a = era_key("npx", {"a"}, ""), b = era_key("npx", {"b"}, "");
  CHECK(!EraMemory::load(scratch.path()).find(a));
  REQUIRE(EraMemory::remember(scratch.path(), a, Era::legacy, now));
  REQUIRE(EraMemory::remember(scratch.path(), b, Era::modern, now + std::chrono::hours(24 * 20)));
  CHECK(EraMemory::load(scratch.path()).find(a) == Era::legacy);
  CHECK(EraMemory::load(scratch.path()).find(b) == Era::modern);
  REQUIRE(EraMemory::remember(scratch.path(), b, Era::legacy, now + std::chrono::hours(24 * 31)));
  CHECK(!EraMemory::load(scratch.path()).find(a));
  CHECK(EraMemory::load(scratch.path()).find(b) == Era::legacy);
  write_all(scratch.path() / "eras.json", "{\"format\":\"callgate-eras\",\"version\":7,\"eras\":{}}");
  CHECK(!EraMemory::load(scratch.path()).find(b));
  write_all(scratch.path() / "eras.json", "{");
  CHECK(!EraMemory::load(scratch.path()).find(b));
  REQUIRE(EraMemory::remember(scratch.path(), b, Era::modern, now));
  CHECK(EraMemory::load(scratch.path()).find(b) == Era::modern);
}
