// One entry of the three permission lists, ready to be matched: "fs__write_file(path:~/.ssh/**)".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/glob.h"
#include "core/base/result.h"
#include "core/guard/call.h"
#include "core/policy/policy.h"

namespace callgate::guard {

// Where relative paths and "~" lead. Empty members are not tried.
struct Folders {
  std::string home, cwd;
};

class PermissionRule {
 public:
  PermissionRule(const policy::Permission& source, policy::Action action, const Folders& folders);

  const policy::Permission& source() const { return source_; }
  policy::Action action() const { return action_; }
  bool by_name_only() const { return source_.argument.empty(); }
  bool fits_name(const mcp::Tool& tool) const;

  // Whether the argument fits. An absent one never does. One that is no string, or whose key is ambiguous, is
  // an error: Errc::invalid, Errc::refused.
  //
  // Texts are compared as they are and as paths, with "~" and "." and ".." worked out by their spelling
  // alone. A deny or ask fits if any reading of a relative path does (from the home folder, from the working
  // directory); an allow only if every reading of the text itself does. Links and what a server makes of a
  // path are not known here.
  Result<bool> fits_argument(Call& call) const;

 private:
  policy::Permission source_;
  policy::Action action_;
  const Folders& folders_;
  PathGlob glob_;
};

}  // namespace callgate::guard
