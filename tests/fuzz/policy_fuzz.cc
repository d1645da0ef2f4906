// Conditions of rules on calls of any arguments: whoever can judge one can judge its opposite, and what
// nobody can judge is refused.
#include <memory>
#include <optional>
#include <string>

#include "core/json/view.h"
#include "core/policy/field_path.h"
#include "core/policy/pattern.h"
#include "core/policy/reader.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/result_stage.h"

using namespace callgate;
using callgate::fuzz::must;
using guard::Decision;

namespace {

std::optional<policy::Policy> read(const std::string& text) {
  const auto source = std::make_shared<const config::Source>(config::Source{"fuzz", text});
  config::Findings found;
  auto tree = config::parse_jsonc(source, found.errors);
  if (!tree || !found.errors.empty()) return std::nullopt;
  auto reading = policy::read_policy({{source, std::move(*tree)}}, {}, found);
  must(reading.has_value() == found.errors.empty(), "a policy is read, or something is wrong with it");
  if (!reading) return std::nullopt;
  test::only(reading->policy, {"policy"});
  return std::move(reading->policy);
}

// What a rule says, that denies what `condition` (its "when", "unless" …) lets it.
std::optional<bool> denies(const std::string& condition, std::string_view arguments) {
  const auto policy = read(R"({"rules":[{"id":"r",)" + condition + R"(,"then":"deny"}]})");
  if (!policy) return std::nullopt;
  const ManualClock clock;
  const auto world = std::make_shared<policy::World>("/home/ada", "/work");
  const auto chain = guard::make_chain(
      *policy, {.clock = clock, .home = "/home/ada", .cwd = "/work", .world = world}, "ada");
  guard::Call call("c1", guard::some_tool(), Bytes::copy(arguments));
  guard::Passage passage(chain, call);
  return guard::decision_of(passage.enter()) == Decision::deny;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Halves halves(fuzz::text_of(data, size));
  (void)policy::parse_field_path(halves.first);
  (void)policy::parse_permission(halves.first);
  const std::string line =
      R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":)" +
      std::string(halves.first) + "}}";
  const json::Scanned scanned = json::scan(line);
  if (scanned.refused != json::Refused::no || !json::valid(halves.first)) return 0;
  const std::string_view arguments = json::text_of(line, scanned.parts.arguments);
  if (arguments.empty() || json::type_of(arguments) != json::Type::object) return 0;

  const std::string condition(halves.second);
  // Comments may swallow what stands behind them; a condition of its own is read before it is put into
  // another.
  if (condition.find("//") != condition.npos || condition.find("/*") != condition.npos) return 0;
  const auto plain = denies("\"when\":" + condition, arguments);
  const auto opposite = denies(R"("when":{"not":)" + condition + "}", arguments);
  const auto twice = denies(R"("when":{"not":{"not":)" + condition + "}}", arguments);
  const auto unless = denies("\"unless\":" + condition, arguments);
  const auto all = denies(R"("when":{"all":[)" + condition + "," + condition + "]}", arguments);
  if (!plain || !opposite || !twice || !unless || !all) return 0;
  must(*plain || *opposite,
       "a condition holds, or its opposite does, or nobody knows and the call is refused");
  must(*twice == *plain, "the opposite of the opposite is the condition");
  must(*unless == *opposite, "\"unless\" is the opposite of \"when\"");
  must(*all == *plain, "twice the same is the same");
  return 0;
}
