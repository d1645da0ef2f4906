#include "core/analysis/shell/sql.h"

#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/reader.h"

namespace callgate::analysis::shell {
namespace {

class Statements {
 public:
  explicit Statements(std::string_view text) : text_(text) {}

  std::vector<SqlFinding> read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\'' || c == '"' || c == '`') {
        quoted(c);
      } else if (c == '-' && next() == '-') {
        skip_past("\n");
      } else if (c == '/' && next() == '*' && text_.substr(at_, 3) != "/*!") {
        skip_past("*/");  // /*! … */ is code for MySQL
      } else if (c == ';') {
        ++at_, begins_ = true;
      } else if (c == '\\') {
        client_command();
      } else if (name_start(c)) {
        word();
      } else {
        ++at_;
      }
    }
    return std::move(found_);
  }

 private:
  char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }

  void skip_past(std::string_view what) {
    const std::size_t end = text_.find(what, at_);
    at_ = end == std::string_view::npos ? text_.size() : end + what.size();
  }

  void quoted(char quote) {
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    ++at_;
  }

  void add(ShellClass is, std::string what) { found_.push_back({is, std::move(what)}); }

  void client_command() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view line = text_.substr(at_, end - at_);
    const std::string name(line.substr(0, line.find_first_of(" \t;+")));
    at_ = end;
    if (fits_one("\\!*|\\i|\\ir|\\include|\\.*|\\gexec|\\g|\\e|\\ef|\\system|\\T", name)) {
      add(ShellClass::exec, name + " runs a command or file");
    } else if (fits_one("\\o|\\w|\\copy|\\out|\\s|\\lo_*", name)) {
      const bool program =
          line.find("program") != std::string_view::npos || line.find("PROGRAM") != std::string_view::npos;
      add(line.find('|') != std::string_view::npos || program ? ShellClass::exec : ShellClass::write,
          name + " writes a file or table");
    } else if (fits_one("\\set|\\password|\\setenv", name)) {
      add(ShellClass::write, name + " changes a setting");
    }
  }

  void word() {
    const std::size_t start = at_;
    while (at_ < text_.size() && name_part(text_[at_])) ++at_;
    std::string word(text_.substr(start, std::min<std::size_t>(at_ - start, 64)));
    for (char& c : word) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    const bool begins = begins_;
    begins_ = false;
    if (begins) {
      first_ = word;
      const std::optional<ShellClass> is = sql_class(word);
      if (!is) {
        add(ShellClass::exec, "is given a statement that cannot be read");
      } else if (*is != ShellClass::read) {
        add(*is, word + " changes or removes what is stored");
      }
      return;
    }
    inside(word);
  }

  // Words that matter wherever they stand.
  void inside(const std::string& word) {
    if (fits_one("DROP|TRUNCATE|DELETE", word) ||
        fits_one("PG_TERMINATE_*|PG_CANCEL_*|PG_DROP_*|LO_UNLINK|PG_RELOAD_*", word)) {
      add(ShellClass::destructive, word + " removes what is stored");
    } else if (fits_one("PROGRAM|XP_CMDSHELL|SYS_EXEC|SYS_EVAL|LOAD_EXTENSION|SP_OACREATE|DBMS_SCHEDULER|"
                        "SHELL|DBLINK*",
                        word)) {
      add(ShellClass::exec, word + " runs a command");
    } else if (fits_one("OUTFILE|DUMPFILE|LO_EXPORT|SETVAL|NEXTVAL|PG_WRITE_*", word) ||
               (first_ == "WITH" && fits_one("UPDATE|INSERT|MERGE", word)) ||
               (first_ == "SELECT" && word == "INTO")) {
      add(ShellClass::write, word + " writes");
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool begins_ = true;
  std::string first_;
  std::vector<SqlFinding> found_;
};

}  // namespace

std::optional<ShellClass> sql_class(std::string_view word) {
  if (fits_one("SELECT|WITH|SHOW|EXPLAIN|DESCRIBE|DESC|USE|SET|BEGIN|START|COMMIT|END|ROLLBACK|SAVEPOINT|"
               "VALUES|TABLE|"
               "PRAGMA|HELP|LIST|ANALYZE|CHECK|FETCH|DECLARE|CLOSE|PREPARE|FROM|GO|STATUS|EXISTS|DATABASES|"
               "TABLES|SUMMARIZE|"
               "DISCARD|RELEASE|LISTEN|MATCH|RETURN|PRINT",
               word)) {
    return ShellClass::read;
  }
  if (fits_one("DELETE|DROP|TRUNCATE|KILL|SHUTDOWN|FLUSH|PURGE|DETACH|RESET|RESTORE|REMOVE|UNLOAD|REVOKE|"
               "UNDROP|UNSET",
               word)) {
    return ShellClass::destructive;
  }
  if (fits_one("INSERT|UPDATE|CREATE|ALTER|GRANT|COMMENT|MERGE|UPSERT|REPLACE|COPY|LOAD|VACUUM|REINDEX|"
               "CLUSTER|LOCK|UNLOCK|"
               "REFRESH|IMPORT|EXPORT|ATTACH|RENAME|OPTIMIZE|REPAIR|NOTIFY|SECURITY|REASSIGN|BACKUP|"
               "CHECKPOINT|OPTIMISE|PUT|"
               "INSTALL|STOP|PAUSE|RESUME|DEFINE|RELATE|CHANGE",
               word)) {
    return ShellClass::write;
  }
  if (fits_one("CALL|DO|EXEC|EXECUTE|SOURCE|SYSTEM|HANDLER|BULK|IF|WHILE", word)) return ShellClass::exec;
  return std::nullopt;
}

std::vector<SqlFinding> read_sql(std::string_view text) {
  return Statements(text).read();
}

std::vector<SqlFinding> read_sqlite(std::string_view text) {
  std::vector<SqlFinding> found;
  std::string statements;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (!line.starts_with('.')) {
      statements += std::string(line) + "\n";
      continue;
    }
    const std::string_view name = line.substr(0, line.find(' '));
    if (fits_one(".sh*|.sy*|.read|.rea*|.load|.loa*|.excel|.ed*|.www|.w", name)) {
      found.push_back({ShellClass::exec, std::string(name) + " runs a command or file"});
    } else if (fits_one(".restore|.rest*", name)) {
      found.push_back({ShellClass::destructive, std::string(name) + " replaces what is stored"});
    } else if (fits_one(".output|.once|.save|.backup|.import|.clone|.log|.trace|.arch*|.ar|.o*|.sa*|.ba*|.im*"
                        "|.cl*",
                        name)) {
      const bool pipes = line.find('|') != std::string_view::npos;
      found.push_back(
          {pipes ? ShellClass::exec : ShellClass::write, std::string(name) + " writes a file or table"});
    }
  }
  for (SqlFinding& each : read_sql(statements)) found.push_back(std::move(each));
  return found;
}

}  // namespace callgate::analysis::shell
