// Tools that are called again and again on purpose.
#pragma once

#include <string_view>

namespace callgate::guard {

// By the words of its name: "get_job_status", "take_screenshot", "current_time" return something else each
// time although the arguments stay the same.
bool is_polled(std::string_view tool_name);

}  // namespace callgate::guard
