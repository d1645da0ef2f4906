#include "core/guards/output/cut_result.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

using namespace callgate;
using namespace callgate::guard;
using Json = nlohmann::json;

namespace {

std::optional<CutResult> cut(const std::string& result, const OutputLimits& limits) {
  const ResultParts parts = parts_of(result);
  const auto fault = fault_of(parts, limits);
  if (!fault) return std::nullopt;
  return cut_result(result, parts, limits, *fault, {"fs__read", "Ask for less.", nullptr, false, {}});
}

}  // namespace

TEST_CASE("output: blocks and other members share the room for what is neither text nor data") {
  policy::OutputKnobs knobs;
  knobs.max_bytes = 300;
  const OutputLimits limits = limits_of(knobs);
  Json block = {{"type", "text"}, {"text", "hi"}, {"annotations", {{"note", std::string(120, 'a')}}}};
  const Json given = {{"content", {block}}, {"extra", std::string(200, 'b')}, {"short", 1}};
  const auto made = cut(given.dump(), limits);
  REQUIRE(made);
  const Json back = Json::parse(made->text);
  CHECK(back["content"][0] == block);
  CHECK(!back.contains("extra"));
  CHECK(back["short"] == 1);
  CHECK(made->reason.find("1 member is left out") != std::string::npos);
  CHECK(!cut(made->text, limits));
}
