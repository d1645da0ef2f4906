#include "core/analysis/path/judge.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "core/analysis/path/decode.h"
#include "core/analysis/path/file_url.h"
#include "core/analysis/path/known.h"
#include "core/analysis/path/names.h"
#include "core/analysis/path/shell_glob.h"

namespace callgate::analysis {
namespace {

using Segments = std::span<const std::string_view>;

constexpr std::size_t kLongest =
    4096;  // PATH_MAX; longer ones cannot be opened, only their plain reading is judged
constexpr PathFinding kNothing{};

bool one_of(std::string_view segment, std::span<const std::string_view> names) {
  return std::ranges::find(names, segment) != names.end();
}

// Folders whose files are made up, or made by others for everybody.
bool test_data(std::string_view segment) {
  constexpr std::array<std::string_view, 8> kNames = {"fixtures",  "fixture",   "__fixtures__", "testdata",
                                                      "test-data", "test_data", "testfiles",    "dotgit"};
  return one_of(segment, kNames) || segment.ends_with("testdata") || segment.ends_with("fixtures");
}
bool package(std::string_view segment) {
  constexpr std::array<std::string_view, 7> kNames = {
      "node_modules", "vendor", "third_party", "site-packages", "dist-packages", ".cargo-registry", "gopath"};
  return one_of(segment, kNames);
}
bool made_up(std::string_view segment) {
  constexpr std::array<std::string_view, 35> kNames = {
      "i18n",       "locale",    "locales", "lang",      "langs",    "l10n",        "translations",
      "messages",   "workflows", "test",    "tests",     "testing",  "testutil",    "testutils",
      "test_utils", "__tests__", "spec",    "specs",     "e2e",      "integration", "mock",
      "mocks",      "__mocks__", "example", "examples",  "sample",   "samples",     "demo",
      "demos",      "doc",       "docs",    "templates", "template", "conformance", "benchmarks"};
  return one_of(segment, kNames) || segment.ends_with("-test") || segment.ends_with("_test") ||
         segment.ends_with("-tests") || segment.ends_with("_tests") || segment.ends_with("-examples");
}

// One way to read a path.
class Reading {
 public:
  // `detached`: decoding has given it separators that it did not have, so that its beginning may be anywhere.
  Reading(std::string_view path, const PathContext& context, bool tolerant, bool detached = false)
      : raw_(path),
        context_(context),
        detached_(detached),
        path_(path, {.backslashes = tolerant, .fold_case = true, .trim_segments = tolerant}) {}

  PathFinding judge() {
    enter_root();
    if (leaves_root_) return {true, "traversal"};
    if (lookalike_) return {true, "lookalike"};
    if (path_.long_dots() > 1) return {true, "traversal"};
    const Segments segments = path_.segments();
    if (segments.size() <= first_) return kNothing;
    const std::string_view last = segments.back();
    if (last.ends_with(".pub")) return kNothing;
    if (const auto kind = of_names(segments)) return {true, *kind};
    if (const std::string_view plain = name_of_backup(last); !plain.empty()) {
      LexicalPath::Segments copy(segments.begin(), segments.end());
      copy.back() = plain;
      if (const auto kind = of_names(copy)) return {true, *kind};
    }
    return kNothing;
  }

 private:
  // Relates the path to the root: relative ones begin there.
  void enter_root() {
    const bool absolute = path_.anchor() == Anchor::absolute;
    // Above "/" there is nothing to go to; who tries hopes that the path is appended to something.
    if ((absolute || path_.anchor() == Anchor::drive) && path_.climbs() > 0) leaves_root_ = true;
    anchored_ = absolute || path_.anchor() == Anchor::drive;
    if (context_.root.empty()) return;
    root_.emplace(context_.root,
                  LexicalOptions{.backslashes = false, .fold_case = true, .trim_segments = false});
    const auto& root = root_->segments();
    if (path_.anchor() == Anchor::relative) {
      if (root.empty()) anchored_ = true;
      // "src/../../x" leaves it, whatever the root is called.
      if (path_.climbs() > 0 && !root.empty()) leaves_root_ = true;
      return;
    }
    if (!absolute || root_->anchor() != Anchor::absolute || root.empty()) return;
    const auto& mine = path_.segments();
    const std::size_t same = static_cast<std::size_t>(std::ranges::mismatch(mine, root).in1 - mine.begin());
    if (same == root.size()) {
      first_ = same;
    } else if (same + 1 == root.size() && mine.size() > same) {
      lookalike_ = mine[same].starts_with(root[same]);
    }
    const bool began_inside =
        raw_.starts_with(context_.root) && raw_.substr(context_.root.size()).starts_with('/');
    if (began_inside && path_.dotted() && first_ == 0) leaves_root_ = true;
  }

