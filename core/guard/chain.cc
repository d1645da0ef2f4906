#include "core/guard/chain.h"

#include <algorithm>
#include <stdexcept>

namespace callgate::guard {

GuardChain::GuardChain(std::vector<Member> members, std::string principal, std::string revision,
                       Classifier classifier, ServerQuestions questions)
    : members_(std::move(members)),
      principal_(std::move(principal)),
      revision_(std::move(revision)),
      questions_(std::move(questions)),
      classifier_(std::move(classifier)) {
  std::erase_if(members_, [](const Member& member) { return member.mode == Mode::off; });
  if (members_.size() > kMaxGuards) throw std::length_error("more guards than a chain can hold");
  ChainBuilder builder;
  for (const Member& member : members_) {
    const std::size_t steps = builder.before_.size() + builder.after_.size();
    member.guard->enrol(builder);
    if (steps == builder.before_.size() + builder.after_.size()) builder.keep_all_accounts();
    ++builder.member_;
  }
  before_ = std::move(builder.before_);
  after_ = std::move(builder.after_);
  reserving_ = builder.reserving_;
  settling_ = builder.settling_;
  const auto by_place = [](const auto& a, const auto& b) { return a.place < b.place; };
  std::stable_sort(before_.begin(), before_.end(), by_place);
  std::stable_sort(after_.begin(), after_.end(), by_place);
}

std::vector<GuardChain::Station> GuardChain::stations() const {
  std::vector<Station> stations;
  for (const ChainBuilder::BeforeStep& step : before_)
    stations.push_back({step.guard->kind(), members_[step.member].mode, step.place});
  return stations;
}

std::vector<std::string_view> GuardChain::stations_after() const {
  std::vector<std::string_view> stations;
  for (const ChainBuilder::AfterStep& step : after_) stations.push_back(step.guard->kind());
  return stations;
}

bool GuardChain::lists(const mcp::Tool& tool) const {
  return std::all_of(members_.begin(), members_.end(), [&](const Member& member) {
    return member.mode != Mode::enforce || member.guard->lists(tool);
  });
}

std::optional<InstructionsFault> GuardChain::judge_instructions(std::string_view server,
                                                                std::string_view text) const {
  std::optional<InstructionsFault> worst;
  for (const Member& member : members_) {
    std::optional<InstructionsFault> found = member.guard->judge_instructions(server, text);
    if (!found) continue;
    found->withheld = found->withheld && member.mode == Mode::enforce;
    if (!worst || found->withheld) worst = std::move(found);
    if (worst->withheld) break;
  }
  return worst;
}

}  // namespace callgate::guard
