// Shell command lines of any bytes: the report keeps its bounds, and nothing hides behind what stands around
// it.
#include <string>

#include "core/analysis/shell/shell.h"
#include "core/analysis/shell/sql.h"
#include "tests/fuzz/promise.h"

using namespace callgate::analysis;
using callgate::fuzz::must;

namespace {

constexpr std::size_t kMostFound = 1000, kLongestCommand = 200;
// Texts that are read whole even with something around them.
constexpr std::size_t kReadWhole = 60'000, kQuoted = 20'000;

void check_bounds(const ShellReport& report, std::size_t size) {
  must(report.worst == ShellClass::read || report.has(report.worst), "the worst class was met");
  for (unsigned is = static_cast<unsigned>(report.worst) + 1; is < 8; ++is)
    must(!report.has(static_cast<ShellClass>(is)), "nothing worse than the worst was met");
  must((report.worst == ShellClass::read) == report.why.empty(), "what is more than reading has a reason");
  must(report.command.size() <= kLongestCommand, "a command is shown in part");
  must(report.paths.size() <= kMostFound && report.programs.size() <= kMostFound &&
           report.urls.size() <= kMostFound,
       "lists have their limits");
  must(report.work <= 64 * size + 70'000, "the work is linear in the text");
}

// Nothing of it was: it holds a byte that no shell reads.
bool unread(const ShellReport& report) {
  return report.why.starts_with("cannot be read as a command");
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += "'\\'";
    out += c;
  }
  return out + "'";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = callgate::fuzz::text_of(data, size);
  const ShellReport report = judge_shell(text);
  check_bounds(report, size);
  if (size <= kReadWhole) {
    const ShellReport behind = judge_shell("rm -rf /srv/data\n" + std::string(text));
    must(behind.has(ShellClass::destructive) || unread(behind),
         "what stands in front is seen, whatever follows");
  }
  if (size <= kQuoted && text.find('\0') == text.npos) {
    const ShellReport wrapped = judge_shell("sh -c -- " + quoted(text));
    must(wrapped.worst >= report.worst || wrapped.has(ShellClass::exec),
         "another shell around it makes it no better");
  }
  (void)shell::read_sql(text);
  (void)shell::read_sqlite(text);
  return 0;
}
