#include "gateway/state/database.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>

#include "gateway/state/schema.h"
#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::test;
using state::Database;
namespace fs = std::filesystem;

namespace {

std::int64_t one(Database& database, std::string_view sql) {
  auto query = database.prepare(sql).value();
  REQUIRE(query.step().value());
  return query.integer(0);
}

}  // namespace

TEST_CASE("database: nothing is opened before it is used") {
  Scratch scratch;
  Database database(scratch.path() / "callgate.db");
  CHECK(!fs::exists(scratch.path() / "callgate.db"));
  REQUIRE(database.open());
  struct stat about {};
  REQUIRE(::stat((scratch.path() / "callgate.db").c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  CHECK(one(database, "PRAGMA user_version") == static_cast<std::int64_t>(state::migrations().size()));
  auto mode = database.prepare("PRAGMA journal_mode").value();
  REQUIRE(mode.step().value());
  CHECK(mode.text(0) == "wal");
  CHECK(database.check());
}

TEST_CASE("database: an error in a transaction undoes it all") {
  Scratch scratch;
  Database database(scratch.path() / "callgate.db");
  REQUIRE(database.open());
  REQUIRE(database.execute("CREATE TABLE t(x INTEGER)"));
  auto failed = database.immediate([&]() -> Result<int> {
    (void)database.execute("INSERT INTO t VALUES(1)");
    return error(Errc::refused, "no");
  });
  CHECK(failed.error().code == Errc::refused);
  CHECK(one(database, "SELECT count(*) FROM t") == 0);
  auto done = database.immediate([&]() -> Result<int> {
    if (auto put = database.execute("INSERT INTO t VALUES(1)"); !put) return put.error();
    return 7;
  });
  CHECK(done.value() == 7);
  CHECK(one(database, "SELECT count(*) FROM t") == 1);
}

TEST_CASE("database: processes that create it at once all succeed") {
  Scratch scratch;
  const auto results = race(8, [&](int i) {
    Database database(scratch.path() / "callgate.db");
    auto done = database.immediate([&]() -> Result<void> {
      return database.execute(("CREATE TABLE t" + std::to_string(i) + "(x INTEGER)").c_str());
    });
    return done ? 0 : 1;
  });
  CHECK(std::count(results.begin(), results.end(), 0) == 8);
  Database database(scratch.path() / "callgate.db");
  REQUIRE(database.open());
  CHECK(one(database, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 't_'") == 8);
}

TEST_CASE("database: garbage, a cut file and foreign files are told apart") {
  Scratch scratch;
  const fs::path file = scratch.path() / "callgate.db";
  SUBCASE("garbage") {
    write_all(file, std::string(4096, 'x'));
    Database database(file);
    const auto opened = database.open();
    REQUIRE(!opened);
    CHECK(opened.error().code == Errc::unavailable);
    CHECK(opened.error().what.find("damaged") != std::string::npos);
    CHECK(opened.error().where == file.string());
    // The file can be repaired by moving it away, without a new start.
    fs::rename(file, scratch.path() / "away");
    CHECK(database.open());
  }
  SUBCASE("cut") {
    {
      Database database(file);
      REQUIRE(database.open());
    }
    fs::resize_file(file, 6000);
    Database database(file);
    const auto opened = database.check();
    REQUIRE(!opened);
    CHECK(opened.error().what.find("damaged") != std::string::npos);
  }
  SUBCASE("another program's") {
    {
      Database database(file);
      REQUIRE(database.open());
      REQUIRE(database.execute("PRAGMA application_id = 1"));
    }
    Database database(file);
    REQUIRE(!database.open());
    CHECK(database.open().error().what.find("another program") != std::string::npos);
  }
  SUBCASE("a newer version's") {
    {
      Database database(file);
      REQUIRE(database.open());
      REQUIRE(database.execute("PRAGMA user_version = 99"));
    }
    Database database(file);
    REQUIRE(!database.open());
    CHECK(database.open().error().what.find("newer Callgate") != std::string::npos);
  }
  SUBCASE("an empty file is a new one") {
    write_all(file, "");
    CHECK(Database(file).open());
  }
}

TEST_CASE("database: a folder or file that cannot be written is an error with a remedy") {
  Scratch scratch;
  const fs::path file = scratch.path() / "callgate.db";
  ::chmod(scratch.path().c_str(), 0555);
  const int result = as_ordinary_user([&] {
    Database database(file);
    const auto opened = database.open();
    return !opened && opened.error().code == Errc::unavailable &&
                   opened.error().what.find("--state-dir") != std::string::npos
               ? 0
               : 1;
  });
  ::chmod(scratch.path().c_str(), 0755);
  CHECK(result == 0);
  CHECK(!Database(scratch.path() / "none" / "callgate.db").open());
}

TEST_CASE("database: a removed file is noticed and made anew") {
  Scratch scratch;
  const fs::path file = scratch.path() / "callgate.db";
  Database database(file);
  REQUIRE(database.open());
  for (const char* end : {"", "-wal", "-shm"}) fs::remove(file.string() + end);
  auto put = database.immediate([&] { return database.execute("CREATE TABLE kept(x INTEGER)"); });
  REQUIRE(put);
  Database other(file);
  REQUIRE(other.open());
  CHECK(one(other, "SELECT count(*) FROM sqlite_schema WHERE name = 'kept'") == 1);
}
