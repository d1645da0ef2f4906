// The SQLite file of a state directory. Opened on first use, so that it costs a start nothing; every failure
// is a value that says what to do. One object belongs to one thread; other processes open the same file as
// they like.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace callgate::state {

class Database;

// One prepared statement; must not outlive its database. Values are bound from left to right.
class Statement {
 public:
  Statement(Statement&& other) noexcept
      : database_(other.database_),
        statement_(std::exchange(other.statement_, nullptr)),
        next_(other.next_) {}
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(std::string_view text);
  Statement& bind(std::int64_t number);
  Statement& bind(const std::optional<std::int64_t>& number);

  // True: a row is there to be read. False: the statement is done.
  Result<bool> step();

  std::string text(int column) const;
  std::int64_t integer(int column) const;
  std::optional<std::int64_t> optional(int column) const;

 private:
  friend class Database;
  Statement(Database& database, sqlite3_stmt* statement) : database_(&database), statement_(statement) {}
  Database* database_;
  sqlite3_stmt* statement_;
  int next_ = 1;
};

class Database {
 public:
  explicit Database(std::filesystem::path file) : file_(std::move(file)) {}
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Opens the file if it is not open, creating it (0600) and bringing its tables up to this version. A file
  // that was removed or replaced meanwhile is noticed and opened anew. Errors: unavailable (damaged, not
  // ours, written by a newer version, no access), busy (another process held it for five seconds).
  Result<void> open();

  Result<Statement> prepare(std::string_view sql);
  // Runs statements that give no rows.
  Result<void> execute(const char* sql);
  // Rows changed by the statement that ran last.
  std::int64_t changes() const;

  // Runs `work` (it returns a Result) as one step that no other process can interleave with; an error undoes
  // it all. BEGIN IMMEDIATE, because a transaction that reads first and writes later fails at once when
  // somebody else wrote in between, however long the busy timeout.
  template <class Work>
  auto immediate(Work&& work) -> decltype(work()) {
    if (auto opened = open(); !opened) return opened.error();
    if (auto begun = execute("BEGIN IMMEDIATE"); !begun) return begun.error();
    auto result = work();
    auto ended = execute(result ? "COMMIT" : "ROLLBACK");
    if (result && !ended) {
      (void)execute("ROLLBACK");
      return ended.error();
    }
    return result;
  }

  // Reads every page (PRAGMA quick_check): damage in the middle of the file shows in no other way.
  Result<void> check();

 private:
  friend class Statement;
  Result<void> prepare_file();
  Result<void> migrate();
  Result<std::int64_t> pragma(const char* name);
  Error failure(int code) const;
  void close();

  std::filesystem::path file_;
  sqlite3* handle_ = nullptr;
};

}  // namespace callgate::state
