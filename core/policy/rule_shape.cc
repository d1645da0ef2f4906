#include "core/policy/rule_shape.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "core/policy/condition_reader.h"
#include "core/policy/rule_words.h"
#include "core/policy/words.h"

namespace callgate::policy {
namespace {

using namespace config;
using std::chrono::hours;
using std::chrono::minutes;

std::string id_fault(std::string_view id) {
  const bool plain = std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
  if (plain && id.size() <= 100) return {};
  return "an id has at most 100 letters, digits, \"-\", \"_\" and \".\"";
}

std::string apart_fault(std::string_view text) {
  return std::ranges::find(kApartWords, text) != std::end(kApartWords) ? std::string() : field_fault(text);
}

std::string key_fault(std::string_view text) {
  return text == "auto" ? std::string() : field_fault(text);
}

// One argument that can be changed.
std::string argument_fault(std::string_view text) {
  const auto path = parse_field_path(text);
  if (!path) return path.error().what;
  const bool single = path->root == Root::args && !path->steps.empty() && !path->leads_to_many();
  return single ? "" : "this must be one argument, such as args.limit";
}

std::string time_fault(std::string_view text) {
  return parse_time_of_day(text) ? "" : "a time of day is written 09:30";
}

std::string zone_fault(std::string_view text) {
  const bool plain = std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '+' || c == '/';
  });
  const bool inside = !text.starts_with('/') && text.find("//") == text.npos;
  return plain && inside ? "" : "a time zone is written \"UTC\" or \"Europe/London\"";
}

std::string moment_fault(std::string_view text) {
  return parse_rfc3339(text) ? "" : "a moment is written 2026-12-18T10:00:00Z";
}

constexpr Shape kOneOrMoreTools[] = {kToolPattern, kToolList};
constexpr Shape kOneOrMoreTexts[] = {kFilledText, kTextList};
constexpr Shape kEffect = word(guard::kEffectWords);
constexpr Shape kEffects[] = {kEffect, list_of(kEffect)};
constexpr Shape kField = text_in(&field_fault);
constexpr Shape kFieldList = list_of(kField);
constexpr Shape kArgument = text_in(&argument_fault);
constexpr Shape kApart = text_in(&apart_fault);
constexpr Shape kBy = list_of(kApart);
constexpr Shape kPeriods[] = {duration(Millis(1), hours(24 * 3660)), word(kSessionWord)};
constexpr Shape kAnyNumber =
    number(-std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max());
constexpr Shape kPositive = number(0, std::numeric_limits<std::int64_t>::max());
constexpr Shape kAnything = anything();

constexpr Field kHints[] = {
    {"readOnlyHint", boolean(), "", ""},
    {"destructiveHint", boolean(), "", ""},
    {"idempotentHint", boolean(), "", ""},
    {"openWorldHint", boolean(), "", ""},
};
constexpr Field kMatch[] = {
    {"tools", either(kOneOrMoreTools), "Patterns of tools: server__tool, with * for any characters.", ""},
    {"server", either(kOneOrMoreTexts), "Servers by name, with * for any characters.", ""},
    {"annotations", object(kHints),
     "What the tool says of itself. A hint that is missing fits neither true nor false, and a reassuring one "
     "counts "
     "from trusted servers alone.",
     ""},
    {"effect", either(kEffects), "What kind of effect the tool has, as far as its definition and name tell.",
     ""},
};

