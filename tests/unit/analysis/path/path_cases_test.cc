#include "core/analysis/path/judge.h"
#include "core/analysis/path/under.h"
#include "tests/unit/analysis/cases.h"

using namespace callgate::analysis;

namespace {

struct Score {
  int caught = 0, sensitive = 0, stopped = 0, benign = 0;
};

Score play(const char* name) {
  Score score;
  for (const auto& one : recorded_cases(name)) {
    if (one.contains("contested")) continue;
    const std::string path = one["path"], root = one.value("root", "");
    PathContext context;
    context.root = root;
    context.write = one.value("op", "") == "write";
    const bool found = judge_path(path, context).sensitive, wanted = one["sensitive"];
    CAPTURE(path);
    WARN(found == wanted);
    (wanted ? score.sensitive : score.benign) += 1;
    if (found) (wanted ? score.caught : score.stopped) += 1;
  }
  return score;
}

}  // namespace

TEST_CASE("path: the recorded cases are caught and let through") {
  const Score score = play("paths.jsonl");
  CHECK(score.sensitive >= 220);
  CHECK(score.benign >= 340);
  CHECK(score.caught * 100 >= score.sensitive * 99);
  CHECK(score.stopped * 1000 <= score.benign * 5);
}

TEST_CASE("path: our own cases") {
  const Score score = play("paths_more.jsonl");
  CHECK(score.caught == score.sensitive);
  CHECK(score.stopped == 0);
  CHECK(score.sensitive >= 230);
  CHECK(score.benign >= 170);
}

TEST_CASE("path: no bytes break the readers") {
  Garbage garbage(20260102, {"/",        "..",   ".",   "\\",   "~",      "%2e",     "%25",   "%c0%af",
                             "%u2215",   "{",    ",",   "}",    "[",      "]",       "*",     "**",
                             "?",        "!",    "-",   "etc",  "shadow", ".ssh",    ".env",  "proc",
                             "self",     "root", "cwd", "task", "C:",     "file://", "$HOME", "\xEF\xBC\x8F",
                             "\xC0\xAE", "\"",   "'",   "=",    "@",      ";",       ":",     " ",
                             "\n"});
  int sensitive = 0;
  for (int i = 0; i < 30000; ++i) {
    const std::string path = garbage.next();
    PathContext context;
    context.root = i % 2 == 0 ? "/srv/ws" : "";
    context.home = "/home/me";
    context.write = i % 3 == 0;
    if (judge_path(path, context).sensitive) ++sensitive;
    // What is certainly below is below in some reading.
    if (is_under(path, "/srv/ws", context)) CHECK(may_be_under(path, "/srv/ws", context));
    const std::string canonical = canonical_path(path, context);
    if (canonical.starts_with('/')) CHECK(canonical_path(canonical, context) == canonical);
  }
  CHECK(sensitive > 1000);
  CHECK(sensitive < 29000);
}
