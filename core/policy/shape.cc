#include "core/policy/shape.h"

#include "core/policy/guard_knobs.h"
#include "core/policy/rule_shape.h"
#include "core/policy/words.h"

namespace callgate::policy {
namespace {

using namespace config;
using enum Standing;
using std::chrono::hours;
using std::chrono::seconds;

constexpr std::string_view kAskBecomes[] = {"ask", "deny"};

constexpr Field kPermissions[] = {
    {"allow", kTextList,
     "Tools that may be called: server__tool, with * for any run of characters; tool(argument:glob) "
     "looks at one argument too.",
     "[]"},
    {"ask", kTextList, "Tools that a person must agree to, each time. Wins over allow.", "[]"},
    {"deny", kTextList, "Tools that are refused and not listed. Wins over ask and allow.", "[]"},
};

// All four, because what is left out would otherwise be open without a word.
constexpr Field kDefaultByHint[] = {
    {"readOnly", word(kActionWords), "Tools of trusted servers that say they only read.", "", used, true},
    {"destructive", word(kActionWords), "Tools of trusted servers that say they may destroy.", "", used,
     true},
    {"other", word(kActionWords), "Other tools of trusted servers.", "", used, true},
    {"untrusted", word(kActionWords), "Tools without hints, or of servers whose hints are not trusted.", "",
     used, true},
};
constexpr Shape kDefaults[] = {word(kActionWords), object(kDefaultByHint)};
constexpr std::string_view kDefaultAbout =
    "What happens when no list matches. Left out: calls are allowed, destructive ones are held for a person.";

constexpr std::string_view kOnceAbout = "this is said once, at the top level";
constexpr std::string_view kRulesAbout = "All rules that match count; the strictest decision wins.";
constexpr Shape kTextLists = list_of(kFilledText);

struct Shapes {
  Shape rules, grants, profile, policy;
  Field profile_fields[12], policy_fields[15];
  std::size_t profile_count = 0, policy_count = 0;

  Shapes() {
    rules = list_of(rule_shape());
    grants = list_of(grant_shape());
    const auto of_profile = [this](const Field& field) { profile_fields[profile_count++] = field; };
    of_profile({"preset", word(kPresetWords), "Another preset for this profile.", ""});
    of_profile({"mode", word(kModeWords), "Another mode for this profile.", ""});
    of_profile({"permissions", object(kPermissions), "Added to the lists of the file.", ""});
    of_profile({"default", either(kDefaults), kDefaultAbout, ""});
    of_profile({"ask", word(kAskBecomes),
                "\"deny\": nobody is there to answer, so what would be asked is refused.", R"("ask")"});
    of_profile({"rules", rules, "Added to the rules of the file.", ""});
    of_profile({"guards", guards_shape(), "Other knobs for this profile.", ""});
    for (const std::string_view key : {"trustAnnotations", "sets", "grants", "mayLoosen"})
      of_profile({key, {}, kOnceAbout, "", foreign});
    profile = {.kind = Kind::object, .fields = profile_fields, .field_count = profile_count};

    const auto of_policy = [this](const Field& field) { policy_fields[policy_count++] = field; };
    of_policy({"$schema", text(), "Where an editor finds the schema.", ""});
    of_policy({"version", integer(1, 1), "The version of this form.", "1"});
    of_policy({"preset", word(kPresetWords), "What holds where this file says nothing.", R"("balanced")"});
    of_policy({"mode", word(kModeWords),
               "How much of every guard's verdict takes effect; the preset decides if it is left out.", ""});
    of_policy({"permissions", object(kPermissions),
               "Three lists; their order never matters: deny wins over ask, ask over allow.", ""});
    of_policy({"trustAnnotations", kTextList,
               "Servers whose hints (readOnlyHint, destructiveHint) are believed.", "[]"});
    of_policy({"default", either(kDefaults), kDefaultAbout, ""});
    of_policy(
        {"sets", map_of(kTextLists), "Lists of texts by name; \"@name\" stands for them in rules.", ""});
    of_policy({"rules", rules, kRulesAbout, "[]"});
    of_policy({"grants", grants,
               "What a person has agreed to for good. Turns an ask into an allow, nothing else.", "[]"});
    of_policy({"mayLoosen", kTextList,
               "Ids of rules that a later file may bring or replace although it loosens.", "[]"});
    of_policy({"guards", guards_shape(), "Each guard's mode and knobs.", ""});
    of_policy(
        {"profiles", map_of(profile), "Changes for one launch profile (callgate run --profile NAME).", ""});
    policy = {.kind = Kind::object, .fields = policy_fields, .field_count = policy_count};
  }
};

}  // namespace

const Shape& policy_shape() {
  static const Shapes& kShapes = *new Shapes;
  return kShapes.policy;
}

}  // namespace callgate::policy
