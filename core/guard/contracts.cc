#include "core/guard/contracts.h"

#include <algorithm>
#include <utility>

#include "core/json/view.h"

namespace callgate::guard {
namespace {

Contract compile(const mcp::Tool& tool) {
  Contract contract;
  const std::string_view definition = tool.definition.view();
  const std::string_view input = json::member(definition, "inputSchema");
  const std::string_view output = json::member(definition, "outputSchema");
  if (!input.empty()) {
    auto compiled = analysis::CompiledSchema::compile(input);
    if (compiled) {
      contract.input = std::move(compiled).value();
    } else {
      contract.input_problem = compiled.error().what;
    }
  }
  if (!output.empty()) {
    if (auto compiled = analysis::CompiledSchema::compile(output))
      contract.output = std::move(compiled).value();
  }
  return contract;
}

}  // namespace

std::shared_ptr<const Contract> Contracts::of(const mcp::Tool& tool, std::size_t max_kept, bool& fresh) {
  ++now_;
  const auto known = entries_.find(tool.digest());
  fresh = known == entries_.end();
  if (!fresh) {
    known->second.used = now_;
    return known->second.contract;
  }
  while (!entries_.empty() && entries_.size() >= max_kept) drop_oldest();
  auto contract = std::make_shared<const Contract>(compile(tool));
  entries_.emplace(tool.digest(), Entry{contract, now_});
  return contract;
}

// Looks at all: compiling the newcomer costs more than that.
void Contracts::drop_oldest() {
  entries_.erase(std::min_element(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
    return a.second.used < b.second.used;
  }));
}

}  // namespace callgate::guard
