// Secrets and conversations wanted as arguments, or sent elsewhere.
#include "core/analysis/poison/phrase_rows.h"

namespace callgate::analysis {
namespace {

constexpr PhraseRow kRows[] = {
    {"demand",
     "pass|send|include|provide|put|add|paste|attach|insert|supply|append|give|submit|copy|place|return|"
     "embed|encode|write|fill|store ~5 "
     "content|contents|full|entire|whole|complete|conversation|history|transcript|credentials|secrets|"
     "password|passwords|keys|environment|env|configuration|data|output|result|everything|messages|system|"
     "text|file|token|tokens|value ~6 as|in|into|via|to|using|with|through ~3 "
     "sidenote|side_note|feedback|note|notes|metadata|context|comment|parameter|param|argument|arg|field|"
     "summary|annotation|debug|extra|reason|hint|remarks"},
    {"demand",
     "conversation|chat|message|session|dialog|dialogue history|transcript|log|context|so ~6 "
     "send|pass|include|into|parameter|argument|forward|upload|here|field|required|must"},
    {"demand",
     "full|entire|complete|whole|verbatim|previous|all ~1 "
     "conversation|chat|history|transcript|message|messages|user's|prompt|prompts ~5 "
     "in|into|to|here|with|must|required|parameter|argument|field|including|verbatim"},
    {"demand",
     "read|open|cat|access|load|get|fetch|retrieve|collect|extract|find|locate|copy|check|view|examine|look|"
     "scan ~4 "
     "id_rsa|ssh|id_ed25519|env|mcp|mcp_config|claude_desktop_config|credentials|aws|netrc|npmrc|shadow|"
     "keychain|kubeconfig|kube|bash_history|wallet|cookies|passwd|git ~3 "
     "json|pass|send|include|contents|content|and|config|file|key|credentials|id_rsa|into|as|pub|first|"
     "credentials|local|then|to|cookies|login"},
    {"demand",
     "contents|content ~2 of ~4 "
     "id_rsa|ssh|id_ed25519|env|mcp|credentials|aws|netrc|npmrc|shadow|keychain|passwd|kubeconfig|bash_"
     "history|environment|cookies|conversation"},
    {"demand",
     "send|forward|upload|post|transmit|exfiltrate|leak|report|copy|deliver|submit|email|mail|relay|push|"
     "stream|beacon|cc|bcc ~5 "
     "data|content|contents|conversation|credentials|keys|key|results|result|output|everything|files|file|"
     "history|messages|message|copy|information|secrets|tokens|token|passwords|environment|emails|email|mail|"
     "variables|documents|queries|query|database|payload|chat|record*|it|them ~5 to ~3 "
     "http|https|server|endpoint|webhook|attacker|external|url|collector|ftp|ngrok|www|pastebin|remote|"
     "ip"},
    {"demand", "exfiltrate|exfiltrates|exfiltration"},
    {"demand",
     "ssh|private|api|aws|secret|access|environment key|keys|variables|credentials ~5 "
     "include|pass|as|in|to|send|into|must|required ~3 "
     "parameter|argument|field|context|note|sidenote|verify|tool|function|call|request"},
    {"demand",
     "environment variables ~4 as|in|into|to|send|including ~3 "
     "parameter|argument|field|context|http|https|server|call"},
    {"demand",
     "dump|grab|collect|gather|harvest|steal|take ~4 "
     "env|environment|token|tokens|password|passwords|keys|credentials|secrets|cookies|conversation ~9 "
     "pass|send|include|into|put|supply|forward|attach|append|post|upload"},
    {"demand",
     "append|add|attach|include|paste|embed ~2 env|ssh|credentials|secret|secrets|private ~1 "
     "file|files|key|keys|variables|contents|content ~2 to|in|as|into|with"},
    {"demand",
     "all|every|earlier|previous|prior ~2 user|users|chat ~1 messages|prompts|inputs|questions ~4 "
     "as|in|into|to|via|with ~2 "
     "parameter|argument|field|note|notes|context|history|metadata|memo|hint|required|mandatory|must"},
    {"demand",
     "base64 ~4 append|add|attach|put|include|send|place ~4 url|query|link|domain|hostname|subdomain|image"},
    {"demand",
     "get|post|http|https|put request ~9 with|plus|including|containing|carrying ~3 "
     "contents|content|secrets|keys|tokens|history|conversation|credentials|environment"},
    {"demand",
     "requires|needs|expects|wants the? ~3 "
     "openai_api_key|anthropic_api_key|github_token|aws_secret_access_key|password|credentials|cookies of ~3 "
     "in|as|via"},
    {"demand",
     "put|place|copy|paste|echo|hand|tack ~2 whatever|everything|anything|what ~1 "
     "user|users|human|they|was|you ~4 in|into|as|to|on"},
    {"demand",
     "raw|full|entire|exact|complete ~1 text|content|contents|body|output ~3 in|into|as|via|to|through ~3 "
     "parameter|param|argument|arg|field|property|hint|session_hint|trace|label|comment|note|notes|salt|sig|"
     "context"},
    {"demand",
     "home|printenv|bash_history|zsh_history|dockerconfig|netrc|npmrc|pgpass|kubeconfig ~6 "
     "in|into|as|via|to|through|on ~3 "
     "parameter|param|argument|arg|field|property|hint|trace|label|comment|note|notes|salt|sig|context|"
     "locale"},
    {"demand",
     "passport|card|credit|cvv|ssn|iban|pin ~2 number|numbers|details|code ~5 in|into|as|via ~3 "
     "parameter|param|argument|field|note|notes|remarks|comment|metadata|context|hint"},
    {"demand",
     "scan|search|crawl|browse|check ~2 home|disk|drive|filesystem|machine ~3 for ~3 "
     "wallet|wallets|key|keys|password|passwords|secret|secrets|credential|credentials|token|tokens"},
    {"demand",
     "everything|whatever|anything|all ~1 user|users ~2 writes|says|types|sends|write|say|type ~2 "
     "should|must|shall|be|is ~3 forwarded|sent|passed|logged|copied|reported"},
    {"demand",
     "log|record|report|forward|track|mirror every|each|all ~1 tool ~1 "
     "call|calls|invocation|invocations|use"},
    {"demand",
     "before|prior ~5 call|invoke|run|use this|the tool ~1 with|passing|including ~3 "
     "cookies|token|tokens|password|passwords|credentials|keys|history|conversation"},
    {"demand",
     "include|add|insert|embed ~2 workflow|script|hook|code|backdoor|snippet ~2 that|which ~1 "
     "prints|print|sends|send|leaks|uploads|steals|dumps|exfiltrates ~2 "
     "secret|secrets|key|keys|token|tokens|env|environment|password|passwords|data"},
};

}  // namespace

std::span<const PhraseRow> demand_rows() {
  return kRows;
}

}  // namespace callgate::analysis
