#include "core/policy/shape.h"

namespace callgate::policy {
namespace {

using namespace config;
using enum Standing;
using std::chrono::hours;
using std::chrono::seconds;

constexpr std::string_view kPresets[] = {"off", "observe", "balanced", "strict"};
constexpr std::string_view kModes[] = {"off", "observe", "warn", "enforce"};
constexpr std::string_view kActions[] = {"allow", "ask", "deny"};
constexpr std::string_view kAskBecomes[] = {"ask", "deny"};

constexpr Shape kFilled = filled_text();
constexpr Shape kStrings = list_of(kFilled);
constexpr std::string_view kLater = "";

constexpr Field kPermissions[] = {
    {"allow", kStrings,
     "Tools that may be called: server__tool, with * for any run of characters; tool(argument:glob) "
     "looks at one argument too.",
     "[]"},
    {"ask", kStrings, "Tools that a person must agree to, each time. Wins over allow.", "[]"},
    {"deny", kStrings, "Tools that are refused and not listed. Wins over ask and allow.", "[]"},
};

// All four, because what is left out would otherwise be open without a word.
constexpr Field kDefaultByHint[] = {
    {"readOnly", word(kActions), "Tools of trusted servers that say they only read.", "", used, true},
    {"destructive", word(kActions), "Tools of trusted servers that say they may destroy.", "", used, true},
    {"other", word(kActions), "Other tools of trusted servers.", "", used, true},
    {"untrusted", word(kActions), "Tools without hints, or of servers whose hints are not trusted.", "", used,
     true},
};
constexpr Shape kDefaults[] = {word(kActions), object(kDefaultByHint)};
constexpr std::string_view kDefaultAbout =
    "What happens when no list matches. Left out: calls are allowed, destructive ones are held for a person.";

constexpr Field kPolicyGuard[] = {
    {"mode", word(kModes), "How much of a verdict of the permissions and the default takes effect.",
     R"("enforce")"},
    {"default_action", {}, "write \"default\" at the top level of the policy", "", foreign},
    {"identity", {}, kLater, "", later},
    {"effects", {}, kLater, "", later},
    {"environment", {}, kLater, "", later},
    {"env_block", {}, kLater, "", later},
    {"capability_token", {}, kLater, "", later},
    {"tools", {}, kLater, "", later},
    {"missing_field", {}, kLater, "", later},
    {"on_error", {}, kLater, "", later},
    {"message_max", {}, kLater, "", later},
    {"placeholder_cap", {}, kLater, "", later},
    {"regex_input", {}, kLater, "", later},
    {"numeric", {}, kLater, "", later},
};

constexpr Field kCacheGuard[] = {
    {"mode", word(kModes), "Whether answers of read-only tools may come from memory.", R"("off")"},
    {"ttl", duration(seconds(0), hours(24)), "How long an answer may be used again.", R"("30s")"},
    {"max_bytes", size(0, 1 << 30), "How much memory all answers together may take.", R"("16MiB")"},
    {"tools", kStrings, "Tools that may be cached besides those that trusted servers call read-only.", "[]"},
};

constexpr std::string_view kWaits = "waits and lifetimes stand under \"approvals\" in the configuration";
constexpr Field kApprovalGuard[] = {
    {"mode", word(kModes), "Whether held calls wait for a person.", R"("enforce")"},
    {"max_pending", integer(1, 10'000), "How many calls may wait for a person at a time.", "32"},
    {"channels", {}, kWaits, "", foreign},
    {"deadline_s", {}, kWaits, "", foreign},
    {"hold_wait_ms", {}, kWaits, "", foreign},
    {"validity_s", {}, kWaits, "", foreign},
    {"on_timeout", {}, kLater, "", later},
    {"one_shot", {}, kLater, "", later},
    {"bind", {}, kLater, "", later},
};

constexpr Field kGuards[] = {
    {"policy", object(kPolicyGuard), "The guard that applies permissions and default.", ""},
    {"cache", object(kCacheGuard), "The guard that answers repeated reads from memory.", ""},
    {"approval", object(kApprovalGuard), "The guard that holds calls for a person.", ""},
    {"schema", {}, kLater, "", later},
    {"resources", {}, kLater, "", later},
    {"network", {}, kLater, "", later},
    {"secrets", {}, kLater, "", later},
    {"risk", {}, kLater, "", later},
    {"idempotency", {}, kLater, "", later},
    {"loops", {}, kLater, "", later},
    {"breaker", {}, kLater, "", later},
    {"budget", {}, kLater, "", later},
    {"capacity", {}, kLater, "", later},
    {"output", {}, kLater, "", later},
    {"provenance", {}, kLater, "", later},
    {"pins", {}, kLater, "", later},
    {"poison", {}, kLater, "", later},
};

constexpr Field kProfile[] = {
    {"preset", word(kPresets), "Another preset for this profile.", ""},
    {"mode", word(kModes), "Another mode for this profile.", ""},
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

constexpr Field kPolicy[] = {
    {"$schema", text(), "Where an editor finds the schema.", ""},
    {"version", integer(1, 1), "The version of this form.", "1"},
    {"preset", word(kPresets), "What holds where this file says nothing.", R"("balanced")"},
    {"mode", word(kModes),
     "How much of every guard's verdict takes effect; the preset decides if it is left out.", ""},
    {"permissions", object(kPermissions),
     "Three lists; their order never matters: deny wins over ask, ask over allow.", ""},
    {"trustAnnotations", kStrings, "Servers whose hints (readOnlyHint, destructiveHint) are believed.", "[]"},
    {"default", either(kDefaults), kDefaultAbout, ""},
    {"guards", object(kGuards), "Each guard's mode and knobs.", ""},
    {"profiles", map_of(kProfileShape), "Changes for one launch profile (callgate run --profile NAME).", ""},
    {"sets", {}, kLater, "", later},
    {"rules", {}, kLater, "", later},
    {"grants", {}, kLater, "", later},
    {"mayLoosen", {}, kLater, "", later},
};
constexpr Shape kPolicyShape = object(kPolicy);

}  // namespace

const Shape& policy_shape() {
  return kPolicyShape;
}
std::span<const std::string_view> preset_words() {
  return kPresets;
}
std::span<const std::string_view> mode_words() {
  return kModes;
}
std::span<const std::string_view> action_words() {
  return kActions;
}

}  // namespace callgate::policy
