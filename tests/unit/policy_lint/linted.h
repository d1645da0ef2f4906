// Policies as texts, held against tools that are written as texts too.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/mcp/tool_definition.h"
#include "core/policy_lint/lint.h"

namespace callgate::test {

inline mcp::ToolPtr listed_tool(const std::string& exposed, const std::string& properties,
                                const std::string& more = {}, const std::string& annotations = "{}") {
  auto tool = std::make_shared<mcp::Tool>();
  const std::size_t cut = exposed.find("__");
  tool->server = exposed.substr(0, cut);
  tool->native = exposed.substr(cut + 2);
  tool->exposed = exposed;
  tool->definition =
      Bytes::adopt(R"({"name":")" + tool->native + R"(","inputSchema":{"type":"object","properties":)" +
                   properties + more + R"(},"annotations":)" + annotations + "}");
  tool->hints = mcp::read_tool(tool->definition.view()).hints;
  return tool;
}

inline std::vector<mcp::ToolPtr> some_tools() {
  return {listed_tool("fs__read_file", R"({"path":{"type":"string"}})", R"(,"required":["path"])",
                      R"({"readOnlyHint":true})"),
          listed_tool("fs__write_file", R"({"path":{"type":"string"},"content":{"type":"string"}})",
                      R"(,"required":["path","content"],"additionalProperties":false)",
                      R"({"destructiveHint":true})"),
          listed_tool("fs__move_file", R"({"source":{"type":"string"},"destination":{"type":"string"}})"),
          listed_tool("pay__send", R"({"amount":{"type":"integer"},"currency":{"enum":["EUR","USD"]},
            "to":{"type":"array","items":{"$ref":"#/$defs/person"}}})",
                      R"(,"$defs":{"person":{"type":"object","properties":{"mail":{"type":"string"}}}})"),
          listed_tool("db__query", R"({"sql":{"type":"string"}})", R"(,"additionalProperties":true)")};
}

inline constexpr const char* kLintToday = "2026-11-18T10:00:00Z";

inline policy_lint::Findings linted(const std::string& policy,
                                    const std::optional<std::vector<mcp::ToolPtr>>& tools = some_tools()) {
  const auto source = std::make_shared<const config::Source>(config::Source{"p.jsonc", policy});
  config::Findings found;
  std::vector<policy::Layer> layers;
  auto tree = config::parse_jsonc(source, found.errors);
  REQUIRE(tree.has_value());
  layers.push_back({source, std::move(*tree)});
  policy::read_policy(layers, {}, found);
  for (const config::Problem& problem : found.errors) FAIL(config::one_line(problem));
  return policy_lint::lint({layers, tools, *parse_rfc3339(kLintToday)});
}

// "unknown-argument 1:52 error: "args.pth" is no argument of …: did you mean "args.path"?", one a line,
// without the hints.
inline std::string lines_of(const policy_lint::Findings& findings) {
  std::string lines;
  for (const policy_lint::Finding& one : findings) {
    lines += std::string(one.code->name) + " ";
    if (one.problem.source)
      lines += std::to_string(one.problem.place.line) + ":" + std::to_string(one.problem.place.column) + " ";
    lines += std::string(to_string(one.severity)) + ": " + one.problem.what;
    if (!one.problem.label.empty()) lines += ": " + one.problem.label;
    lines += "\n";
  }
  return lines;
}

// The findings of one kind.
inline std::string found(const std::string& policy, const policy_lint::Code& code) {
  policy_lint::Findings findings = linted(policy);
  std::erase_if(findings, [&](const policy_lint::Finding& one) { return one.code != &code; });
  return lines_of(findings);
}

// Those of all kinds but the one that every policy of one rule has.
inline std::string others(const std::string& policy) {
  policy_lint::Findings findings = linted(policy);
  std::erase_if(findings, [](const policy_lint::Finding& one) {
    return one.code == &policy_lint::kUncoveredDestructive;
  });
  return lines_of(findings);
}

// A policy of one rule.
inline std::string rule(const std::string& text) {
  return R"({"rules":[{"id":"r",)" + text + "}]}";
}

}  // namespace callgate::test
