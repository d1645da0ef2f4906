// The readers of configuration and policy on arbitrary bytes: they report, and never crash or run away.
#include <memory>
#include <string>

#include "core/config/expand.h"
#include "core/config/format.h"
#include "core/policy/reader.h"
#include "core/policy/shape.h"
#include "gateway/command_line.h"
#include "gateway/config_shape.h"
#include "tests/fuzz/promise.h"

using namespace callgate;
using callgate::fuzz::must;

namespace {

config::SourcePtr source_of(std::string text) {
  return std::make_shared<const config::Source>(config::Source{"fuzz", std::move(text)});
}

// A problem points into its text, and can be shown.
void check_problems(const config::Problems& problems) {
  for (const config::Problem& problem : problems) {
    if (problem.source)
      must(problem.place.offset <= problem.source->text.size(), "a problem points into its text");
    must(problem.place.line >= 1 && problem.place.column >= 1 && problem.place.width >= 1,
         "a problem has a place");
    must(!config::render(problem).empty() && !config::one_line(problem).empty(), "a problem can be shown");
  }
}

// The text is read as the tree, and nothing is wrong with it.
void check_reads_as(const config::SourcePtr& source, const std::string& tree, const char* what) {
  config::Problems none;
  const auto same = config::parse_jsonc(source, none);
  must(same && none.empty() && config::compact(*same) == tree, what);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  const auto source = source_of(text);
  config::Findings found;
  const auto tree = config::parse_jsonc(source, found.errors);
  must(tree.has_value() || found.errors.size() >= 1, "a text is read, or something is wrong with it");
  if (tree && found.errors.empty()) {
    const std::string compact = config::compact(*tree);
    check_reads_as(source_of(compact), compact, "a compact text means the same");
    const auto formatted = source_of(config::format_jsonc(source));
    check_reads_as(formatted, compact, "a formatted text means the same");
    must(config::format_jsonc(formatted) == formatted->text, "formatting it again changes nothing");
  }
  if (tree) {
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
