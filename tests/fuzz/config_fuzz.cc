// The readers of configuration and policy on arbitrary bytes: they report, and never crash or run away.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/config/expand.h"
#include "core/policy/reader.h"
#include "core/policy/shape.h"
#include "gateway/command_line.h"
#include "gateway/config_shape.h"

using namespace callgate;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

// A problem points into its text, and can be shown.
void check_problems(const config::Problems& problems) {
  for (const config::Problem& problem : problems) {
    if (problem.source) require(problem.place.offset <= problem.source->text.size());
    require(problem.place.line >= 1 && problem.place.column >= 1 && problem.place.width >= 1);
    require(!config::render(problem).empty() && !config::one_line(problem).empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto source = std::make_shared<const config::Source>(config::Source{"fuzz", text});
  config::Findings found;
  const auto tree = config::parse_jsonc(source, found.errors);
  require(tree.has_value() || found.errors.size() >= 1);
  if (tree) {
    // What was read is read again as the same, from its compact form.
    const auto again =
        std::make_shared<const config::Source>(config::Source{"again", config::compact(*tree)});
    config::Problems none;
    const auto same = config::parse_jsonc(again, none);
    require(same && none.empty() && config::compact(*same) == again->text);
    config::check(*tree, config_shape(), source, "the configuration", "", found);
    policy::read_policy({{source, *tree}, {source, *tree}}, {{}, "ci", false}, found);
  }
  config::sort_by_place(found.errors);
  check_problems(found.errors);
  check_problems(found.warnings);
  (void)split_command(text);
  (void)config::expand(text, {{{"A", "b"}}, "/"});
  return 0;
}
