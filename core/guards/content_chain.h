// The guards that judge what leaves for a server although no tool is called with it: the address of a
// resource, the arguments of a prompt.
#pragma once

#include <memory>
#include <string>

#include "core/guards/registry.h"

namespace callgate::guard {

// A chain of `resources`, `network` and `secrets` alone, in the policy's modes. Nothing is counted in it, and
// nobody can be asked: what would be held is denied. `deps` and `principal` as for make_chain.
std::shared_ptr<const GuardChain> make_content_chain(const policy::Policy& policy, const GuardDeps& deps,
                                                     std::string principal);

}  // namespace callgate::guard
