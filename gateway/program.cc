#include "gateway/program.h"

#include <algorithm>

#include "core/base/digest.h"

namespace callgate {
namespace {

bool is_folder(std::string_view argument) {
  const bool drive = argument.size() > 2 && argument[1] == ':' && (argument[2] == '\\' || argument[2] == '/');
  const bool placed = drive || argument == "." || argument == ".." || argument.starts_with('/') ||
                      argument.starts_with("./") || argument.starts_with("../") || argument.starts_with('~');
  if (!placed) return false;
  while (argument.ends_with('/')) argument.remove_suffix(1);
  const std::string_view last = argument.substr(std::min(argument.find_last_of("/\\") + 1, argument.size()));
  return last.find('.') == last.npos || last == "." || last == "..";
}

bool is_url(std::string_view argument) {
  const std::size_t scheme = argument.find("://");
  return scheme != argument.npos && argument.substr(0, scheme).find(' ') == argument.npos;
}

bool says_what_runs(std::string_view argument) {
  return !argument.starts_with('-') && !is_url(argument) && !is_folder(argument);
}

}  // namespace

std::string program_of(std::string_view command, const std::vector<std::string>& arguments) {
  std::string words;
  const auto add = [&words](std::string_view word) {
    words += std::to_string(word.size()) + ":" + std::string(word);
  };
  add(command);
  for (const std::string& argument : arguments) {
    if (says_what_runs(argument)) add(argument);
  }
  return sha256_hex(words);
}

}  // namespace callgate
