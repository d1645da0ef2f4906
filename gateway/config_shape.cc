#include "gateway/config_shape.h"

#include <array>

#include "core/policy/shape.h"
#include "gateway/config.h"

namespace callgate {
namespace {

using namespace config;
using enum Standing;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr std::string_view kProtocols[] = {"auto", "legacy", "modern"};
constexpr std::string_view kChannels[] = {"host", "cli"};
constexpr std::string_view kAuto[] = {"auto"};
constexpr std::string_view kAnnotate[] = {"decisions", "always", "never"};
constexpr std::int64_t kDayMs = 86'400'000;

constexpr Shape kText = text();
constexpr Shape kFilled = filled_text();
constexpr Shape kPatterns = list_of(kFilled);
constexpr Shape kChannel = word(kChannels);
constexpr Shape kHoldBudgets[] = {word(kAuto), duration(seconds(0), hours(24))};

constexpr Field kTools[] = {
    {"include", kPatterns, "Patterns of the server's own tool names; only these are offered.", R"(["*"])"},
    {"exclude", kPatterns, "Patterns of the server's own tool names that are left out; wins over include.",
     "[]"},
};

constexpr std::string_view kUrl =
    "";  // judged where the server is read: it is refused by name, and the others run
constexpr std::string_view kHosts = "";
constexpr Field kServer[] = {
    {"command", filled_text(), "The program to start; ${VAR}, ${VAR:-default} and ${workspace} are replaced.",
     ""},
    {"args", list_of(kText), "Its arguments; variables are replaced.", "[]"},
    {"env", map_of(kText), "Variables for its environment; variables are replaced.", "{}"},
    {"cwd", text(), "The folder it runs in; empty is the gateway's own.", R"("")"},
    {"protocol", word(kProtocols), "Which era of MCP it speaks; auto finds out and remembers.", R"("auto")"},
    {"callTimeoutMs", integer(0, kDayMs), "How long one call may take; 0 sets no limit.", "0"},
    {"startTimeoutMs", integer(100, kDayMs), "How long it may take to start.", "30000"},
    {"prefix", text(),
     "Stands before its tools' names, as in fs__read_file; empty leaves names as they are. Left out: "
     "the server's name.",
     ""},
    {"tools", object(kTools), "Which of its tools are offered.", ""},
    {"trustAnnotations", boolean(), "Whether its hints (readOnlyHint, destructiveHint) are believed.",
     "false"},
    {"disabled", boolean(), "Leaves the server out.", "false"},
    {"url", anything(), kUrl, ""},
    {"serverUrl", anything(), kUrl, ""},
    {"httpUrl", anything(), kUrl, ""},
    {"type", text(), "stdio is the only transport.", R"("stdio")"},
    {"alwaysAllow", {}, "permissions.allow of the policy does this", "", ignored},
    {"autoApprove", {}, "permissions.allow of the policy does this", "", ignored},
    {"trust", {}, "permissions.allow of the policy does this", "", ignored},
    {"disabledTools", {}, "tools.exclude does this", "", ignored},
    {"excludeTools", {}, "tools.exclude does this", "", ignored},
    {"enabledTools", {}, "tools.include does this", "", ignored},
    {"includeTools", {}, "tools.include does this", "", ignored},
    {"timeout", {}, "callTimeoutMs and startTimeoutMs do this", "", ignored},
    {"envFile", {}, "put the variables into env", "", ignored},
    {"transport", {}, kHosts, "", ignored},
    {"transportType", {}, kHosts, "", ignored},
    {"headers", {}, kHosts, "", ignored},
    {"oauth", {}, kHosts, "", ignored},
    {"auth", {}, kHosts, "", ignored},
    {"name", {}, kHosts, "", ignored},
    {"description", {}, kHosts, "", ignored},
    {"icon", {}, kHosts, "", ignored},
    {"source", {}, kHosts, "", ignored},
    {"sandbox", {}, kHosts, "", ignored},
    {"dev", {}, kHosts, "", ignored},
    {"gallery", {}, kHosts, "", ignored},
    {"alwaysLoad", {}, kHosts, "", ignored},
    {"autoStart", {}, kHosts, "", ignored},
    {"request_timeout_ms", {}, kHosts, "", ignored},
};
constexpr Shape kServerShape = object(kServer);

constexpr Field kApprovals[] = {
    {"channels", list_of(kChannel), "Where a person may be asked.", R"(["host", "cli"])"},
    {"holdBudget", either(kHoldBudgets),
     "How long a held call stays open before it is answered with its approval's id; "
     "auto goes by the host.",
     R"("auto")"},
    {"pendingTtl", duration(seconds(1), days(30)), "How long a held call waits for a person.", R"("15m")"},
    {"grantTtl", duration(seconds(1), days(30)), "How long an approval may be used.", R"("5m")"},
};

constexpr Field kLedger[] = {
    {"durable", boolean(), "Whether the record is on disk before the call goes out.", "false"},
    {"maxBytes", size(1 << 16, std::int64_t{1} << 40), "How large the files may grow together.",
     R"("100MiB")"},
    {"keep", duration(hours(1), days(3650)), "How long records are kept.", R"("30d")"},
    {"arguments", word(kKeptArgumentsWords),
     "Of which calls the arguments are kept, without secrets: of none, of those that were not plainly "
     "allowed, of all.",
     R"("none")"},
};

constexpr Field kNames[] = {
    {"maxLength", integer(16, 128), "Longest name of a tool towards the host.", "46"},
};

// Other hosts' words for the same block: refused with the word to write, so that half a file is never read as
// none.
constexpr std::string_view kServersOfVsCode =
    "VS Code writes \"servers\"; Callgate reads the same block as \"mcpServers\"";
constexpr std::string_view kServersOfZed =
    "Zed writes \"context_servers\"; Callgate reads the same block as \"mcpServers\"";
constexpr std::string_view kServersOfCodex =
    "Codex writes \"mcp_servers\"; Callgate reads the same block as \"mcpServers\"";
constexpr std::string_view kInputsOfVsCode =
    "VS Code asks for inputs; put the values into the environment and write ${NAME}";
constexpr std::string_view kInPolicy = "it stands inside the policy: \"policy\": { … } or its file";

constexpr std::string_view kPolicyAbout =
    "A file, a list of files (later ones may only tighten; *.local.jsonc may be absent), or the policy "
    "itself.";
constexpr Shape kAnything = anything();
constexpr Shape kPolicyElsewhere[] = {kFilled, kPatterns, map_of(kAnything)};

// Not constant only because the policy's table lies in another file.
std::span<const Shape> policy_choices() {
  static const Shape choices[] = {kFilled, kPatterns, policy::policy_shape()};
  return choices;
}

constexpr std::size_t kPolicyAt = 3;
constexpr Field kConfig[] = {
    {"$schema", text(), "Where an editor finds the schema.", ""},
    {"version", integer(1, 1), "The version of this form.", "1"},
    {"mcpServers", map_of(kServerShape), "The servers, as in the block of Claude Desktop, Cursor or Cline.",
     ""},
    {"policy", either(kPolicyElsewhere), kPolicyAbout, ""},
    {"approvals", object(kApprovals), "How a person is asked, and how long.", ""},
    {"ledger", object(kLedger), "The record of what happened.", ""},
    {"names", object(kNames), "What tools are called.", ""},
    {"annotate", word(kAnnotate), "When a result says what was decided.", R"("decisions")"},
    {"servers", {}, kServersOfVsCode, "", foreign},
    {"context_servers", {}, kServersOfZed, "", foreign},
    {"mcp_servers", {}, kServersOfCodex, "", foreign},
    {"inputs", {}, kInputsOfVsCode, "", foreign},
    {"preset", {}, kInPolicy, "", foreign},
    {"mode", {}, kInPolicy, "", foreign},
    {"permissions", {}, kInPolicy, "", foreign},
    {"default", {}, kInPolicy, "", foreign},
    {"trustAnnotations", {}, kInPolicy, "", foreign},
    {"rules", {}, kInPolicy, "", foreign},
    {"guards", {}, kInPolicy, "", foreign},
    {"profiles", {}, kInPolicy, "", foreign},
};
static_assert(kConfig[kPolicyAt].key == "policy");
constexpr Shape kConfigShape = object(kConfig);

}  // namespace

const Shape& config_shape() {
  static const auto fields = [] {
    auto copy = std::to_array(kConfig);
    copy[kPolicyAt].shape.inner = policy_choices().data();
    return copy;
  }();
  static const Shape shape{.kind = Kind::object, .fields = fields.data(), .field_count = fields.size()};
  return shape;
}

const Shape& config_shape_without_policy() {
  return kConfigShape;
}

}  // namespace callgate