  std::optional<std::string_view> of_names(Segments segments) const {
    const bool perhaps = path_.anchor() == Anchor::relative && (path_.climbs() > 0 || detached_);
    const bool outside = path_.anchor() != Anchor::relative && first_ == 0;
    const KnownQuery query{segments, anchored_, perhaps, outside, first_, context_.write};
    const auto known = find_known(query);
    if (known && !known->weak) return known->kind;
    const auto name = judge_name(segments.back());
    if (name && holds(*name, segments)) return name->kind;
    if (known && !harmless(segments) && !is_example(segments.back())) return known->kind;
    if (!path_.globs()) return {};
    const auto expanded = find_known_by_glob(query);
    if (expanded && !(expanded->weak && harmless(segments))) return expanded->kind;
    return {};
  }

  // Whether the place speaks for what the name says.
  bool holds(NameHit name, Segments segments) const {
    switch (name.strength) {
      case NameStrength::strong:
        return true;
      case NameStrength::dotenv:
        return !any(segments, test_data) && !packaged(segments);
      case NameStrength::weak:
        return !harmless(segments) && !certificates(segments);
      case NameStrength::in_hidden:
        return below_hidden(segments) && !harmless(segments);
    }
    return true;
  }
  bool harmless(Segments segments) const {
    return packaged(segments) || any(segments, made_up) || any(segments, test_data);
  }
  bool any(Segments segments, bool (*is)(std::string_view)) const {
    return std::ranges::any_of(segments.subspan(first_, segments.size() - first_ - 1), is);
  }
  // What a package manager has put there is the same on every machine.
  bool packaged(Segments segments) const {
    if (any(segments, package)) return true;
    const bool usr =
        segments.size() > 2 && (segments[0] == "usr" || segments[0] == "snap" || segments[0] == "nix");
    return path_.anchor() == Anchor::absolute && usr && segments[1] != "local" && segments[1] != "home";
  }
  bool certificates(Segments segments) const {
    return segments.size() > 1 && segments.back().ends_with(".pem") &&
           (segments[segments.size() - 2] == "certs" || segments[segments.size() - 2] == "ca-certificates") &&
           path_.anchor() == Anchor::absolute;
  }
  // Below a hidden folder that is not a project's own, ".github" and such.
  bool below_hidden(Segments segments) const {
    constexpr std::array<std::string_view, 14> kOfProjects = {
        ".git",  ".github", ".gitlab", ".vscode", ".idea", ".storybook", ".husky",
        ".next", ".nuxt",   ".yarn",   ".venv",   ".tox",  ".circleci",  ".cache"};
    bool hidden = false;
    for (const std::string_view segment : segments.subspan(first_, segments.size() - first_ - 1)) {
      if (one_of(segment, kOfProjects) || package(segment)) return false;
      hidden = hidden || (segment.size() > 2 && segment[0] == '.' && segment[1] != '.');
    }
    return hidden;
  }

  std::string_view raw_;
  const PathContext& context_;
  bool detached_;
  LexicalPath path_;
  std::optional<LexicalPath> root_;
  std::size_t first_ = 0;
  bool leaves_root_ = false, lookalike_ = false, anchored_ = false;
};

PathFinding judge_word(std::string_view path, const PathContext& context) {
  PathFinding found = Reading(path, context, false).judge();
  if (found.sensitive || path.size() > kLongest || !may_read_otherwise(path)) return found;
  const std::string decoded = loosely_decoded(path);
  const std::string_view in_url = path_of_file_url(decoded), bare = in_url.empty() ? decoded : in_url;
  const auto separators = [](std::string_view text) {
    return std::ranges::count(text, '/') + std::ranges::count(text, '\\');
  };
  const bool detached =
      separators(decoded) > std::ranges::count(path, '/') || decoded.find('\0') != std::string::npos;
  found = Reading(bare, context, true, detached).judge();
  if (found.sensitive) return found;
  for (const std::string_view piece : paths_within(bare)) {
    found = Reading(piece, context, true, detached).judge();
    if (found.sensitive) return found;
  }
  return found;
}

}  // namespace

PathFinding judge_path(std::string_view path, const PathContext& context) {
  const PathFinding found = judge_word(path, context);
  if (found.sensitive || path.size() > kLongest || path.find('{') == std::string_view::npos) return found;
  const auto words = expand_braces(path);
  if (words.size() < 2) return found;
  if (words.size() == kMaxAlternatives)
    return {true, "evasion"};  // nobody names so many, and some were not seen
  for (const std::string& word : words)
    if (const PathFinding one = judge_word(word, context); one.sensitive) return one;
  return kNothing;
}

}  // namespace callgate::analysis
