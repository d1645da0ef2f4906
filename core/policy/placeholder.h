// ${…} in the reason of a rule: values of the call, said back to the model.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/policy/scene.h"

namespace callgate::policy {

// What stands between each "${" and its "}", in order.
std::vector<std::string> placeholders_of(std::string_view text);
// Why a placeholder means nothing; empty if it is "workspace" or a field that leads to one value.
std::string placeholder_fault(std::string_view name);

// `text` with every placeholder replaced by its value: of a value at most `cap` bytes, without control
// characters, and without what looks like a secret; an absent value and one that cannot be read become "?".
// The whole has at most `max` bytes.
std::string fill_placeholders(std::string_view text, Scene& scene, std::size_t cap, std::size_t max);

}  // namespace callgate::policy
