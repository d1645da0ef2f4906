#include "gateway/commands/explain_text.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/guard/redaction.h"
#include "core/policy/remark.h"
#include "core/policy/words.h"
#include "gateway/commands/verdict_text.h"
#include "gateway/commands/visible.h"

namespace callgate::commands {
namespace {

using Json = nlohmann::ordered_json;
using guard::RuleStory;
using Fate = RuleStory::Fate;
using policy::Remark;
using policy::Truth;

constexpr std::string_view kReserve = "reserve";

std::string_view word(guard::Mode mode) {
  return policy::kModeWords[static_cast<std::size_t>(mode)];
}

std::string_view holds(Truth truth) {
  return truth == Truth::yes ? "yes" : truth == Truth::no ? "no" : "unknown";
}

std::string readable(std::chrono::nanoseconds time) {
  char text[32];
  const auto count = static_cast<double>(time.count());
  if (count < 1e3) {
    std::snprintf(text, sizeof text, "%.0f ns", count);
  } else if (count < 1e6) {
    std::snprintf(text, sizeof text, "%.1f µs", count / 1e3);
  } else {
    std::snprintf(text, sizeof text, "%.1f ms", count / 1e6);
  }
  return text;
}

// What a rule says of the call, in one word.
std::string said(const RuleStory& story) {
  switch (story.fate) {
    case Fate::other_tool:
    case Fate::idle:
      return "-";
    case Fate::later:
      return "later";
    case Fate::off:
      return "off";
    case Fate::unjudged:
    case Fate::applies:
      break;
  }
  return story.decision.empty() ? "demands" : story.decision;
}

void print_remark(const Remark& remark, Console& console) {
  const Colour colour = remark.truth == Truth::yes  ? Colour::green
                        : remark.truth == Truth::no ? Colour::red
                                                    : Colour::yellow;
  console.out << "      " << remark.part << " " << visible(remark.field) << " " << visible(remark.demand)
              << ": " << paint(console, colour, holds(remark.truth)) << ", it is " << visible(remark.value)
              << "  " << paint(console, Colour::dim, visible(remark.where)) << "\n";
}

void print_rules(const Explanation& told, Console& console) {
  console.out << paint(console, Colour::dim, "RULES, in order") << "\n";
  for (const RuleStory& story : told.rules) {
    std::string word = said(story);
    if (story.mode != guard::Mode::enforce && story.fate != Fate::off && word != "-")
      word += " (" + std::string(callgate::commands::word(story.mode)) + ")";
    const std::size_t width = columns(word);
    console.out << "  " << paint(console, colour_of(story.decision.empty() ? "" : word), word)
                << std::string(width < 8 ? 8 - width : 1, ' ') << visible(story.rule);
    if (!story.where.empty()) console.out << "  " << paint(console, Colour::dim, visible(story.where));
    console.out << "\n          " << visible(story.why);
    if (!story.branch.empty() && story.branch != "then") console.out << " [" << story.branch << "]";
    console.out << "\n";
    for (const Remark& remark : story.remarks) print_remark(remark, console);
  }
}

// What the guards took that had nothing to object to, in one row.
struct Taken {
  std::size_t guards = 0;
  std::chrono::nanoseconds time{0};
};

void print_guards(const Explanation& told, Console& console) {
  Table table({"PLACE", "GUARD", "MODE", "SAYS", "TIME", "WHY"});
  std::chrono::nanoseconds all{0};
  Taken taken;
  for (const Asked& one : told.asked) {
    all += one.time;
    if (!one.place && one.decision == guard::Decision::allow) {
      ++taken.guards;
      taken.time += one.time;
      continue;
    }
    const std::string says(one.waits ? "wait" : to_string(one.decision));
    const std::string place(one.place ? to_string(*one.place) : kReserve);
    std::string why = one.why.code;
    if (!one.why.rule.empty()) why += " (" + one.why.rule + ")";
    table.add({place,
               one.guard,
               std::string(word(one.mode)),
               {says, colour_of(says)},
               {readable(one.time), Colour::plain, true},
               why});
  }
  for (const auto& station : told.not_reached) {
    table.add({std::string(to_string(station.place)),
               std::string(station.guard),
               std::string(word(station.mode)),
               {"-", Colour::dim},
               {"-", Colour::dim, true},
               {"not reached", Colour::dim}});
  }
  if (taken.guards > 0) {
    table.add({std::string(kReserve),
               std::to_string(taken.guards) + " guards",
               "",
               {"allow", Colour::green},
               {readable(taken.time), Colour::plain, true},
               "what the call will use"});
  }
  table.print(console);
  console.out << told.asked.size() << " asked in " << readable(all);
  if (!told.not_reached.empty()) console.out << ", " << told.not_reached.size() << " not reached";
  console.out << "\n";
}

void print_list(const char* what, const std::vector<std::string>& names, Console& console) {
  if (names.empty()) return;
  console.out << what;
  for (std::size_t i = 0; i < names.size(); ++i) console.out << (i ? ", " : " ") << names[i];
  console.out << "\n";
}

Json to_json(const RuleStory& story) {
  Json json = {{"rule", story.rule}};
  if (!story.where.empty()) json["where"] = story.where;
  json["mode"] = word(story.mode);
  json["fate"] = to_string(story.fate);
  if (!story.branch.empty()) json["branch"] = story.branch;
  if (!story.decision.empty()) json["decision"] = story.decision;
  json["why"] = story.why;
  for (const Remark& remark : story.remarks) {
    json["conditions"].push_back({{"part", remark.part},
                                  {"field", remark.field},
                                  {"demand", remark.demand},
                                  {"where", remark.where},
                                  {"value", remark.value},
                                  {"holds", holds(remark.truth)}});
  }
  return json;
}

Json guards_json(const Explanation& told) {
  Json list = Json::array();
  for (const Asked& one : told.asked) {
    Json json = {{"place", one.place ? to_string(*one.place) : kReserve},
                 {"guard", one.guard},
                 {"mode", word(one.mode)},
                 {"reached", true},
                 {"decision", one.waits ? "wait" : to_string(one.decision)}};
    if (!one.why.code.empty()) json["code"] = one.why.code;
    if (!one.why.rule.empty()) json["rule"] = one.why.rule;
    if (!one.why.reason.empty()) json["reason"] = guard::redacted(one.why.reason);
    json["ns"] = one.time.count();
    list.push_back(std::move(json));
  }
  for (const auto& station : told.not_reached) {
    list.push_back({{"place", to_string(station.place)},
                    {"guard", station.guard},
                    {"mode", word(station.mode)},
                    {"reached", false}});
  }
  return list;
}

}  // namespace

void print_explanation(const Explanation& told, Console& console) {
  const mcp::Tool& tool = *told.found.tool;
  const std::vector<guard::WouldBe>& would_be = told.judged.would_be;
  const bool watched = told.judged.notice.decision == guard::Decision::allow && !would_be.empty();
  const guard::Finding& why = watched ? would_be.front().why : told.judged.notice.why;
  print_verdict(told.judged, tool.exposed, told.found.unknown, told.place_of(why.rule), console);
  console.out << "  tool   " << (told.found.listed ? "listed by" : "known by its name alone, of")
              << " server \"" << visible(tool.server) << "\"; its effect counts as "
              << to_string(told.facts.effect)
              << (told.facts.trusted ? ", its hints are trusted\n" : ", its hints are not trusted\n");
  for (const guard::WouldBe& would : would_be) {
    if (watched && &would == &would_be.front()) continue;
    console.out << "  would  " << to_string(would.decision) << " by " << would.why.guard << ": "
                << visible(guard::redacted(would.why.reason)) << "\n";
  }
  if (!told.judged.corrected.empty()) {
    console.out << "  sent   with corrected arguments: " << visible(policy::shown_json(told.judged.corrected))
                << "\n";
  }
  console.out << "\n";
  print_rules(told, console);
  console.out << "\n";
  print_guards(told, console);
  print_list("on the result:", told.on_results, console);
  print_list("switched off:", told.switched_off, console);
}

Json explanation_json(const Explanation& told) {
  const mcp::Tool& tool = *told.found.tool;
  Json json = {{"tool", tool.exposed},
               {"server", tool.server},
               {"listed", told.found.listed},
               {"unknown", told.found.unknown}};
  json["effect"] = to_string(told.facts.effect);
  json["trusted"] = told.facts.trusted;
  put_verdict(told.judged, json);
  const std::string where = told.place_of(told.judged.notice.why.rule);
  if (!where.empty()) json["where"] = where;
  if (!told.judged.corrected.empty()) json["corrected"] = policy::shown_json(told.judged.corrected);
  json["rules"] = Json::array();
  for (const RuleStory& story : told.rules) json["rules"].push_back(to_json(story));
  json["guards"] = guards_json(told);
  json["off"] = told.switched_off;
  json["onResults"] = told.on_results;
  return json;
}

}  // namespace callgate::commands
