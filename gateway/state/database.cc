#include "gateway/state/database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "gateway/state/file.h"
#include "gateway/state/schema.h"

namespace callgate::state {
namespace {

constexpr int kBusyMillis = 5000;

}  // namespace

Statement::~Statement() {
  sqlite3_finalize(statement_);
}

Statement& Statement::bind(std::string_view text) {
  // A null pointer would bind NULL, and an empty view may have one.
  sqlite3_bind_text64(statement_, next_++, text.empty() ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                      SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind(std::int64_t number) {
  sqlite3_bind_int64(statement_, next_++, number);
  return *this;
}

Statement& Statement::bind(const std::optional<std::int64_t>& number) {
  if (number) return bind(*number);
  sqlite3_bind_null(statement_, next_++);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return database_->failure(code);
}

std::string Statement::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (!text) return {};
  return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::optional<std::int64_t> Statement::optional(int column) const {
  if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::nullopt;
  return integer(column);
}

Database::~Database() {
  close();
}

void Database::close() {
  sqlite3_close_v2(handle_);
  handle_ = nullptr;
}

Error Database::failure(int code) const {
  const std::string words = handle_ ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return error(Errc::busy, "another process keeps the store locked; try again", file_.string());
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return error(
          Errc::unavailable,
          "the store is damaged (" + words +
              "); move it away together with its -wal and -shm files: an empty one is made, and what waited "
              "for approval is asked again",
          file_.string());
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return error(Errc::unavailable,
                   "the store cannot be written (" + words +
                       "); its folder must belong to you and be writable, or choose another with --state-dir",
                   file_.string());
    case SQLITE_FULL:
      return error(Errc::unavailable, "the disk is full: nothing can be recorded until there is room",
                   file_.string());
    default:
      return error(Errc::unavailable, "the store does not answer: " + words, file_.string());
  }
}

Result<void> Database::open() {
  if (handle_) {
    // An unlinked database goes on taking rows that nobody will ever see.
    int moved = 0;
    if (sqlite3_file_control(handle_, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || !moved)
      return {};
    close();
  }
  // SQLite would create the file with the umask's mode. Only a new file is opened here: closing any
  // descriptor of a file drops this process's locks on it.
  Descriptor(::open(file_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  const int code =
      sqlite3_open_v2(file_.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  Result<void> done;
  if (code != SQLITE_OK) {
    done = failure(code);
  } else {
    sqlite3_busy_timeout(handle_, kBusyMillis);
    done = prepare_file();
  }
  if (!done) close();
  return done;
}

Result<void> Database::prepare_file() {
  // One view of the file: another process may be making the tables between two of these reads.
  if (auto begun = execute("BEGIN"); !begun) return begun;
  CALLGATE_TRY(version, pragma("user_version"));
  CALLGATE_TRY(application, pragma("application_id"));
  CALLGATE_TRY(tables, pragma("schema_version"));
  if (auto ended = execute("COMMIT"); !ended) return ended;
  const auto newest = static_cast<std::int64_t>(migrations().size());
  if (application != kApplicationId && (application != 0 || version != 0 || tables != 0))
    return error(Errc::unavailable,
                 "this SQLite file belongs to another program; move it away or choose another --state-dir",
                 file_.string());
  if (version > newest)
    return error(Errc::unavailable,
                 "the store was written by a newer Callgate (format " + std::to_string(version) +
                     ", this one knows " + std::to_string(newest) +
                     "); update this one or choose another --state-dir",
                 file_.string());
  // The change to WAL needs the file for itself and, where two processes try, gives up without the busy
  // timeout.
  Result<void> wal;
  for (int attempt = 0; attempt < 500; ++attempt) {
    wal = execute("PRAGMA journal_mode = WAL");
    if (wal || wal.error().code != Errc::busy) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  if (!wal) return wal;
  // FULL: an approval that was used up stays used up after a power cut.
  if (auto set = execute("PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF"); !set) return set;
  return version == newest ? Result<void>() : migrate();
}

Result<void> Database::migrate() {
  if (auto begun = execute("BEGIN IMMEDIATE"); !begun) return begun;
  auto steps = [this]() -> Result<void> {
    // Read again: another process may have done it while this one waited.
    CALLGATE_TRY(version, pragma("user_version"));
    const auto all = migrations();
    for (auto step = static_cast<std::size_t>(version); step < all.size(); ++step)
      if (auto done = execute(all[step]); !done) return done;
    const std::string marks = "PRAGMA application_id = " + std::to_string(kApplicationId) +
                              "; PRAGMA user_version = " + std::to_string(all.size());
    return execute(marks.c_str());
  }();
  auto ended = execute(steps ? "COMMIT" : "ROLLBACK");
  return steps ? ended : steps;
}

Result<Statement> Database::prepare(std::string_view sql) {
  if (!handle_) {
    if (auto opened = open(); !opened) return opened.error();
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) return failure(code);
  return Statement(*this, statement);
}

Result<void> Database::execute(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(code);
  return {};
}

Result<std::int64_t> Database::pragma(const char* name) {
  CALLGATE_TRY(query, prepare("PRAGMA " + std::string(name)));
  CALLGATE_TRY(row, query.step());
  return row ? query.integer(0) : 0;
}

std::int64_t Database::changes() const {
  return sqlite3_changes64(handle_);
}

Result<void> Database::check() {
  if (auto opened = open(); !opened) return opened;
  CALLGATE_TRY(query, prepare("PRAGMA quick_check(1)"));
  CALLGATE_TRY(row, query.step());
  if (row && query.text(0) == "ok") return {};
  return failure(SQLITE_CORRUPT);
}

}  // namespace callgate::state
