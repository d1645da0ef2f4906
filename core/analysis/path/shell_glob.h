// The words a shell expands to file names.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace callgate::analysis {

// Whether `word` has '*', '?', '[' or a "{a,b}", so that a shell may make other words of it.
bool has_glob(std::string_view word);

// "a{b,c}d" as {"abd", "acd"}, nested braces too; at most kMaxAlternatives, the rest is cut off. Words
// without such braces stay as they are.
std::vector<std::string> expand_braces(std::string_view word);
inline constexpr std::size_t kMaxAlternatives = 64;

// Whether the pattern of one path segment stands for `name`: '*', '?', '[abc]', '[a-z]', '[!a]'. As in
// shells, the dot at the beginning of a name has to be written.
bool shell_glob_matches(std::string_view pattern, std::string_view name);

// How many characters the pattern pins down of `name`, which it fits; a usual ending such as ".json" is no
// evidence for a name that is more than that.
std::size_t glob_evidence(std::string_view pattern, std::string_view name);

// Whether a shell could expand the word `glob` to `path`, which has no stars of its own. Both as they are
// written: segments are compared one by one, "**" crosses them.
bool may_match(std::string_view glob, std::string_view path);

}  // namespace callgate::analysis
