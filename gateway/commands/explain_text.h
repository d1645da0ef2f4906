// An explanation as commands show it: tables for people, one object for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "gateway/commands/terminal.h"
#include "gateway/rehearsal/explanation.h"

namespace callgate::commands {

// The verdict, the rules with their places and what their conditions found, and the guards with their times.
void print_explanation(const Explanation& told, Console& console);

// {"tool","server","listed","effect","trusted", the verdict (put_verdict), "where", "corrected",
//  "rules":[{"rule","where","mode","fate","branch","decision","why",
//            "conditions":[{"part","field","demand","where","value","holds"}]}],
//  "guards":[{"place","guard","mode","reached","decision","code","rule","reason","ns"}], "off", "onResults"}
nlohmann::ordered_json explanation_json(const Explanation& told);

}  // namespace callgate::commands
