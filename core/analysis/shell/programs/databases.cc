#include <algorithm>
#include <cctype>

#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"
#include "core/analysis/shell/sql.h"

namespace callgate::analysis::shell {
namespace {

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::toupper(c); });
  return out;
}

void judge_statements(Judge& judge, const Invocation& call, std::string_view text) {
  for (const SqlFinding& each : read_sql(text)) judge.note(call, each.is, each.what);
}

bool looks_like_sql(std::string_view text) {
  const std::string first = upper(text.substr(0, text.find_first_of(" \t\n;(")));
  return text.find_first_of(" \t\n;") != std::string_view::npos && sql_class(first).has_value();
}

}  // namespace

void judge_sql(Judge& judge, const Invocation& call) {
  static constexpr std::string_view kText =
      "-c|-e|-q|-Q|-E|--command|--execute|--query|-execute|--eval|--init-command|--sql";
  bool stated = false;
  for (const Option& each : call.options) {
    if (each.name == "-f" || each.name == "--file" || (each.name == "-i" && call.name == "sqlcmd")) {
      if (call.name == "mysql" || call.name == "mariadb") continue;  // --force
      if (each.value == "-") continue;
      judge.note(call, ShellClass::exec, "runs a file of statements that was not read");
      judge.path(each.value, false);
      stated = true;
    } else if (fits_one(kText, each.name) && !each.value.empty()) {
      if (!each.known && each.tainted)
        judge.note(call, ShellClass::exec, "runs statements that are not known before");
      judge_statements(judge, call, each.value);
      stated = true;
    } else if (each.name == "-o" || each.name == "--output") {
      judge.written({std::string(each.value)}, false);
    }
  }
  for (const std::size_t at : call.positionals) {
    if (!looks_like_sql(call.words[at].text)) continue;
    judge_statements(judge, call, call.words[at].text);
    stated = true;
  }
  if (stated) return;
  if (call.input->kind == Input::Kind::text) return judge_statements(judge, call, call.input->text);
  judge.note(call, ShellClass::exec, call.fed() ? "runs the statements fed to it" : "opens a session");
}

void judge_sqlite(Judge& judge, const Invocation& call) {
  judge.path(call.positional(0), true);
  bool stated = false;
  const auto command = [&](std::string_view text) {
    stated = true;
    for (const SqlFinding& each : read_sqlite(text)) judge.note(call, each.is, each.what);
  };
  for (const Option& each : call.options) {
    if (each.name == "-cmd") command(each.value);
    if (each.name == "-init")
      judge.note(call, ShellClass::exec, "runs a file of statements that was not read");
  }
  for (std::size_t i = 1; i < call.positionals.size(); ++i) command(call.positional(i));
  if (stated) return;
  if (call.input->kind == Input::Kind::text) return command(call.input->text);
  judge.note(call, ShellClass::exec, call.fed() ? "runs the statements fed to it" : "opens a session");
}

