// Policies of one text, for tests of rules and conditions.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/policy/reader.h"

namespace callgate::policy {

inline std::vector<Layer> layers_of(const std::vector<std::string>& texts, config::Findings& found) {
  std::vector<Layer> layers;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto source = std::make_shared<const config::Source>(
        config::Source{std::string(1, static_cast<char>('a' + i)), texts[i]});
    auto tree = config::parse_jsonc(source, found.errors);
    REQUIRE(tree.has_value());
    layers.push_back({std::move(source), std::move(*tree)});
  }
  return layers;
}

inline Policy policy_of(const std::vector<std::string>& texts, const Choice& choice = {}) {
  config::Findings found;
  auto result = read_policy(layers_of(texts, found), choice, found);
  for (const config::Problem& problem : found.errors) MESSAGE(config::one_line(problem));
  REQUIRE(result.has_value());
  return result->policy;
}

// All errors, a line each.
inline std::string errors_of(const std::vector<std::string>& texts, const Choice& choice = {}) {
  config::Findings found;
  const auto result = read_policy(layers_of(texts, found), choice, found);
  CHECK(result.has_value() == found.errors.empty());
  config::sort_by_place(found.errors);
  std::string lines;
  for (const config::Problem& problem : found.errors) lines += config::one_line(problem) + "\n";
  return lines;
}

}  // namespace callgate::policy
