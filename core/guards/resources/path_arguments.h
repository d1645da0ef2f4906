// Which values of a call's arguments are paths.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/guard/call.h"

namespace callgate::guard {

struct PathArgument {
  std::string_view text;  // valid as long as the call's outline
  bool certain = false;   // by name or form; else it may be a word that means something else
  bool source = false;    // it is only read, whatever the tool does: "source", "from"
};

class PathArguments {
 public:
  // `names` are the names of further arguments that hold paths; without "auto" among them the only ones.
  explicit PathArguments(std::vector<std::string> names);

  // In the order of the text. Paths are strings under keys such as "path", "file", "dir", "source" and
  // "uri" (file URLs only), at any depth and in lists; keys of an object of files; and, under names that say
  // nothing, texts that begin like a path. What is written or searched for ("content", "text", "pattern") and
  // commands are no paths.
  std::vector<PathArgument> in(Call& call) const;

 private:
  std::vector<std::string> names_;
  bool find_ = false;
};

}  // namespace callgate::guard
