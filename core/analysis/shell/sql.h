// What SQL statements do to what is stored, and the commands clients add to them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/shell/shell.h"

namespace callgate::analysis::shell {

struct SqlFinding {
  ShellClass is;
  std::string what;  // "DROP removes what is stored"
};

// The class of statements that begin with `word` (upper case); nothing when it begins none.
std::optional<ShellClass> sql_class(std::string_view word);

// What the statements in `text` do, worse than reading; psql's and mysql's own commands (\! \copy …)
// included.
std::vector<SqlFinding> read_sql(std::string_view text);

// The same with the dot commands of sqlite3.
std::vector<SqlFinding> read_sqlite(std::string_view text);

}  // namespace callgate::analysis::shell