constexpr Field kLimit[] = {
    {"calls", integer(0, 1'000'000'000), "At most so many calls …", ""},
    {"per", either(kPeriods), "… in any such time, or in the session.", R"("session")"},
    {"concurrent", integer(1, 100'000), "At most so many at once.", ""},
    {"by", kBy, "Counted apart by: principal, session, server, tool, or a field.", "[]"},
};
constexpr Shape kLimitShape = object(kLimit);
constexpr Shape kLimits[] = {kLimitShape, list_of(kLimitShape)};

constexpr Field kBudget[] = {
    {"id", text_in(&id_fault), "Rules that name the same account share it; the rule's own id if left out.",
     ""},
    {"sum", kField, "The number of the call that is added up; left out, every call counts 1.", ""},
    {"max", kPositive, "A call that would take the sum beyond it is refused.", "", Standing::used, true},
    {"per", either(kPeriods), "In any such time, or in the session.", R"("session")"},
    {"by", kBy, "Accounts apart by: principal, session, server, tool, or a field.", "[]"},
};

constexpr Field kPrior[] = {
    {"tools", either(kOneOrMoreTools), "One of these must have been called before.", "", Standing::used,
     true},
    {"outcome", word(kOutcomeWords), "How it must have ended.", R"("ok")"},
    {"within", either(kPeriods), "How long ago at most.", R"("session")"},
    {"same", kFieldList, "Fields that must be equal in both calls.", "[]"},
};
constexpr Field kRequire[] = {{"prior", object(kPrior), "An earlier call.", "", Standing::used, true}};

constexpr Shape kDay = word(kDayWords);
constexpr Shape kTime = text_in(&time_fault);
constexpr Field kActive[] = {
    {"days", list_of(kDay), "Days of the week; all if left out.", ""},
    {"from", kTime, "The first minute.", R"("00:00")"},
    {"to", kTime, "The first minute that is too late.", R"("24:00")"},
    {"tz", text_in(&zone_fault), "A time zone by its IANA name.", R"("UTC")"},
};

constexpr Shape kKey = text_in(&key_fault);
constexpr Shape kKeys[] = {kKey, list_of(kKey)};
constexpr Field kIdempotency[] = {
    {"key", either(kKeys), "Fields, the first that the call has is its key; \"auto\": all arguments.",
     R"(["auto"])"},
    {"ttl", duration(Millis(1), hours(24 * 3660)), "How long a call is remembered.", ""},
    {"onMismatch", word(kMismatchWords), "When the same key comes with other arguments.", R"("deny")"},
    {"onUnknownOutcome", word(kUnknownOutcomeWords), "When the first one may or may not have happened.",
     R"("hold")"},
};

constexpr Field kCache[] = {
    {"ttl", duration(Millis(0), hours(24)),
     "How long an answer may be used again; the guard's own if left out.", ""},
    {"by", kBy, "Answers are kept apart by these.", "[]"},
};

constexpr Field kClamp[] = {{"min", kAnyNumber, "Smaller becomes this.", ""},
                            {"max", kAnyNumber, "Larger becomes this.", ""}};
constexpr Shape kClampShape = object(kClamp);
constexpr Field kRewrite[] = {
    {"clamp", map_of(kClampShape, &argument_fault), "Numbers brought within bounds.", ""},
    {"remove", list_of(kArgument), "Arguments left out.", "[]"},
    {"set", map_of(kAnything, &argument_fault), "Arguments with a value of the rule's.", ""},
};

constexpr Shape kRedactPlace = word(kRedactPlaceWords);
constexpr Shape kExpression = text_in(&regex_fault);
constexpr Field kRedact[] = {
    {"in", list_of(kRedactPlace), "Where: args, result, ledger.", R"(["result"])"},
    {"detect", kTextList, "Kinds of secrets: \"secrets\" for all, \"private-keys\", or a kind by name.",
     "[]"},
    {"matching", list_of(kExpression), "Regular expressions (RE2) whose matches are blanked out.", "[]"},
    {"with", kFilledText, "What stands there instead; {kind} is what it was.", ""},
};

constexpr Field kOutput[] = {
    {"maxBytes", size(1, 1ll << 30), "How large a result may be.", ""},
    {"onExceed", word(kOnExceedWords), "What becomes of a larger one.", ""},
};

constexpr Field kHookBefore[] = {
    {"exec", kTextList, "The program and its arguments.", "", Standing::used, true},
    {"timeout", duration(Millis(1), minutes(10)), "How long it may take.", R"("2s")"},
    {"worker", boolean(), "One process for all calls, asked line by line, instead of one for each.", "false"},
    {"onFail", word(kOnFailWords), "What happens if it fails or takes longer.", R"("deny")"},
};
constexpr Field kHook[] = {
    {"before", object(kHookBefore), "Asked before the call goes out.", "", Standing::used, true}};

constexpr Shape kScope = word(kScopeWords);
constexpr Field kApprove[] = {
    {"assurance", word(kAssuranceWords), "How sure we must be of a person's word.", ""},
    {"scopes", list_of(kScope), "What a person may be offered to remember.", R"(["once"])"},
};

constexpr Field kOrigin[] = {
    {"approval", kFilledText, "The approval it comes from.", ""},
    {"at", kFilledText, "When.", ""},
    {"by", kFilledText, "Who.", ""},
};

struct Shapes {
  std::vector<Field> choice, rule, grant;
  Shape choice_shape, outcomes[2], rule_shape, grant_shape;

  Shapes() {
    choice.resize(3);
    choice_shape = {
        .kind = Kind::object, .fields = choice.data(), .field_count = choice.size(), .name = "choice"};
    outcomes[0] = word(kRulingWords);
    outcomes[1] = choice_shape;
    choice[0] = {"if", condition_shape(), "What it depends on.", "", Standing::used, true};
    choice[1] = {"do", word(kRulingWords), "The decision if it holds.", "", Standing::used, true};
    choice[2] = {"else", either(outcomes), "The decision if it does not; left out: none.", ""};
    rule = {
        {"id", text_in(&id_fault), "What verdicts and documents call it.", "", Standing::used, true},
        {"mode", word(kModeWords), "How much of it takes effect.", R"("enforce")"},
        {"match", object(kMatch), "Which tools it is about; all that is named must fit.", ""},
        {"when", condition_shape(), "It applies where this holds.", ""},
        {"unless", condition_shape(), "It does not apply where this holds.", ""},
        {"then", either(outcomes), "The decision: allow, ask, deny, …", ""},
        {"else", either(outcomes), "The decision where \"require\" or \"active\" is not met.", ""},
        {"effect", word(kEffectRuleWords), "What kind of effect the calls have.", ""},
        {"reason", kFilledText, "What the model is told; ${args.path} stands for a value.", ""},
        {"locked", boolean(), "No grant and no later file can take it back.", "false"},
        {"limit", either(kLimits), "How many calls.", ""},
        {"budget", object(kBudget), "How much may be used up.", ""},
        {"require", object(kRequire), "What must have come before.", ""},
        {"active", object(kActive), "When \"then\" holds.", ""},
        {"idempotency", object(kIdempotency), "Each effect at most once.", ""},
        {"cache", object(kCache), "Answers may come from memory.", ""},
        {"rewrite", object(kRewrite), "Arguments are changed.", ""},
        {"redact", object(kRedact), "What is blanked out.", ""},
        {"output", object(kOutput), "How large results may be.", ""},
        {"hook", object(kHook), "A program that is asked.", ""},
        {"approve", object(kApprove), "How a person has to agree.", ""},
    };
    rule_shape = {.kind = Kind::object, .fields = rule.data(), .field_count = rule.size(), .name = "rule"};
    grant = {
        {"id", text_in(&id_fault), "What lists call it.", "", Standing::used, true},
        {"match", object(kMatch), "Which tools it is about.", "", Standing::used, true},
        {"when", condition_shape(), "Which calls of them.", ""},
        {"origin", object(kOrigin), "Where it comes from.", "", Standing::used, true},
        {"expires", text_in(&moment_fault), "Until when, in UTC: \"2026-12-18T10:00:00Z\".", "",
         Standing::used, true},
    };
    grant_shape = {
        .kind = Kind::object, .fields = grant.data(), .field_count = grant.size(), .name = "grant"};
  }
};

const Shapes& shapes() {
  static const Shapes& kShapes = *new Shapes;
  return kShapes;
}

}  // namespace

const Shape& rule_shape() {
  return shapes().rule_shape;
}
const Shape& grant_shape() {
  return shapes().grant_shape;
}

std::optional<std::int32_t> parse_time_of_day(std::string_view text) {
  const auto digit = [&](std::size_t at) {
    return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 100'000;
  };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const std::int32_t hour = digit(0) * 10 + digit(1), minute = digit(3) * 10 + digit(4);
  if (hour > 24 || minute > 59 || (hour == 24 && minute > 0)) return std::nullopt;
  return hour * 60 + minute;
}

}  // namespace callgate::policy
