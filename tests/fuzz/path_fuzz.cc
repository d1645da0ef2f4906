// Paths and patterns of any bytes: one meaning whatever way they are spelled, and stars as a plain matcher
// has them.
#include <string>
#include <vector>

#include "core/analysis/path/decode.h"
#include "core/analysis/path/file_url.h"
#include "core/analysis/path/judge.h"
#include "core/analysis/path/shell_glob.h"
#include "core/analysis/path/under.h"
#include "core/base/glob.h"
#include "tests/fuzz/promise.h"

using namespace callgate::analysis;
using callgate::fuzz::must;

namespace {

constexpr PathContext kContext{"/home/ada", "/work", false};
constexpr std::size_t kComparable = 200;  // bytes of what a slow matcher judges, too

// Stars by trying everything: row[j] says that the pattern so far fits the first j bytes.
bool fits_slowly(std::string_view pattern, std::string_view text, bool of_paths) {
  std::vector<bool> row(text.size() + 1, false);
  row[0] = true;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    std::vector<bool> next(row.size(), false);
    const bool star = pattern[i] == '*';
    const bool crosses = !of_paths || pattern.substr(i, 2) == "**";
    for (std::size_t j = 0; j < row.size(); ++j) {
      if (star) {
        next[j] = row[j] || (j > 0 && next[j - 1] && (crosses || text[j - 1] != '/'));
      } else {
        next[j] = j > 0 && row[j - 1] && text[j - 1] == pattern[i];
      }
    }
    if (star && of_paths && crosses) ++i;
    row = std::move(next);
  }
  return row.back();
}

void check_globs(std::string_view pattern, std::string_view text) {
  if (pattern.size() <= kComparable && text.size() <= kComparable) {
    must(callgate::glob_matches(pattern, text) == fits_slowly(pattern, text, false), "stars of names");
    bool fits = fits_slowly(pattern, text, true);
    if (pattern.ends_with("/**"))
      fits = fits || fits_slowly(pattern.substr(0, pattern.size() - 3), text, true);
    must(callgate::PathGlob(pattern).matches(text) == fits, "stars of paths");
  } else {
    (void)callgate::glob_matches(pattern, text);
    (void)callgate::PathGlob(pattern).matches(text);
  }
  (void)shell_glob_matches(pattern, text);
  (void)may_match(pattern, text);
  const auto alternatives = expand_braces(pattern);
  must(!alternatives.empty() && alternatives.size() <= kMaxAlternatives, "braces have their limit");
  if (has_glob(text) || text.find('\\') != text.npos) return;
  must(shell_glob_matches(text, text), "a plain name stands for itself");
  must(expand_braces(text) == std::vector<std::string>{std::string(text)}, "a plain word has one reading");
}

void check_folders(std::string_view path, std::string_view folder) {
  if (is_under(path, folder, kContext))
    must(may_be_under(path, folder, kContext), "what is certainly within a folder may be within it");
  const std::string canonical = canonical_path(path, kContext);
  const bool elsewhere = canonical.starts_with('~');  // in the home of somebody else
  if (!elsewhere && path_of_file_url(path).empty() && path_of_file_url(canonical).empty())
    must(canonical_path(canonical, kContext) == canonical, "a canonical path stays as it is");
  must(!is_under(path, "/srv/a", kContext) || !is_under(path, "/srv/b", kContext),
       "nothing is in two places");
}

// What is secret stays so when it is spelled in another way.
void check_judgement(std::string_view path) {
  (void)judge_path(path, kContext);
  (void)judge_path(path, {{}, {}, true});
  const PathFinding found = judge_path(path);
  if (!path.starts_with('/') || !found.sensitive || found.kind == "traversal" || found.kind == "evasion")
    return;
  const std::string text(path);
  for (const char* before : {"/.", "/", "/srv/.."})
    must(judge_path(before + text).sensitive, "a detour makes no path harmless");
  // In URLs a backslash is nothing else than a slash.
  if (text.find('\\') == text.npos) must(judge_path("file://" + text).sensitive, "nor does a URL");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const callgate::fuzz::Halves halves(callgate::fuzz::text_of(data, size));
  check_globs(halves.first, halves.second);
  check_folders(halves.first, halves.second);
  check_judgement(halves.first);
  for (const std::string_view part : paths_within(halves.first))
    must(part.data() >= halves.first.data() && part.size() <= halves.first.size(), "a part lies in its text");
  if (loosely_decoded(halves.first) != halves.first)
    must(may_read_otherwise(halves.first), "what decodes to something else is known to");
  return 0;
}
