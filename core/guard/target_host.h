// Where a call's arguments lead, as far as their names tell.
#pragma once

#include <string>
#include <string_view>

#include "core/json/outline.h"

namespace callgate::guard {

// Whether a value under `key` can only be a URL or a host: "url", "base_url", "proxyHost".
bool names_a_host(std::string_view key);

// The key that an entry stands under, itself or as an element.
std::string_view key_of(const json::Outline& outline, const json::Entry& entry);

// The first host under such a key, in its canonical form; empty if there is none.
std::string target_host(const json::Outline& arguments);

}  // namespace callgate::guard
