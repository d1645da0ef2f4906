// What a step may tell. A word that nobody reads would make a case pass for nothing.
#pragma once

#include <string>

#include "setup.h"

namespace callgate::guard_cases {

// What is wrong with the steps of a case; empty: nothing.
std::string fault_of_steps(const Json& one);

// How an approval ends that is told in these words.
enum class Reply { none, granted, refused };
Reply reply_in(const std::string& words);

}  // namespace callgate::guard_cases
