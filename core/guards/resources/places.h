// The folders a policy speaks of, and whether a path lies in them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/path/under.h"
#include "core/policy/knobs/resources.h"
#include "core/policy/world.h"

namespace callgate::guard {

class Places {
 public:
  Places(const policy::ResourcesKnobs& knobs, std::shared_ptr<const policy::World> world);

  // Where paths of a server begin. The views live as long as this object and `folder`.
  analysis::PathContext context(const std::string& folder) const { return {world_->home(), folder, false}; }
  std::string folder_of(const std::string& server) const { return world_->folder_of(server); }

  bool confined() const { return within_ || !not_within_.empty(); }
  // Links are followed. Nothing is wrong where the path is certainly allowed; else says what is: "lies
  // outside of /srv".
  std::string objection(std::string_view path, const analysis::PathContext& context) const;

  // The gateway's own files, however they are spelled.
  bool own(std::string_view path, const analysis::PathContext& context) const;
  // Files that the policy calls harmless.
  bool excepted(std::string_view path, const analysis::PathContext& context) const;

 private:
  std::vector<std::string> written_out(const std::vector<std::string>& folders) const;

  const std::optional<std::vector<std::string>> within_;
  const std::vector<std::string> not_within_, except_, roots_;
  const std::shared_ptr<const policy::World> world_;
  std::vector<std::string> own_;
};

}  // namespace callgate::guard
