#include "core/policy/field_path.h"

#include <algorithm>
#include <charconv>

#include "core/config/jsonc.h"
#include "core/config/shape.h"
#include "core/mcp/names.h"

namespace callgate::policy {
namespace {

struct RootForm {
  std::string_view name;
  Root root;
  std::size_t least, most;                        // steps below it
  std::initializer_list<std::string_view> first;  // what the first step may be; empty: anything
};

constexpr std::size_t kManySteps = 32;
constexpr std::uint32_t kMaxElement = 1'000'000;

const RootForm kRoots[] = {
    {"args", Root::args, 0, kManySteps, {}},
    {"tool", Root::tool, 1, 1, {"name", "server", "effect"}},
    {"principal", Root::principal, 1, 1, {}},
    {"environment", Root::environment, 0, 0, {}},
    {"env", Root::env, 1, 1, {}},
    {"metadata", Root::metadata, 1, kManySteps, {}},
    {"result", Root::result, 1, kManySteps, {"text", "isError", "structured", "content"}},
};

Error bad(std::string what) {
  return error(Errc::invalid, std::move(what));
}

std::string one_of(const std::initializer_list<std::string_view>& words) {
  std::vector<std::string> parts;
  for (const std::string_view word : words) parts.push_back(config::quoted(word));
  return config::join(parts, " or ");
}

// Cuts one step off the front of `rest`, which is not empty.
Result<PathStep> cut_step(std::string_view& rest) {
  PathStep step;
  if (rest.front() == '.') {
    rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find_first_of(".["), rest.size());
    if (end == 0) return bad("a name is missing behind a dot");
    step.key = rest.substr(0, end);
    rest.remove_prefix(end);
    return step;
  }
  if (rest.front() != '[') return bad("a dot or a bracket is missing");
  if (rest.starts_with("[\"")) {
    const std::size_t end = rest.find("\"]", 2);
    if (end == rest.npos || end == 2) return bad("[\" is not closed by \"]");
    step.key = rest.substr(2, end - 2);
    rest.remove_prefix(end + 2);
    return step;
  }
  const std::size_t end = rest.find(']');
  if (end == rest.npos) return bad("\"[\" is not closed");
  const std::string_view inside = rest.substr(1, end - 1);
  rest.remove_prefix(end + 1);
  if (inside == "*") {
    step.kind = PathStep::Kind::every;
    return step;
  }
  step.kind = PathStep::Kind::element;
  const auto [last, failed] = std::from_chars(inside.data(), inside.data() + inside.size(), step.element);
  const bool whole = failed == std::errc() && last == inside.data() + inside.size();
  if (!whole || step.element > kMaxElement) {
    return bad("in brackets stands *, a number from 0 on, or a name in quotes");
  }
  return step;
}

}  // namespace

Result<FieldPath> parse_field_path(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of(".["), text.size());
  const std::string_view name = text.substr(0, end);
  const auto* form = std::ranges::find(kRoots, name, &RootForm::name);
  if (form == std::end(kRoots)) {
    std::vector<std::string_view> names;
    for (const RootForm& root : kRoots) names.push_back(root.name);
    const std::string_view meant = mcp::nearest(name, names);
    if (!meant.empty())
      return bad("did you mean " + config::quoted(std::string(meant).append(text.substr(end))) + "?");
    return bad("a field begins with args, tool, principal, environment, env, metadata or result");
  }
  FieldPath path{form->root, {}, std::string(text)};
  std::string_view rest = text.substr(end);
  while (!rest.empty()) {
    CALLGATE_TRY(step, cut_step(rest));
    path.steps.push_back(std::move(step));
  }
  if (path.steps.size() > form->most) return bad("nothing lies that far below " + config::quoted(name));
  if (path.steps.size() < form->least) return bad("a name is missing behind " + config::quoted(name));
  const bool free = form->first.size() == 0 || path.steps.empty();
  if (!free &&
      std::ranges::find(form->first, std::string_view(path.steps.front().key)) == form->first.end()) {
    return bad("behind " + config::quoted(name) + " stands " + one_of(form->first));
  }
  return path;
}

}  // namespace callgate::policy
