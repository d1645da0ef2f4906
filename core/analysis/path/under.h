// Whether a path lies within a folder.
#pragma once

#include <string>
#include <string_view>

#include "core/analysis/path/lexical.h"
#include "core/base/result.h"

namespace callgate::analysis {

// Follows links: the only part of the question that needs a file system, and so is asked of the caller.
class PathResolver {
 public:
  virtual ~PathResolver() = default;
  // The path without "~", "..", and links; for a file that does not exist yet, of its deepest folder that
  // does, with the rest behind it. An error when that cannot be known.
  virtual Result<std::string> real(std::string_view path) const = 0;
};

// Follows no links.
class LexicalResolver : public PathResolver {
 public:
  // The views in `context` must outlive the resolver.
  explicit LexicalResolver(const PathContext& context) : context_(context) {}
  Result<std::string> real(std::string_view path) const override;

 private:
  PathContext context_;
};

// The path as `context` completes it: "~" is the home, relative paths begin at the root; without those they
// stay as they are ("~/a", "../a"). File URLs ("file:///a%20b") are their paths. Case is kept.
std::string canonical_path(std::string_view path, const PathContext& context = {});

struct UnderOptions {
  bool fold_case = false;  // file systems of macOS and Windows
};

// Whether `path` is certainly `folder` or below it, in every way that it can be read: literally, with
// backslashes as separators, with percent signs decoded. False when it is empty or holds a NUL. Links are not
// followed.
bool is_under(std::string_view path, std::string_view folder, const PathContext& context = {},
              UnderOptions options = {});

// Whether any of these readings is `folder` or below it: for lists of what must not be touched.
bool may_be_under(std::string_view path, std::string_view folder, const PathContext& context = {},
                  UnderOptions options = {});

}  // namespace callgate::analysis
