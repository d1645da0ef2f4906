// Where a session is in its workflow, and which tools may be called there.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/guards/policy/caller.h"
#include "core/policy/knobs/stages.h"

namespace callgate::guard {

// Outlives a policy: a stage is known by its name.
struct StageMemory {
  std::string now;                  // empty: the first
  std::set<std::string> succeeded;  // entries of its `until`
};

// A tool that some stage names may be called in the stages that name it, any other tool at any time. The next
// stage begins with the first call of one of its tools, once `until` of the present one is met. What really
// ran counts: where nobody enforces, the session is where its calls are.
class Stages {
 public:
  // `stages` must outlive this.
  Stages(const policy::StageList& stages, std::shared_ptr<StageMemory> memory)
      : stages_(stages), memory_(std::move(memory)) {}

  bool none() const { return stages_.empty(); }
  // What stands against calling this tool now.
  std::optional<Objection> judge(const Call& call) const;
  // A call has run.
  void note(const Call& call, bool failed);

 private:
  std::size_t present() const;
  // The first entry of `until` that is not met yet; empty if the stage may end.
  std::string_view missing(const policy::Stage& stage) const;

  const policy::StageList& stages_;
  const std::shared_ptr<StageMemory> memory_;
};

}  // namespace callgate::guard
