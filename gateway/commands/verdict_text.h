// A verdict as commands show it: a few lines for people, members of an object for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "gateway/commands/terminal.h"
#include "gateway/rehearsal/rehearsal.h"

namespace callgate::commands {

// Arguments of a call as a request carries them: on one line, however they were laid out. Error: invalid,
// with what a gateway would refuse to read.
Result<std::string> read_arguments(std::string text);

// 0 for what runs or is answered, 1 for a refusal, 3 for what waits for a person.
int exit_of(guard::Decision decision);
Colour colour_of(std::string_view decision);

// "deny  fs__write_file" and below it guard, rule (with its place, if one is given), why, and what to do. Of
// a tool that is `unknown` it is what its name alone would get.
void print_verdict(const Judged& judged, const std::string& tool, bool unknown, const std::string& place,
                   Console& console);

// Adds decision, guard, rule, code, reason, instead, also, wouldBe, as far as there is something to say.
void put_verdict(const Judged& judged, nlohmann::ordered_json& json);
// The members of a finding alone, its sentences without secrets.
void put_finding(const guard::Finding& why, nlohmann::ordered_json& json);

}  // namespace callgate::commands
