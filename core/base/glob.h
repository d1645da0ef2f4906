// Patterns with stars, for names and for paths. Never a regular expression: no pattern makes matching slower
// than the product of both lengths, and the usual one is decided by its first characters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace callgate {

// Whether all of `text` fits `pattern`, where '*' stands for any run of characters, also none, and everything
// else for itself. For names: "fs__read_*", "*__delete_*".
bool glob_matches(std::string_view pattern, std::string_view text);

// The same for paths, read once and matched often: '*' does not cross '/', "**" does. A pattern that ends in
// "/**" also fits the folder itself: "/srv/**" fits "/srv".
class PathGlob {
 public:
  explicit PathGlob(std::string_view pattern);
  bool matches(std::string_view text) const;

 private:
  bool fits(std::string_view text) const;
  bool run(std::string_view text, std::uint64_t* live, std::uint64_t* next) const;

  // Position p in the pattern: the first p of these characters are behind us. Bit p of `within_`
  // (`anywhere_`) says that a '*' ("**") stands there.
  std::string characters_;
  std::size_t prefix_ = 0;  // characters before the first star
  std::vector<std::uint64_t> within_, anywhere_;
  bool folder_too_ = false;
};

}  // namespace callgate