void judge_redis(Judge& judge, const Invocation& call) {
  if (call.has("--eval") || call.has("--pipe")) return judge.note(call, ShellClass::exec, "runs a script");
  if (call.has("--rdb")) return judge.note(call, ShellClass::write, "writes a file");
  for (const char* looks : {"--scan", "--bigkeys", "--memkeys", "--hotkeys", "--stat", "--latency"}) {
    if (call.has(looks)) return;
  }
  std::string command = upper(call.positional(0));
  if (command.empty() && call.input->kind == Input::Kind::text) {
    command = upper(std::string_view(call.input->text).substr(0, call.input->text.find_first_of(" \n")));
  }
  const std::string second = upper(call.positional(1));
  if (command.empty()) {
    judge.note(call, ShellClass::exec, call.fed() ? "runs the commands fed to it" : "opens a session");
  } else if (fits_one(
                 "FLUSH*|DEL|UNLINK|SHUTDOWN|DEBUG|SWAPDB|MIGRATE|REPLICAOF|SLAVEOF|HDEL|SREM|ZREM*|LTRIM|"
                 "XTRIM|XDEL|"
                 "LREM|SPOP|RENAME|FAILOVER|GETDEL|EXPIRE*|PEXPIRE*|RESET|DELETE|LPOP|RPOP|ZPOP*|BLPOP|BRPOP",
                 command) ||
             (fits_one("SCRIPT|CONFIG|CLUSTER|CLIENT|ACL|FUNCTION|MODULE|XGROUP|LATENCY|SLOWLOG", command) &&
              fits_one("FLUSH*|RESET*|KILL|DELUSER|DELETE|FAILOVER|FORGET|UNLOAD|DESTROY|PAUSE|DELSLOTS*",
                       second))) {
    judge.note(call, ShellClass::destructive, command + " removes or stops something");
  } else if (fits_one("EVAL*|FCALL*|MODULE|SCRIPT|FUNCTION", command)) {
    judge.note(call, ShellClass::exec, "runs a script");
    const std::string script = upper(call.positional(1));
    for (const char* removes : {"FLUSH", "'DEL'", "\"DEL\"", "UNLINK", "SHUTDOWN"}) {
      if (script.find(removes) != std::string::npos)
        judge.note(call, ShellClass::destructive, "runs a script that removes something");
    }
  } else if (
      !fits_one(
          "GET|MGET|HGET|HGETALL|HMGET|HKEYS|HVALS|HLEN|HEXISTS|HSCAN|KEYS|SCAN|TYPE|TTL|PTTL|EXISTS|INFO|"
          "PING|"
          "DBSIZE|LRANGE|LLEN|LINDEX|SMEMBERS|SCARD|SISMEMBER|SSCAN|ZRANGE*|ZCARD|ZSCORE|ZRANK|ZCOUNT|ZSCAN|"
          "STRLEN|GETRANGE|BITCOUNT|MONITOR|SLOWLOG|CLIENT|CLUSTER|CONFIG|MEMORY|OBJECT|TIME|LASTSAVE|ROLE|"
          "COMMAND|ECHO|XRANGE|XLEN|XINFO|XREVRANGE|PUBSUB|RANDOMKEY|LATENCY|SUBSCRIBE|PSUBSCRIBE|ACL|SELECT|"
          "PFCOUNT|GEO*|SINTER|SUNION|SDIFF|DUMP|STATS|VERSION|DISPLAY|LOLWUT|JSON.GET|FT.SEARCH|FT.INFO",
          command) ||
      second == "SET" || second == "REWRITE" || second == "SETUSER") {
    judge.note(call, ShellClass::write, "changes what is stored");
  }
}

void judge_mongo(Judge& judge, const Invocation& call) {
  const Option* code = call.find("--eval");
  std::string_view text = code == nullptr ? std::string_view() : code->value;
  if (code == nullptr && call.input->kind == Input::Kind::text) text = call.input->text;
  if (text.empty()) return judge.note(call, ShellClass::exec, "runs what is fed to it, or opens a session");
  const auto holds = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
  };
  if (holds({"drop", "delete", "remove", "Delete", "shutdown", "kill", "Remove", "Drop", "$out", "$merge"})) {
    judge.note(call, ShellClass::destructive, "removes what is stored");
  } else if (holds({"insert", "update", "create", "replace", "save", "rename", "Write", "Modify", "grant",
                    "set"})) {
    judge.note(call, ShellClass::write, "changes what is stored");
  } else if (!holds({"find",          "count",           "show",
                     "stats",         "status",          "getCollectionNames",
                     "listDatabases", "version",         "distinct",
                     "aggregate",     "isMaster",        "hello",
                     "ping",          "serverStatus",    "getName",
                     "getDBNames",    "listCollections", "getIndexes",
                     "explain",       "getUsers",        "printjson"}) ||
             holds({"load(", "run(", "runProgram", "require(", "eval("})) {
    judge.note(call, ShellClass::exec, "runs code");
  }
}

}  // namespace callgate::analysis::shell
