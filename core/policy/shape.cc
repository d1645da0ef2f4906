#include "core/policy/shape.h"

#include "core/policy/guard_knobs.h"
#include "core/policy/words.h"

namespace callgate::policy {
namespace {

using namespace config;
using enum Standing;
using std::chrono::hours;
using std::chrono::seconds;

constexpr std::string_view kAskBecomes[] = {"ask", "deny"};

constexpr std::string_view kLater = "";

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

constexpr Field kProfile[] = {
    {"preset", word(kPresetWords), "Another preset for this profile.", ""},
    {"mode", word(kModeWords), "Another mode for this profile.", ""},
    {"permissions", object(kPermissions), "Added to the lists of the file.", ""},
    {"default", either(kDefaults), kDefaultAbout, ""},
    {"ask", word(kAskBecomes), "\"deny\": nobody is there to answer, so what would be asked is refused.",
     R"("ask")"},
    {"rules", {}, kLater, "", later},
    {"guards", {}, kLater, "", later},
    {"trustAnnotations", {}, kLater, "", later},
    {"sets", {}, kLater, "", later},
    {"grants", {}, kLater, "", later},
    {"mayLoosen", {}, kLater, "", later},
};
constexpr Shape kProfileShape = object(kProfile);

const Shape& whole_policy() {
  static const Field kPolicy[] = {
      {"$schema", text(), "Where an editor finds the schema.", ""},
      {"version", integer(1, 1), "The version of this form.", "1"},
      {"preset", word(kPresetWords), "What holds where this file says nothing.", R"("balanced")"},
      {"mode", word(kModeWords),
       "How much of every guard's verdict takes effect; the preset decides if it is left out.", ""},
      {"permissions", object(kPermissions),
       "Three lists; their order never matters: deny wins over ask, ask over allow.", ""},
      {"trustAnnotations", kTextList, "Servers whose hints (readOnlyHint, destructiveHint) are believed.",
       "[]"},
      {"default", either(kDefaults), kDefaultAbout, ""},
      {"guards", guards_shape(), "Each guard's mode and knobs.", ""},
      {"profiles", map_of(kProfileShape), "Changes for one launch profile (callgate run --profile NAME).",
       ""},
      {"sets", {}, kLater, "", later},
      {"rules", {}, kLater, "", later},
      {"grants", {}, kLater, "", later},
      {"mayLoosen", {}, kLater, "", later},
  };
  static const Shape kShape = object(kPolicy);
  return kShape;
}

}  // namespace

const Shape& policy_shape() {
  return whole_policy();
}

}  // namespace callgate::policy
