#include "core/guard/effect.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/analysis/words.h"

namespace callgate::guard {
namespace {

constexpr std::array<std::string_view, 21> kDestructive{
    "delete", "del",       "remove",   "rm",    "rmdir", "drop",      "destroy",
    "purge",  "wipe",      "truncate", "kill",  "erase", "nuke",      "unlink",
    "trash",  "uninstall", "prune",    "shred", "drain", "terminate", "shutdown"};
constexpr std::array<std::string_view, 10> kExec{"exec", "execute", "run",   "bash",    "shell",
                                                 "sh",   "eval",    "spawn", "command", "terminal"};
constexpr std::array<std::string_view, 41> kWrite{
    "write",  "create",   "update", "edit",    "add",    "set",    "put",     "insert",    "save",
    "move",   "rename",   "copy",   "send",    "upload", "push",   "commit",  "merge",     "patch",
    "append", "transfer", "pay",    "refund",  "book",   "deploy", "publish", "enable",    "disable",
    "assign", "close",    "cancel", "archive", "make",   "store",  "replace", "subscribe", "submit",
    "post",   "modify",   "undo",   "restore", "revert"};
constexpr std::array<std::string_view, 34> kRead{
    "get",     "list",      "read",    "search",   "find", "fetch", "show", "describe", "view",
    "check",   "count",     "lookup",  "status",   "tree", "info",  "stat", "inspect",  "browse",
    "explain", "summarize", "diff",    "log",      "ls",   "cat",   "grep", "resolve",  "validate",
    "verify",  "ping",      "preview", "retrieve", "is",   "has",   "can"};
// What "truncate" and "remove" may well be done to without anything being lost.
constexpr std::array<std::string_view, 9> kHarmless{
    "text", "string", "output", "words", "sentence", "title", "whitespace", "background", "formatting"};

// What nobody gets back although nothing is deleted: money that has left, and what was called off.
constexpr std::array<std::string_view, 10> kHandOver{"transfer", "wire",  "send",     "pay",   "refund",
                                                     "withdraw", "remit", "disburse", "spend", "move"};
constexpr std::array<std::string_view, 17> kMoney{
    "fund",     "funds",  "money",   "cash", "payment", "payments", "payout", "payouts", "salary",
    "salaries", "crypto", "bitcoin", "btc",  "ether",   "eth",      "usdc",   "usdt"};
constexpr std::array<std::string_view, 6> kOwed{"invoice", "invoices", "bill", "bills", "order", "orders"};
constexpr std::array<std::string_view, 4> kMoneyPaths{"wire", "bank", "money", "fund"};
constexpr std::array<std::string_view, 20> kBinding{
    "order",         "orders",      "booking",      "bookings", "reservation", "reservations", "subscription",
    "subscriptions", "appointment", "appointments", "flight",   "flights",     "membership",   "memberships",
    "contract",      "contracts",   "account",      "accounts", "trip",        "trips"};
constexpr std::array<std::string_view, 10> kLinks{"to",   "from", "by", "for", "of",
                                                  "with", "via",  "in", "on",  "at"};

template <class Table>
bool among(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

// Whether the verb at `at` binds for good. What it is done to is the last word before "to", "by" and the
// like: "transfer_funds_to_vendor", "cancel_all_orders", but not "send_payment_reminder" or
// "cancel_order_draft".
bool binds(const std::vector<std::string>& words, std::size_t at) {
  std::size_t last = at;
  while (last + 1 < words.size() && !among(kLinks, words[last + 1]) && words[last + 1] != "and" &&
         words[last + 1] != "or")
    ++last;
  const std::string& verb = words[at];
  if (last == at) return verb == "transfer" && at > 0 && among(kMoneyPaths, words[at - 1]);
  const std::string& thing = words[last];
  if (verb == "cancel") return among(kBinding, thing);
  return among(kHandOver, verb) &&
         (among(kMoney, thing) || ((verb == "pay" || verb == "refund") && among(kOwed, thing)));
}

Effect effect_of_word(const std::vector<std::string>& words, std::size_t at) {
  const std::string& word = words[at];
  const std::string_view next = at + 1 < words.size() ? std::string_view(words[at + 1]) : std::string_view();
  if (word == "format") {
    const bool device = next == "disk" || next == "drive" || next == "volume" || next == "partition";
    return device ? Effect::destructive : Effect::unknown;
  }
  if (among(kDestructive, word)) return among(kHarmless, next) ? Effect::unknown : Effect::destructive;
  if (among(kExec, word)) return Effect::exec;
  if (binds(words, at)) return Effect::destructive;
  if (among(kWrite, word)) return Effect::write;
  if (among(kRead, word)) return Effect::read;
  return Effect::unknown;
}

}  // namespace

Effect effect_of_name(std::string_view name) {
  const std::vector<std::string> words = analysis::words_of(name);
  const bool several = std::any_of(words.begin(), words.end(),
                                   [](const std::string& word) { return word == "and" || word == "or"; });
  Effect strictest = Effect::unknown;
  bool found = false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const Effect effect = effect_of_word(words, at);
    if (effect == Effect::unknown) continue;
    strictest = found ? std::max(strictest, effect) : effect;
    found = true;
    if (!several) break;
  }
  return strictest;
}

Effect effect_of(const mcp::Tool& tool, bool trusted, bool strict) {
  if (strict && tool.hints.destructive == true && tool.hints.read_only != true) return Effect::destructive;
  if (trusted && tool.hints.read_only == true) return Effect::read;
  const Effect by_name = effect_of_name(tool.native);
  // A hint against the name's reading: the server says itself that the tool changes something.
  const bool admits_change = tool.hints.destructive == true || (trusted && tool.hints.read_only == false);
  if (admits_change && by_name < Effect::write) return Effect::write;
  return by_name;
}

}  // namespace callgate::guard
