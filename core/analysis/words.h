// The words of an identifier, whichever way it is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace callgate::analysis {

// "repo-deleteAll", "repo_delete_all" and "RepoDeleteALL" are all {repo, delete, all}: cut at every character
// that is no ASCII letter or digit and at the humps of camelCase, in lower case. Never empty: a name without
// words is {""}, and one that ends in a separator ends in "".
std::vector<std::string> words_of(std::string_view name);

}  // namespace callgate::analysis
