#include "core/analysis/path/under.h"

#include <algorithm>
#include <array>

#include "core/analysis/path/decode.h"
#include "core/analysis/path/file_url.h"

namespace callgate::analysis {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool same(std::string_view a, std::string_view b, bool fold_case) {
  return fold_case ? std::ranges::equal(a, b, {}, lower, lower) : a == b;
}

// What a path is appended to: the home or the root, if they are known.
std::string_view base_of(const LexicalPath& path, std::string_view written, const PathContext& context) {
  if (path.anchor() == Anchor::relative) return context.root;
  // "~name" is somebody else's home.
  const bool own =
      path.anchor() == Anchor::home && (written[0] != '~' || written.size() == 1 || written[1] == '/');
  return own ? context.home : std::string_view{};
}

std::string_view behind_home(std::string_view path) {
  return path.substr(std::min(path.size(), path.find('/')));
}

// The path with its base in front, as text that is taken apart once more; "" when there is no base to add.
std::string completed(const LexicalPath& path, std::string_view written, const PathContext& context) {
  const std::string_view base = base_of(path, written, context);
  if (base.empty()) return {};
  std::string whole(base);
  whole += '/';
  whole += path.anchor() == Anchor::home ? behind_home(written) : written;
  return whole;
}

bool begins_with(const LexicalPath& path, const LexicalPath& folder, bool fold_case) {
  const auto& mine = path.segments();
  const auto& theirs = folder.segments();
  if (path.anchor() != folder.anchor() || path.climbs() != folder.climbs() || mine.size() < theirs.size())
    return false;
  return std::equal(theirs.begin(), theirs.end(), mine.begin(),
                    [&](std::string_view a, std::string_view b) { return same(a, b, fold_case); });
}

// One reading. Paths are taken apart again after their base is added, so that ".." can leave it.
bool reads_under(std::string_view path, const LexicalPath& folder, const PathContext& context,
                 UnderOptions options, bool backslashes) {
  const LexicalOptions lexical{
      .backslashes = backslashes, .fold_case = options.fold_case, .trim_segments = false};
  const LexicalPath plain(path, lexical);
  const std::string whole = completed(plain, path, context);
  if (whole.empty()) return begins_with(plain, folder, options.fold_case);
  return begins_with(LexicalPath(whole, lexical), folder, options.fold_case);
}

struct Readings {
  bool all = true, any = false;
};

Readings read(std::string_view path, std::string_view folder, const PathContext& context,
              UnderOptions options) {
  const std::string whole_folder = canonical_path(folder, context);
  const LexicalPath target(whole_folder,
                           {.backslashes = false, .fold_case = options.fold_case, .trim_segments = false});
  Readings readings;
  const auto note = [&](bool under) {
    readings.all = readings.all && under;
    readings.any = readings.any || under;
  };
  note(reads_under(path, target, context, options, false));
  if (may_read_otherwise(path)) {
    const std::string decoded = loosely_decoded(path);
    const std::string_view in_url = path_of_file_url(decoded);
    const std::string_view other = in_url.empty() ? decoded : in_url;
    if (!in_url.empty()) readings = {};  // a file URL is not read as a name that begins with "file:"
    note(reads_under(other, target, context, options, false));
    note(reads_under(other, target, context, options, true));
  }
  return readings;
}

}  // namespace

Result<std::string> LexicalResolver::real(std::string_view path) const {
  if (path.find('\0') != std::string_view::npos) return error(Errc::invalid, "a path cannot hold a NUL byte");
  return canonical_path(path, context_);
}

std::string canonical_path(std::string_view path, const PathContext& context) {
  std::string decoded;
  if (!path_of_file_url(path).empty()) {
    decoded = loosely_decoded(path_of_file_url(path));
    path = decoded;
  }
  const LexicalPath plain(path, {});
  const std::string whole = completed(plain, path, context);
  return whole.empty() ? plain.text() : LexicalPath(whole, {}).text();
}

bool is_under(std::string_view path, std::string_view folder, const PathContext& context,
              UnderOptions options) {
  if (path.empty() || path.find('\0') != std::string_view::npos) return false;
  return read(path, folder, context, options).all;
}

bool may_be_under(std::string_view path, std::string_view folder, const PathContext& context,
                  UnderOptions options) {
  return !path.empty() && read(path.substr(0, path.find('\0')), folder, context, options).any;
}

}  // namespace callgate::analysis
