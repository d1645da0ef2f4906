#include "core/config/expand.h"

#include <algorithm>

namespace callgate::config {
namespace {

bool is_name(std::string_view name) {
  const auto part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !name.empty() && std::ranges::all_of(name, part) && !(name[0] >= '0' && name[0] <= '9');
}

// What hosts offer inside ${…} and Callgate does not, with what to write instead.
std::string_view instead_of(std::string_view name) {
  if (name.starts_with("input:"))
    return "a host asks for inputs; put the value into the environment and write ${NAME}";
  if (name == "workspaceFolder" || name == "workspaceRoot") return "write ${workspace}";
  if (name == "userHome") return "write ${HOME}";
  return "a variable is written ${NAME}, ${env:NAME} or ${NAME:-default}";
}

Result<std::string> value_of(std::string_view inside, const Variables& variables) {
  std::string_view name = inside, fallback;
  const std::size_t mark = inside.find(":-");
  const bool has_fallback = mark != std::string_view::npos;
  if (has_fallback) {
    name = inside.substr(0, mark);
    fallback = inside.substr(mark + 2);
  }
  if (name == "workspace") return variables.workspace;
  const std::string_view spelled = name;
  if (name.starts_with("env:")) name.remove_prefix(4);
  if (!is_name(name)) {
    return error(Errc::invalid,
                 "${" + std::string(spelled) + "} is no variable: " + std::string(instead_of(spelled)));
  }
  const auto found = variables.environment.find(std::string(name));
  if (has_fallback && (found == variables.environment.end() || found->second.empty()))
    return std::string(fallback);
  if (found != variables.environment.end()) return found->second;
  if (name == "workspaceFolder" || name == "workspaceRoot" || name == "userHome") {
    return error(Errc::not_found,
                 "${" + std::string(name) + "} is not set: " + std::string(instead_of(name)));
  }
  return error(Errc::not_found, "the environment variable " + std::string(name) +
                                    " is not set: set it where the host starts " + "Callgate, or write ${" +
                                    std::string(name) + ":-default}");
}

}  // namespace

Result<std::string> expand(std::string_view text, const Variables& variables) {
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t open = text.find("${", at);
    out += text.substr(at, open - at);
    if (open == std::string_view::npos) return out;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return error(Errc::invalid, "\"${\" is never closed with \"}\"");
    CALLGATE_TRY(value, value_of(text.substr(open + 2, close - open - 2), variables));
    out += value;
    at = close + 1;
  }
}

}  // namespace callgate::config
